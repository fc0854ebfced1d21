package org.enfilade.internal.time;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Any number of timers over a few alarms of a scheduled executor, which may have one thread and may be slow to cancel:
 * ten thousand heartbeats are set anew with each ping.
 */
public final class SharedTicker implements Ticker {
    /** Orders the timers of the same instant by their creation. */
    private record Key(long due, long number) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTime = Long.compare(due - other.due, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final ScheduledExecutorService alarms;
    private final Consumer<Throwable> failures;
    private final LongSupplier clock;
    private final ConcurrentSkipListMap<Key, Runnable> timers = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();
    /**
     * The alarms under way by the time they ring; one that rings early enough serves a later timer too. Guarded by
     * this.
     */
    private final TreeMap<Long, Future<?>> armed = new TreeMap<>((a, b) -> Long.compare(a - b, 0));

    /**
     * When the first of them rings; {@code null} without any. Changed under the lock. Whoever has put a timer reads it
     * without: an alarm that rings afterwards sees that timer.
     */
    private volatile Long soonest;

    private boolean stopped; // guarded by this

    /** @param failures receives what a task throws */
    public SharedTicker(ScheduledExecutorService alarms, Consumer<Throwable> failures) {
        this(alarms, failures, System::nanoTime);
    }

    SharedTicker(ScheduledExecutorService alarms, Consumer<Throwable> failures, LongSupplier clock) {
        this.alarms = alarms;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public long nanos() {
        return clock.getAsLong();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Key key = new Key(nanos() + delay.toNanos(), numbers.incrementAndGet());
        timers.put(key, task);
        Long rings = soonest;
        if (rings == null || rings - key.due > 0) {
            arm(key.due);
        }
        return () -> timers.remove(key);
    }

    private synchronized void arm(long due) {
        if (stopped || (!armed.isEmpty() && armed.firstKey() - due <= 0)) {
            return;
        }
        try {
            armed.put(due, alarms.schedule(() -> ring(due), due - nanos(), TimeUnit.NANOSECONDS));
            soonest = armed.firstKey();
        } catch (RejectedExecutionException shuttingDown) {
            stopped = true;
        }
    }

    private void ring(long due) {
        synchronized (this) {
            armed.remove(due);
            soonest = armed.isEmpty() ? null : armed.firstKey();
        }
        long now = nanos();
        for (var first = timers.firstEntry();
                first != null && first.getKey().due - now <= 0;
                first = timers.firstEntry()) {
            Runnable task = timers.remove(first.getKey());
            if (task != null) {
                run(task);
            }
        }
        var next = timers.firstEntry();
        if (next != null) {
            arm(next.getKey().due);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failures.accept(e);
        }
    }

    /** Forgets all timers and alarms. */
    public synchronized void stop() {
        stopped = true;
        timers.clear();
        armed.values().forEach(alarm -> alarm.cancel(false));
        armed.clear();
        soonest = null;
    }
}
