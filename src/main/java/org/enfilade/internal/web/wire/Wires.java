package org.enfilade.internal.web.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import org.enfilade.internal.engine.Wire;

/** The kind of wire that a deployment's WebSockets get; its text says for the log what writes the frames. */
public interface Wires {
    /** Always works. */
    Wires STANDARD = new Wires() {
        @Override
        public Wire open(Session session, ClientLink link, ClosingSessions closing) {
            return new StandardWire(session, link, closing);
        }

        @Override
        public void ends(Wire wire, CloseReason reason) {
            ((StandardWire) wire).ends(reason);
        }

        @Override
        public String toString() {
            return "the standard API";
        }
    };

    /** The wire of a WebSocket that has just been opened. */
    Wire open(Session session, ClientLink link, ClosingSessions closing);

    /** The server has told of the end of this wire's WebSocket, and goes on with it after this. */
    default void ends(Wire wire, CloseReason reason) {}

    /** The WebSocket of this wire is gone: nothing of it is kept for it any more. Idempotent. */
    default void release(Wire wire) {}

    /**
     * Whether the server has ended a WebSocket because of a frame that is longer than it reads, and does not say so to
     * the client.
     */
    default boolean isTooBig(CloseReason reason) {
        return false;
    }
}
