package org.enfilade.internal.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.time.Ticker;

/**
 * Virtual threads for handlers: one for each task, so that no task waits for another one that blocks, up to a limit.
 * They are no threads of the container, so each task runs in a context that the container has captured: names, class
 * loader, and nobody as the caller.
 */
final class VirtualPool implements StoppablePool {
    /** A wait that the log tells of. */
    private static final Duration LONG = Duration.ofSeconds(1);

    private record Waiting(Runnable task, long since) {}

    private final ExecutorService threads;
    private final Executor context;
    private final Ticker ticker;
    private final int max;
    private final RareWarning warning = new RareWarning();
    // guarded by this
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private int running;
    private boolean watched;
    private boolean stopped;

    /**
     * A pool.
     *
     * @param threads starts a thread for each task
     * @param context runs a task in the application's context, on the same thread
     * @param max how many tasks may run, or block, at the same time
     */
    VirtualPool(ExecutorService threads, Executor context, Ticker ticker, int max) {
        this.threads = threads;
        this.context = context;
        this.ticker = ticker;
        this.max = max;
    }

    @Override
    public void execute(Runnable task) {
        boolean starts;
        boolean unwatched = false;
        synchronized (this) {
            if (stopped) {
                throw new RejectedExecutionException("the application ends");
            }
            starts = running < max;
            if (starts) {
                running++;
            } else {
                queue.add(new Waiting(task, ticker.nanos()));
                unwatched = !watched;
                watched = true;
            }
        }
        if (starts) {
            start(task);
        } else if (unwatched) {
            ticker.after(LONG, this::look);
        }
    }

    private void start(Runnable task) {
        try {
            threads.execute(() -> runFrom(task));
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                running--;
            }
            throw e;
        }
    }

    /** Runs a task, and then what has come to wait. */
    private void runFrom(Runnable first) {
        for (Runnable task = first; task != null; task = next()) {
            try {
                context.execute(task);
            } catch (RuntimeException | Error e) {
                Log.error("A task of the handlers failed", e);
            }
        }
    }

    private synchronized Runnable next() {
        Waiting next = queue.poll();
        if (next == null) {
            running--;
            return null;
        }
        return next.task;
    }

    private void look() {
        synchronized (this) {
            if (queue.isEmpty() || stopped) {
                watched = false;
                return;
            }
        }
        if (longestWait().compareTo(LONG) >= 0) {
            warning.log(
                    ticker.nanos(),
                    () -> "Handlers have waited for a thread for more than a second: all " + max + " are busy, and "
                            + waitingTasks() + " tasks wait (enfilade.maxThreads)");
        }
        ticker.after(LONG, this::look);
    }

    @Override
    public synchronized int threads() {
        return running;
    }

    @Override
    public int maxThreads() {
        return max;
    }

    @Override
    public synchronized int waitingTasks() {
        return queue.size();
    }

    @Override
    public Duration longestWait() {
        Waiting first;
        synchronized (this) {
            first = queue.peek();
        }
        return first == null ? Duration.ZERO : Duration.ofNanos(ticker.nanos() - first.since);
    }

    @Override
    public void stop() {
        synchronized (this) {
            stopped = true;
        }
        threads.shutdown();
        if (!StoppablePool.hasEndedWithin(GRACE_SECONDS, threads)) {
            List<Runnable> left = new ArrayList<>();
            synchronized (this) {
                queue.forEach(waiting -> left.add(waiting.task));
                queue.clear();
            }
            StoppablePool.completeAll(left);
            threads.shutdownNow();
            StoppablePool.hasEndedWithin(LAST_SECONDS, threads);
        }
    }
}
