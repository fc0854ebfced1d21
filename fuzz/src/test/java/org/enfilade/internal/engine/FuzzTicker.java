package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.enfilade.internal.time.Ticker;

/** A clock that an input moves; of one thread. */
final class FuzzTicker implements Ticker {
    private final TreeMap<Long, Runnable> timers =
            new TreeMap<>(); // by the time, in steps so small that none are equal
    private long now = 1L << 40;
    private long steps;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        long key = (now + delay.toNanos() >> 20 << 20) + (++steps & 0xFFFFF);
        timers.put(key, task);
        return () -> timers.remove(key, task);
    }

    void advance(Duration time) {
        long end = now + time.toNanos();
        for (Map.Entry<Long, Runnable> due = timers.firstEntry();
                due != null && due.getKey() <= end;
                due = timers.firstEntry()) {
            timers.pollFirstEntry();
            now = Math.max(now, due.getKey());
            due.getValue().run();
        }
        now = end;
    }

    /** How many tasks wait. */
    int size() {
        return timers.size();
    }
}
