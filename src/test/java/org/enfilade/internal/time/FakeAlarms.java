package org.enfilade.internal.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduled executor that rings on the test's thread, when the test moves its clock. */
final class FakeAlarms extends AbstractExecutorService implements ScheduledExecutorService {
    private final List<Alarm> alarms = new ArrayList<>();
    private long now = 5_000;
    private boolean shutDown;

    private final class Alarm extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long due;

        Alarm(Runnable task, long delay) {
            super(task, null);
            due = now + delay;
        }

        @Override
        public boolean cancel(boolean interrupt) {
            alarms.remove(this);
            return super.cancel(interrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    long nanos() {
        return now;
    }

    void set(long nanos) {
        now = nanos;
    }

    int size() {
        return alarms.size();
    }

    void advanceMillis(long millis) {
        long end = now + Duration.ofMillis(millis).toNanos();
        for (Alarm first = first(end); first != null; first = first(end)) {
            alarms.remove(first);
            now = first.due - now > 0 ? first.due : now;
            first.run();
        }
        now = end;
    }

    private Alarm first(long end) {
        return alarms.stream()
                .filter(alarm -> alarm.due - end <= 0)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Rings without regard to the time. */
    void ringAll() {
        List<Alarm> all = List.copyOf(alarms);
        alarms.clear();
        all.forEach(Alarm::run);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (shutDown) {
            throw new RejectedExecutionException();
        }
        Alarm alarm = new Alarm(task, unit.toNanos(delay));
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    // --- what a ticker does not use

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        throw new UnsupportedOperationException();
    }
}
