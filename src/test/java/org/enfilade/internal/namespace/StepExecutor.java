package org.enfilade.internal.namespace;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An executor whose tasks run when the test says so, on the thread that says it. */
final class StepExecutor implements Executor {
    // guarded by this
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean refusing;
    private Error failure;

    @Override
    public synchronized void execute(Runnable task) {
        if (failure != null) {
            throw failure;
        }
        if (refusing) {
            throw new RejectedExecutionException();
        }
        tasks.add(task);
    }

    /** Whether it refuses tasks, as one that is full or shut down does. */
    synchronized void refuse(boolean whether) {
        refusing = whether;
    }

    /** It fails with this from now on, as one does that can have no more threads. */
    synchronized void failWith(Error error) {
        failure = error;
    }

    synchronized int size() {
        return tasks.size();
    }

    private synchronized Runnable next() {
        return tasks.poll();
    }

    /** Runs what has waited longest, if anything does. */
    void step() {
        Runnable task = next();
        if (task != null) {
            task.run();
        }
    }

    /** Runs everything, and what comes of it. */
    void run() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    /** The same on another thread, as if this one were blocked. */
    void runElsewhere() {
        Thread other = new Thread(this::run);
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
