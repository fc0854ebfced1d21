package org.enfilade.internal.namespace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.enfilade.internal.log.Log;

/**
 * What waits to be done for one socket, or for the events of other nodes in one namespace, one after the other. Not
 * bounded itself: events are counted by an {@link Inbox} before they come here, and the server's own tasks are few.
 * Runs on whatever executes {@link #run}, never on two threads at once.
 *
 * <p>If the executor rejects a run, its tasks wait until there is a thread again. {@link RejectedRuns} bounds this
 * wait; at its end the tasks are dropped.
 */
final class Mailbox implements Runnable, RejectedRuns.Run {
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
    /** Told why the tasks of a mailbox that is not closed cannot be run. */
    private final Consumer<String> broken;
    // guarded by this
    private ArrayDeque<Runnable> tasks;
    private boolean running;
    /** Whether it is among the {@link RejectedRuns}. */
    private boolean refused;

    private boolean closed;

    /** That of nobody. */
    Mailbox(MailboxExecutor executor, Consumer<String> broken) {
        this(executor, null, broken);
    }

    Mailbox(MailboxExecutor executor, Executor identity, Consumer<String> broken) {
        this.executor = executor;
        this.identity = identity;
        this.broken = broken;
    }

    /** Adds a task. If no thread can be had for it, it waits for one. */
    void add(Runnable task) {
        if (put(task)) {
            start();
        }
    }

    /** Adds a task that is run in any case: if there is no thread for it, by whoever gives the others up. */
    void addCertain(Runnable task) {
        add(new Droppable() {
            @Override
            public void run() {
                task.run();
            }

            @Override
            public void dropped() {
                task.run();
            }
        });
    }

    /** Adds a task of the server's own, which needs no thread if nothing is before it. */
    void addOrRun(Runnable task) {
        boolean isIdle;
        synchronized (this) {
            isIdle = !running && tasks == null;
        }
        if (isIdle) {
            task.run();
        } else {
            add(task);
        }
    }

    /** Adds a task; {@code false} if no thread can be had for it, so that it is not run. */
    boolean tryAdd(Runnable task) {
        if (!put(task) || executor.execute(this)) {
            return true;
        }
        refused(task);
        return false;
    }

    /** Whether a run has to be started for it. */
    private synchronized boolean put(Runnable task) {
        if (tasks == null) {
            tasks = new ArrayDeque<>(4);
        }
        tasks.add(task);
        boolean isIdle = !running;
        running = true;
        return isIdle;
    }

    private void start() {
        if (!executor.execute(this)) {
            refused(null);
        }
    }

    /** @param unwanted what need not wait; {@code null} for nothing */
    private void refused(Runnable unwanted) {
        boolean waits;
        synchronized (this) {
            if (unwanted != null) {
                tasks.removeLastOccurrence(unwanted);
            }
            if (tasks.isEmpty()) {
                release();
                return;
            }
            running = false;
            waits = !refused;
            refused = true;
        }
        if (waits) {
            executor.executeLater(this);
        }
    }

    @Override
    public boolean beginAgain() {
        synchronized (this) {
            refused = false;
            if (running || tasks == null) {
                return true;
            }
            running = true;
        }
        if (executor.execute(this)) {
            return true;
        }
        synchronized (this) {
            running = false;
            refused = true;
        }
        return false;
    }

    @Override
    public void giveUp() {
        ArrayDeque<Runnable> dropped;
        boolean isOpen;
        synchronized (this) {
            refused = false;
            if (running || tasks == null) {
                return;
            }
            dropped = tasks;
            tasks = null;
            isOpen = !closed;
        }
        for (Runnable task : dropped) {
            if (task instanceof Droppable event) {
                event.dropped();
            }
        }
        if (isOpen) {
            broken.accept("no thread could be had for what it has sent");
        }
    }

    /** Nobody is to be told any more if the tasks cannot be run. */
    synchronized void close() {
        closed = true;
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
                broken.accept("its caller cannot be put on a thread");
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
