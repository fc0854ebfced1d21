package org.enfilade.internal.namespace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.log.Log;

/**
 * What waits to be done for one socket, or for the events of other nodes in one namespace, one after the other. Not
 * bounded itself: events are counted by an {@link Inbox} before they come here, and the server's own tasks are few.
 * Runs on whatever executes {@link #run}, never on two threads at once.
 */
final class Mailbox implements Runnable {
    /**
     * A task that need not be run if nobody waits for it any more. Exactly one of the two methods is called for each
     * time it is added.
     */
    interface Droppable extends Runnable {
        void dropped();
    }

    /** After so many tasks a run makes way for other sockets. */
    private static final int RUN_LENGTH = 64;

    private final MailboxExecutor executor;
    /** As whom the tasks run; {@code null} for nobody. */
    private final Executor identity;
    /** Told when the tasks cannot be run as {@link #identity}, and wait. */
    private final Runnable broken;
    // guarded by this
    private ArrayDeque<Runnable> tasks;
    private boolean running;
    private boolean closed;

    /** That of nobody. */
    Mailbox(MailboxExecutor executor) {
        this(executor, null, () -> {});
    }

    Mailbox(MailboxExecutor executor, Executor identity, Runnable broken) {
        this.executor = executor;
        this.identity = identity;
        this.broken = broken;
    }

    /** Adds a task; {@code false} if no thread could be had for it, so that it waits for the next one. */
    boolean add(Runnable task) {
        synchronized (this) {
            if (tasks == null) {
                tasks = new ArrayDeque<>(4);
            }
            tasks.add(task);
            if (running) {
                return true;
            }
            running = true;
        }
        return start();
    }

    /** A run that is refused is tried again with the next task. */
    private boolean start() {
        boolean started = executor.execute(this);
        if (!started) {
            boolean last;
            synchronized (this) {
                running = false;
                last = closed;
            }
            if (last) {
                drop();
            }
        }
        return started;
    }

    /** No further task is to be expected, so that events which could not be run are dropped. */
    void close() {
        boolean stuck;
        synchronized (this) {
            closed = true;
            stuck = !running;
        }
        if (stuck) {
            drop();
        }
    }

    /** Drops the events that wait; the server's own tasks stay. */
    void drop() {
        List<Droppable> dropped;
        synchronized (this) {
            if (tasks == null) {
                return;
            }
            dropped = new ArrayList<>(tasks.size());
            tasks.removeIf(task -> task instanceof Droppable && dropped.add((Droppable) task));
        }
        dropped.forEach(Droppable::dropped);
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
            runAsCaller();
        }
    }

    private void runAsCaller() {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            identity.execute(() -> {
                begun.setPlain(true);
                runTasks();
            });
        } catch (RuntimeException | Error e) {
            Log.error("The container fails to run something as the caller of a connection", e);
            if (!begun.getPlain()) {
                synchronized (this) {
                    running = false;
                }
                broken.run();
            }
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
                }
                executor.runHere(task);
            }
        } while (!executor.execute(this));
    }

    /** Idle sockets keep no queue. */
    private void release() {
        running = false;
        tasks = null;
    }
}
