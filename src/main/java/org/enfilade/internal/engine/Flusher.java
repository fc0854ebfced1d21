package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.enfilade.internal.time.Ticker;

/**
 * Collects what a run of event handlers sends, so that each session is written once at the end of the run instead of
 * once for each packet; several runs of a thread may be a round, at whose end it is written. A handler that blocks does
 * not hold back what it sent: a sweep notices that it sends no more, and writes it a few milliseconds later.
 */
public final class Flusher {
    /** What can be written at once or later: the sending half of a session. */
    interface Target {
        /** Writes what waits. */
        void drain();

        /**
         * Whether the caller is the one who has to see to it that {@link #undefer} follows.
         *
         * @param run in which there was something to write; {@code null} between the runs of a round
         */
        boolean defer(Object run);

        /** Writes what has waited since {@link #defer}. */
        void undefer();

        /** The same on the thread of the timers, which must not block. */
        default void undeferOnTimer() {
            undefer();
        }

        /**
         * Whether the last event on the reading thread is so short ago that more of them are likely to follow at once.
         */
        boolean isBurst(long now);
    }

    private static final Duration SWEEP = Duration.ofMillis(3);
    /** A run that goes on sending is written after so many sweeps. */
    private static final int MAX_SWEEPS = 6;

    private final Ticker ticker;
    private final ThreadLocal<Batch> current = new ThreadLocal<>();
    private final Set<Batch> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    public Flusher(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Runs a task and writes what it has sent at its end; within another such task it is part of that. */
    public void collect(Runnable task) {
        Batch batch = current.get();
        if (batch == null) {
            collect(task, new Object());
        } else if (batch.run == null) {
            batch.run = new Object();
            try {
                task.run();
            } finally {
                batch.run = null;
            }
        } else {
            task.run();
        }
    }

    /** Runs a task that collects several times, and writes what all of them have sent at its end. */
    public void collectRound(Runnable task) {
        if (current.get() == null) {
            collect(task, null);
        } else {
            task.run();
        }
    }

    private void collect(Runnable task, Object run) {
        Batch batch = new Batch(run);
        current.set(batch);
        try {
            task.run();
        } finally {
            current.remove();
            flush(batch);
        }
    }

    /** Stands for what runs on this thread and is collected; {@code null} if nothing does. */
    Object run() {
        Batch batch = current.get();
        return batch == null ? null : batch.run;
    }

    /**
     * The same on the thread that reads. While events of a session come in a burst it is not written after each of
     * them, but by a task elsewhere, which finds all that has been sent by then.
     */
    public void collectOnReader(Runnable task, Executor elsewhere) {
        if (current.get() != null) {
            task.run();
            return;
        }
        Batch batch = new Batch(new Object());
        current.set(batch);
        try {
            task.run();
        } finally {
            current.remove();
            flushOnReader(batch, elsewhere);
        }
    }

    /**
     * What waits for a thread elsewhere stays where the sweep finds it: all threads may be busy with handlers that
     * block.
     */
    private void flushOnReader(Batch batch, Executor elsewhere) {
        if (!batch.flushUnlessBurst(ticker.nanos())) {
            open.remove(batch);
            return;
        }
        open.add(batch); // again: a sweep may have found it empty just now
        sweepLater();
        try {
            elsewhere.execute(() -> flush(batch));
        } catch (RejectedExecutionException shuttingDown) {
            flush(batch);
        }
    }

    private void flush(Batch batch) {
        open.remove(batch);
        batch.flush();
    }

    /**
     * What has something done when it is run: at the end of the task that runs on the calling thread, once however
     * often it is asked for, or at once if none does.
     *
     * @param task does not throw, and may block
     * @param elsewhere runs it if the task that runs does not come to its end
     */
    public Runnable atEnd(Runnable task, Executor elsewhere) {
        Target target = new Target() {
            private final AtomicBoolean deferred = new AtomicBoolean();

            @Override
            public void drain() {
                task.run();
            }

            @Override
            public boolean defer(Object run) {
                return !deferred.getAndSet(true);
            }

            @Override
            public void undefer() {
                deferred.set(false);
                task.run();
            }

            @Override
            public void undeferOnTimer() {
                try {
                    elsewhere.execute(this::undefer);
                } catch (RejectedExecutionException noThread) {
                    undefer();
                }
            }

            @Override
            public boolean isBurst(long now) {
                return false;
            }
        };
        return () -> flush(target);
    }

    /** Writes a session now, or at the end of the running task. */
    void flush(Target session) {
        Batch batch = current.get();
        if (batch == null) {
            session.drain();
        } else {
            batch.sends.lazySet(batch.sends.getPlain() + 1);
            if (session.defer(batch.run) && batch.add(session)) {
                open.add(batch);
                sweepLater();
            }
        }
    }

    private void sweepLater() {
        if (sweeping.compareAndSet(false, true)) {
            ticker.after(SWEEP, this::sweep);
        }
    }

    private void sweep() {
        sweeping.set(false);
        for (Batch batch : open) {
            if (batch.isDue()) {
                open.remove(batch);
                batch.take().forEach(Target::undeferOnTimer);
            } else {
                sweepLater();
            }
        }
    }

    private static final class Batch {
        /** How much the run has sent; written by its thread only. */
        private final AtomicInteger sends = new AtomicInteger();

        /** Stands for the run under way; {@code null} between those of a round. Only for its thread. */
        private Object run;

        // guarded by this
        private List<Target> sessions = new ArrayList<>();
        private int sendsSeen;
        private int sweeps;

        Batch(Object run) {
            this.run = run;
        }

        /** Whether the run has stopped sending, or has been at it for long. */
        synchronized boolean isDue() {
            int now = sends.get();
            boolean due = now == sendsSeen || ++sweeps >= MAX_SWEEPS;
            sendsSeen = now;
            return due;
        }

        /** Whether it was the first of an empty batch. */
        synchronized boolean add(Target session) {
            sessions.add(session);
            return sessions.size() == 1;
        }

        void flush() {
            for (Target session : take()) {
                session.undefer();
            }
        }

        /**
         * Writes the sessions that no further events are likely to come from at once; {@code false} if that was all.
         */
        boolean flushUnlessBurst(long now) {
            List<Target> sent = take();
            boolean burst = false;
            for (Target session : sent) {
                if (session.isBurst(now)) {
                    add(session);
                    burst = true;
                } else {
                    session.undefer();
                }
            }
            return burst;
        }

        synchronized List<Target> take() {
            if (sessions.isEmpty()) {
                return List.of();
            }
            List<Target> due = sessions;
            sessions = new ArrayList<>();
            sweeps = 0;
            return due;
        }
    }
}
