package org.enfilade.internal.namespace;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Queued;
import org.enfilade.internal.engine.Reproach;

/** Sends to one socket what its {@link Membership} lets through, in order. No lock is held here. */
final class Outgoing {
    /** Where it goes. */
    interface Link {
        void send(Message message);

        /** Puts it into its queue; the rest is done by {@link #settle}, when locks are free. */
        Queued queue(Message message);

        void settle(Queued queued);

        void sendBestEffort(Message message);

        /** Ends by force: the client has broken a limit, or the server cannot go on with it. */
        void abort(Reproach why);
    }

    private static final Reproach TOO_MUCH = new Reproach(
            "more was sent to a socket that has not joined than its outbox holds",
            "outboxMaxBytes and outboxMaxPackets");

    private final Membership membership;
    private final Link link;

    Outgoing(Membership membership, Link link) {
        this.membership = membership;
        this.link = link;
    }

    /** Sends, or keeps back until CONNECT has been sent. */
    void deliver(Message message, boolean bestEffort) {
        switch (membership.deliver(message, bestEffort)) {
            case NONE -> {}
            case TOO_MUCH -> refuseMore();
            case SEND -> {
                if (bestEffort) {
                    link.sendBestEffort(message);
                } else {
                    link.send(message);
                }
            }
        }
    }

    /**
     * Puts a message into its queue, or keeps it back: locks may be held. What it returns is to be given to
     * {@link #settle} when they are free; {@code null} if more is held back than may be.
     */
    Queued queue(Message message) {
        return switch (membership.deliver(message, false)) {
            case NONE -> Queued.DROPPED;
            case TOO_MUCH -> null;
            case SEND -> link.queue(message);
        };
    }

    /** Sends what was put into the queue. */
    void settle(Queued queued) {
        if (queued == null) {
            refuseMore();
        } else {
            link.settle(queued);
        }
    }

    /** Ends the connection, since more is held back than may be. */
    void refuseMore() {
        link.abort(TOO_MUCH);
    }

    /** Sends CONNECT, and what was held back until then; {@code false} if it is too late. */
    boolean connect(Message connect) {
        if (!membership.connect()) {
            return false;
        }
        link.send(connect);
        release();
        return true;
    }

    /**
     * Sends what was held back, in its order; of one thread at a time. What is sent meanwhile is held back too, and
     * follows.
     */
    private void release() {
        List<Message> next;
        while (!(next = membership.next()).isEmpty()) {
            next.forEach(link::send);
        }
        membership.takeDeferred().forEach(Runnable::run);
    }

    /** Does something now, or when the thread has that sends what was held back. */
    void afterRelease(Runnable task) {
        if (!membership.defer(task)) {
            task.run();
        }
    }

    /** Sends the last packet of this socket, which comes after all that is held back. */
    void sendLast(Message message) {
        if (membership.sendLast(message)) {
            flush();
        } else {
            link.send(message);
        }
    }

    /** Sends what is held back though the other nodes do not know of all joins: the connection ends. */
    void flush() {
        if (membership.hurry()) {
            release();
        }
    }

    /** Keeps back what is sent to this socket from now on until the other nodes know of its rooms. */
    void holdUntil(CompletionStage<Void> told) {
        if (!told.toCompletableFuture().isDone()) {
            HeldBack.Fence fence = membership.hold();
            told.thenRun(() -> open(fence));
        }
    }

    /** The other nodes know; this may be a thread of the bus. */
    private void open(HeldBack.Fence fence) {
        if (membership.open(fence)) {
            release();
        }
    }
}
