package org.enfilade.internal.web;

import java.time.Duration;

/** The TCP connection below a WebSocket, where the server shows it. */
interface ClientLink {
    /** That of a server that does not show it, and that drops by means of the standard. */
    ClientLink HIDDEN = new ClientLink() {
        @Override
        public Duration leastAge() {
            return Duration.ZERO;
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void drop() {}
    };

    /** How long a WebSocket has to have been open before the server may close it. */
    Duration leastAge();

    boolean isOpen();

    /** Ends it at once, whatever is still to be sent. Harmless if it has ended. */
    void drop();
}
