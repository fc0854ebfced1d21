package org.enfilade.internal.web.wire;

import java.time.Duration;

/** The TCP connection below a WebSocket, where the server shows it. */
public interface ClientLink {
    /** That of a server that does not show it, and that drops by means of the standard. */
    ClientLink HIDDEN = new ClientLink() {
        @Override
        public Duration handshake() {
            return Duration.ZERO;
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void drop() {}
    };

    /**
     * How long the server goes on with the handshake after the application has been told of the WebSocket, and cannot
     * have it closed.
     */
    Duration handshake();

    boolean isOpen();

    /** Ends it at once, whatever is still to be sent. Harmless if it has ended. */
    void drop();
}
