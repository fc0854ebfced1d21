package org.enfilade.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.enfilade.internal.HeldLocks;

/** A clock that a test moves. */
public final class FakeTicker implements Ticker {
    private record Key(long due, long number) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(number, other.number);
        }
    }

    // guarded by this
    private final TreeMap<Key, Runnable> timers = new TreeMap<>();
    private long now = 1_000_000_000_000L;
    private long numbers;
    private Duration wallClock = Duration.ZERO;
    private boolean ringsAtOnce;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos()).plus(wallClock);
    }

    /** Sets the wall clock, so far ahead of what it would be. */
    public void setWallClock(Duration ahead) {
        wallClock = ahead;
    }

    /**
     * Lets the time of each timer be up before its caller knows it, as happens to a thread that has to wait for a core.
     */
    public void ringAtOnce() {
        ringsAtOnce = true;
    }

    /** Fails if the caller holds a lock: the task might begin before it has let go of it. */
    @Override
    public Timer after(Duration delay, Runnable task) {
        HeldLocks.none();
        if (ringsAtOnce) {
            task.run();
        }
        Key key = add(delay, ringsAtOnce ? () -> {} : task);
        return () -> cancel(key);
    }

    private synchronized Key add(Duration delay, Runnable task) {
        Key key = new Key(now + delay.toNanos(), numbers++);
        timers.put(key, task);
        return key;
    }

    private void cancel(Key key) {
        HeldLocks.none();
        synchronized (this) {
            timers.remove(key);
        }
    }

    /** How many tasks wait. */
    public synchronized int size() {
        return timers.size();
    }

    /** Moves the clock, and runs on the way what is due, each task at its time. */
    public void advance(Duration time) {
        long end = nanos() + time.toNanos();
        for (Runnable task = next(end); task != null; task = next(end)) {
            task.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    private synchronized Runnable next(long end) {
        if (timers.isEmpty() || timers.firstKey().due > end) {
            return null;
        }
        var first = timers.pollFirstEntry();
        now = Math.max(now, first.getKey().due);
        return first.getValue();
    }
}
