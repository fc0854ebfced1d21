package org.enfilade.internal.web;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.log.Log;

/** The kind of wire that a deployment's WebSockets get; its text says for the log what writes the frames. */
interface Wires {
    /** Always works. */
    Wires STANDARD = new Wires() {
        @Override
        public Wire open(Session session, ClientLink link, ClosingSessions closing) {
            return new StandardWire(session, link, closing);
        }

        @Override
        public String toString() {
            return "the standard API";
        }
    };

    /** The wire of a WebSocket that has just been opened. */
    Wire open(Session session, ClientLink link, ClosingSessions closing);

    /** The WebSocket of this wire is gone: nothing of it is kept for it any more. Idempotent. */
    default void release(Wire wire) {}

    /** Whether the server has ended a WebSocket because of a frame that is longer than it reads, and does not say so to the client. */
    default boolean isTooBig(CloseReason reason) {
        return false;
    }

    /**
     * The cheapest kind that the server has.
     *
     * @param container the server's {@code ServerContainer}; {@code null} if it has no WebSockets
     * @param fast whether anything but the standard API may be used
     */
    static Wires of(Object container, boolean fast) {
        if (!fast || container == null || !isTyrus(container.getClass())) {
            return STANDARD;
        }
        try {
            return new TyrusWires();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Log.info("This version of Tyrus hides its writer, so the slower standard API is used: " + e);
            return STANDARD;
        }
    }

    /** As {@link #of}, decided when the first WebSocket is opened: the server has not begun with WebSockets yet, or has none. */
    static Wires whenOpened(boolean fast) {
        return new Wires() {
            private volatile Wires found;

            @Override
            public Wire open(Session session, ClientLink link, ClosingSessions closing) {
                if (found == null) {
                    found = of(session.getContainer(), fast);
                }
                return found.open(session, link, closing);
            }

            @Override
            public void release(Wire wire) {
                found.release(wire);
            }

            @Override
            public boolean isTooBig(CloseReason reason) {
                return found.isTooBig(reason);
            }

            @Override
            public String toString() {
                return "what the server turns out to have";
            }
        };
    }

    /** Asked by name: where Tyrus is absent, nothing of it may be touched. */
    static boolean isTyrus(Class<?> type) {
        return type != null
                && (type.getName().equals("org.glassfish.tyrus.server.TyrusServerContainer")
                        || isTyrus(type.getSuperclass()));
    }
}
