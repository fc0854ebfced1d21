package org.enfilade.internal.namespace;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * What waits to be done for one socket, or for the events of other nodes in one namespace, one after the other. Events are bounded in number and size and refused beyond that; the
 * server's own few tasks are not. Runs on whatever executes {@link #run}, never on two threads at once.
 */
final class Mailbox implements Runnable {
    /** After so many tasks a run makes way for other sockets. */
    private static final int RUN_LENGTH = 64;

    private final MailboxExecutor executor;
    /** As whom the tasks run; {@code null} for nobody. */
    private final Executor identity;
    // guarded by this
    private ArrayDeque<Runnable> tasks;
    private ArrayDeque<Integer> sizes;
    private long bytes;
    private boolean running;

    Mailbox(MailboxExecutor executor, Executor identity) {
        this.executor = executor;
        this.identity = identity;
    }

    /** Adds a task of the server. */
    void add(Runnable task) {
        offer(task, 0);
    }

    /** Adds an event of so many bytes; {@code false} if the bound is reached. */
    boolean offer(Runnable task, int size) {
        synchronized (this) {
            if (tasks == null) {
                tasks = new ArrayDeque<>(4);
                sizes = new ArrayDeque<>(4);
            }
            if (size > 0 && (tasks.size() >= executor.maxEvents() || bytes + size > executor.maxBytes())) {
                return false;
            }
            tasks.add(task);
            sizes.add(size);
            bytes += size;
            if (running) {
                return true;
            }
            running = true;
        }
        start();
        return true;
    }

    /** A run that is refused is tried again with the next task. */
    private void start() {
        if (!executor.execute(this)) {
            synchronized (this) {
                running = false;
            }
        }
    }

    /** Runs a task on this thread, unless something waits or runs; {@code false} if it was not run. */
    boolean runNow(Runnable task) {
        synchronized (this) {
            if (running || tasks != null) {
                return false;
            }
            running = true;
        }
        executor.runOnReader(identity == null ? task : () -> identity.execute(task));
        synchronized (this) {
            if (tasks == null) {
                running = false;
                return true;
            }
        }
        start();
        return true;
    }

    @Override
    public void run() {
        if (identity == null) {
            runTasks();
        } else {
            identity.execute(this::runTasks);
        }
    }

    private void runTasks() {
        do {
            for (int i = 0; i < RUN_LENGTH; i++) {
                Runnable task;
                synchronized (this) {
                    task = tasks.poll();
                    if (task == null) {
                        release();
                        return;
                    }
                    bytes -= sizes.poll();
                }
                executor.runHere(task);
            }
        } while (!executor.execute(this));
    }

    /** Idle sockets keep no queues. */
    private void release() {
        running = false;
        tasks = null;
        sizes = null;
    }
}
