package org.enfilade.internal.order;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Runs tasks one at a time, in the order in which they were added. They may be added under a lock, which so decides
 * about their order; they are not run under it. Safe for use by any thread.
 */
public final class InOrder {
    // guarded by this
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /** Nothing to do. */
    public InOrder() {}

    /** Adds a task. Whoever does calls {@link #run} without a lock. */
    public synchronized void add(Runnable task) {
        tasks.add(task);
    }

    /**
     * Runs what has been added, unless another thread is at it, which then runs this too. What a task throws comes
     * after the others.
     */
    public void run() {
        Throwable failure = null;
        for (Runnable task = first(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private synchronized Runnable first() {
        if (running) {
            return null;
        }
        running = true;
        return next();
    }

    private synchronized Runnable next() {
        Runnable task = tasks.poll();
        if (task == null) {
            running = false;
        }
        return task;
    }
}
