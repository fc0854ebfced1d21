package org.enfilade.internal.relay;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Does one thing after the other, off the thread that brings them: what a session's client has sent may run code of the
 * application. What is quick needs no other thread if nothing comes before it.
 */
final class Turns {
    /** After so many tasks a run makes way for others. */
    private static final int RUN_LENGTH = 64;

    private final Executor executor;
    /** Told when no thread could be had; nothing is done any more then. */
    private final Consumer<Throwable> broken;

    // guarded by this
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(2);
    private boolean running;

    Turns(Executor executor, Consumer<Throwable> broken) {
        this.executor = executor;
        this.broken = broken;
    }

    void add(Runnable task, boolean isQuick) {
        boolean here;
        synchronized (this) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
            here = isQuick;
        }
        if (here) {
            run(1);
        } else {
            start();
        }
    }

    private void start() {
        try {
            executor.execute(() -> run(RUN_LENGTH));
        } catch (RuntimeException | Error e) {
            // Nobody runs what waits now, nor what comes later.
            broken.accept(e);
        }
    }

    private void run(int most) {
        for (int i = 0; i < most; i++) {
            Runnable task = next();
            if (task == null) {
                return;
            }
            task.run();
        }
        if (hasMore()) {
            start();
        }
    }

    private synchronized Runnable next() {
        Runnable task = waiting.poll();
        running = task != null;
        return task;
    }

    private synchronized boolean hasMore() {
        running = !waiting.isEmpty();
        return running;
    }
}
