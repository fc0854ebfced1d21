package org.enfilade.internal.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.enfilade.internal.log.Log;

/**
 * Brings what a session sends to its transport: one thread at a time, who comes meanwhile is served by it. Never
 * blocks.
 */
final class Sender implements Flusher.Target {
    private static final long BURST_NANOS = 50_000;

    private final SessionState state;
    private final Flusher flusher;
    private final SessionEvents session;
    /** How often it has been told to drain; who comes first does so for the others. */
    private final AtomicInteger due = new AtomicInteger();

    private final AtomicBoolean deferred = new AtomicBoolean();
    /** The latest one that had something to write. Another thread may see an older one, which is not its own either. */
    private Object run;

    private volatile long lastRead;

    Sender(SessionState state, Flusher flusher, SessionEvents session, long now) {
        this.state = state;
        this.flusher = flusher;
        this.session = session;
        this.lastRead = now - BURST_NANOS;
    }

    /** Sends in order. Dropped once the session is closing. */
    void send(Message message) {
        settle(state.add(message));
    }

    /** Does what there is to be done about a message that was put into the queue. */
    void settle(Queued queued) {
        switch (queued) {
            case DROPPED -> {}
            case WAITS -> flusher.flush(this);
            // A run that sends a lot must not reach the bound before it is written for the first time.
            case WAITS_WITH_MUCH -> drain();
            case FULL -> session.end(CloseReason.TRANSPORT_ERROR, Reproach.OUTBOX);
        }
    }

    /**
     * Sends unless the client cannot take it at once, or something waits that comes first. What a run has sent so far
     * waits for its end, so that a second one of a run is dropped, as by the reference server: its transport is busy
     * until the event loop turns. What another run has sent is no obstacle: it only waits to be written together.
     */
    void sendBestEffort(Message message) {
        if (state.isIdle(run != flusher.run()) && state.transport().isWritable()) {
            send(message);
        }
    }

    @Override
    public boolean defer(Object inRun) {
        run = inRun;
        return deferred.compareAndSet(false, true);
    }

    @Override
    public boolean isBurst(long now) {
        boolean burst = now - lastRead < BURST_NANOS;
        lastRead = now;
        return burst;
    }

    @Override
    public void undefer() {
        deferred.set(false);
        drain();
    }

    /** Hands what waits to the transport, as long as it takes it. */
    @Override
    public void drain() {
        if (due.getAndIncrement() > 0) {
            return;
        }
        int served = 1;
        do {
            while (sendBatch()) {}
            served = due.addAndGet(-served);
        } while (served > 0);
    }

    /** Whether there may be more to send. */
    private boolean sendBatch() {
        return switch (state.next()) {
            case SEND -> send(state.transport());
            case REST -> false;
            case NO_ROOM -> noRoom();
            case DRAINED -> {
                session.drained();
                yield false;
            }
        };
    }

    private boolean send(Transport to) {
        if (!to.reserve()) {
            return state.unwritable() == SessionState.Next.NO_ROOM && noRoom();
        }
        List<Message> batch = state.take(to);
        if (batch == null) {
            to.putBack();
            return true;
        }
        try {
            to.send(batch);
        } catch (RuntimeException | Error e) {
            // Whoever drains this session may have others to drain.
            Log.error("A transport failed unexpectedly", e);
            session.end(CloseReason.TRANSPORT_ERROR, null);
        }
        return true;
    }

    private boolean noRoom() {
        session.end(CloseReason.TRANSPORT_ERROR, Reproach.NO_ROOM);
        return false;
    }

    /** The transport has finished a batch. */
    void sent() {
        state.taken();
        drain();
    }
}
