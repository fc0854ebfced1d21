package org.enfilade.internal.web;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.time.Ticker;

/**
 * Threads for handlers: a few while they are quick, more while they block. A thread for each task would spend a small
 * machine on switching between them; a fixed few would let thirty blocked handlers stop all others. So the pool begins
 * small, and grows as soon as waiting tasks make no progress for some milliseconds. When it can grow no more, a mark in
 * the queue tells how long tasks wait.
 */
final class HandlerPool implements StoppablePool {
    private static final Duration PATIENCE = Duration.ofMillis(5);
    /** A wait that the log tells of. */
    private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

    /** Stands in the queue like a task, and shows when its turn comes. */
    private static final class Mark implements Runnable {
        private final long time;
        private volatile boolean passed;

        private Mark(long time) {
            this.time = time;
        }

        @Override
        public void run() {
            passed = true;
        }
    }

    private static final long KEEP_ALIVE_SECONDS = 10;

    private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor threads;
    private final Ticker ticker;
    private final int small;
    private final int large;
    private final AtomicBoolean watching = new AtomicBoolean();
    private final RareWarning warning = new RareWarning();
    private final RareWarning noThreads = new RareWarning();
    /** The last one; only who is watching replaces it. */
    private volatile Mark mark;

    /**
     * @param factory of the container
     * @param small how many threads are enough for handlers that do not block
     * @param large how many there may be
     */
    HandlerPool(ThreadFactory factory, Ticker ticker, int small, int large) {
        this.ticker = ticker;
        this.small = Math.min(small, large);
        this.large = large;
        this.threads =
                new ThreadPoolExecutor(this.small, large, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, waiting, factory);
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RuntimeException | Error e) {
            if (!waitsForOthers(task)) {
                throw e;
            }
            lacking(e);
        }
        watchIfNeeded();
    }

    /** No thread could be had for a task: those that there are will take it. */
    private boolean waitsForOthers(Runnable task) {
        waiting.remove(task); // it may be there already
        if (threads.isShutdown() || threads.getPoolSize() == 0) {
            return false;
        }
        waiting.add(task);
        // The last of them may have ended meanwhile.
        return threads.getPoolSize() > 0 || !waiting.remove(task);
    }

    private void lacking(Throwable failure) {
        noThreads.log(
                ticker.nanos(),
                () -> "No more threads for handlers can be had than the " + threads.getPoolSize() + " there are: "
                        + failure);
    }

    private void watchIfNeeded() {
        if (!waiting.isEmpty() && watching.compareAndSet(false, true)) {
            watch();
        }
    }

    private void watch() {
        Runnable first = waiting.peek();
        ticker.after(PATIENCE, () -> look(first));
    }

    /** Grows by what waits if nothing has moved, by one if too little has, and shrinks again when nothing waits. */
    private void look(Runnable first) {
        Runnable now = waiting.peek();
        if (now == null) {
            shrink();
            watching.set(false);
            watchIfNeeded();
            return;
        }
        int more = now == first ? waiting.size() : 1;
        grow(Math.min(large, threads.getCorePoolSize() + more));
        if (threads.getCorePoolSize() == large) {
            measure();
        }
        watch();
    }

    /** Only if it has grown: the executor wakes idle threads whenever it is told of fewer than it has. */
    private void shrink() {
        if (threads.getCorePoolSize() > small) {
            threads.setCorePoolSize(small);
        }
    }

    private void grow(int size) {
        try {
            threads.setCorePoolSize(size);
        } catch (RuntimeException | Error e) {
            lacking(e);
        }
    }

    private void measure() {
        Mark last = mark;
        if (waitingTasks() == 0) {
            forget(last);
        } else if (last == null || last.passed) {
            set(new Mark(ticker.nanos()));
        } else if (longestWait().toNanos() >= LONG_NANOS) {
            warning.log(
                    ticker.nanos(),
                    () -> "Handlers have waited for a thread for more than a second: all " + large + " are busy, and "
                            + waitingTasks()
                            + " tasks wait (enfilade.maxThreads). Handlers that block for long are the cause");
        }
    }

    private void set(Mark next) {
        try {
            threads.execute(next);
            mark = next;
        } catch (RejectedExecutionException stopped) {
            // Nothing waits any more.
        }
    }

    /** A mark that waits alone says nothing about tasks. */
    private void forget(Mark lonely) {
        if (lonely != null && !lonely.passed) {
            lonely.passed = true;
            waiting.remove(lonely);
        }
    }

    @Override
    public Duration longestWait() {
        Mark last = mark;
        return last == null || last.passed ? Duration.ZERO : Duration.ofNanos(ticker.nanos() - last.time);
    }

    @Override
    public int waitingTasks() {
        Mark last = mark;
        int marks = last == null || last.passed ? 0 : 1;
        return Math.max(0, waiting.size() - marks);
    }

    @Override
    public int threads() {
        return threads.getPoolSize();
    }

    @Override
    public int maxThreads() {
        return large;
    }

    /** How many are enough at the moment. */
    int size() {
        return threads.getCorePoolSize();
    }

    @Override
    public void stop() {
        threads.shutdown();
        if (!StoppablePool.hasEndedWithin(GRACE_SECONDS, threads)) {
            StoppablePool.completeAll(threads.shutdownNow());
            StoppablePool.hasEndedWithin(LAST_SECONDS, threads);
        }
    }
}
