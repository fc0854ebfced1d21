package org.enfilade.internal.engine;

import java.util.List;

/** A WebSocket, seen from a session. */
public interface Wire {
    /** What becomes of a batch. */
    interface Sent {
        /** The batch has left; another one may be sent. May be called inside of {@link Wire#send}. */
        void sent();

        /** The batch could not be sent; the wire is of no use any more. */
        void failed();
    }

    /**
     * Sends messages in order, in as few writes as possible. Never blocks. Called by one thread at a time, and not
     * again before the batch has been reported.
     */
    void send(List<Message> batch, Sent report);

    /** Closes in good order, after what was sent. Idempotent, never blocks on the peer. */
    void close();

    /** Closes with a code that tells that the server goes away. */
    default void closeGoingAway() {
        close();
    }

    /** Closes with a code that tells that a message of the client was too big. */
    default void closeTooBig() {
        close();
    }
}
