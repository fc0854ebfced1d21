package org.enfilade.internal.engine;

import java.util.List;

/**
 * What a session is in: open or not, which transport it uses, what waits to be sent. Only decides; calls nobody but its
 * {@link Outbox}. Safe for use by any thread.
 */
final class SessionState {
    enum Phase {
        OPEN,
        /** Nothing is accepted any more; what was sent before, and the close packet, are on their way. */
        CLOSING,
        CLOSED
    }

    /** What is to be done with what waits. */
    enum Next {
        SEND,
        REST,
        /** Rest, but all clients together have more waiting than may. */
        NO_ROOM,
        /** The session was closing, and is through. */
        DRAINED
    }

    /** What was left behind when a session ended. */
    record Left(Phase before, Transport transport, Probe probe) {}

    // guarded by this, but for a look
    private volatile Phase phase = Phase.OPEN;
    private volatile Transport transport;
    // guarded by this
    private final Outbox outbox;
    private Probe probe;

    SessionState(Outbox outbox) {
        this.outbox = outbox;
    }

    Transport transport() {
        return transport;
    }

    /** The transport in use, if that is polling; else {@code null}. */
    PollingTransport polling() {
        return transport instanceof PollingTransport polling ? polling : null;
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    boolean isOver() {
        return phase == Phase.CLOSED;
    }

    synchronized void begin(Transport first, Message opening) {
        transport = first;
        outbox.add(opening);
    }

    // --- what waits

    synchronized Queued add(Message message) {
        if (phase != Phase.OPEN) {
            return Queued.DROPPED;
        }
        if (!outbox.add(message)) {
            return Queued.FULL;
        }
        return outbox.isMuch() ? Queued.WAITS_WITH_MUCH : Queued.WAITS;
    }

    /**
     * Whether it is open, and no batch is under way.
     *
     * @param mayHold whether something may wait to be the next one
     */
    synchronized boolean isIdle(boolean mayHold) {
        return phase == Phase.OPEN && !outbox.isBusy() && (mayHold || outbox.isEmpty());
    }

    synchronized Next next() {
        if (phase == Phase.CLOSED) {
            return Next.REST;
        }
        if (outbox.isBusy()) {
            return rest();
        }
        if (outbox.isEmpty()) {
            return phase == Phase.CLOSING ? Next.DRAINED : Next.REST;
        }
        return Next.SEND;
    }

    /** What waits has to go on waiting, as its transport takes nothing now. */
    synchronized Next unwritable() {
        return phase == Phase.CLOSED ? Next.REST : rest();
    }

    private Next rest() {
        return outbox.count() ? Next.REST : Next.NO_ROOM;
    }

    /** A batch for a transport that has reserved; {@code null} if there is none for this one any more. */
    synchronized List<Message> take(Transport to) {
        return phase == Phase.CLOSED || transport != to || outbox.isBusy() || outbox.isEmpty() ? null : outbox.take(to);
    }

    /** The batch under way is done. */
    synchronized void taken() {
        outbox.taken();
    }

    // --- the change to another transport

    /** Notes that a change is being tried; {@code false} if this session cannot change now. */
    synchronized boolean probe(Probe begun) {
        if (phase != Phase.OPEN || probe != null || polling() == null) {
            return false;
        }
        probe = begun;
        return true;
    }

    synchronized boolean isProbe(Probe which) {
        return probe == which;
    }

    /** Changes over; {@code false} if it is too late. */
    synchronized boolean upgrade(Probe which, Transport to) {
        if (probe != which || phase == Phase.CLOSED) {
            return false;
        }
        probe = null;
        transport = to;
        return true;
    }

    /** Forgets the change; {@code false} if it is too late. */
    synchronized boolean unprobe(Probe which) {
        if (probe != which) {
            return false;
        }
        probe = null;
        return true;
    }

    // --- the end

    /** Closes, once what waits has left; {@code false} if it is not open. */
    synchronized boolean close() {
        if (phase != Phase.OPEN) {
            return false;
        }
        phase = Phase.CLOSING;
        if (polling() != null) {
            outbox.addLast(Message.CLOSE);
        }
        return true;
    }

    /** Ends, and lets go of everything; {@code null} if it has ended. */
    synchronized Left end() {
        if (phase == Phase.CLOSED) {
            return null;
        }
        Left left = new Left(phase, transport, probe);
        phase = Phase.CLOSED;
        probe = null;
        outbox.clear();
        return left;
    }
}
