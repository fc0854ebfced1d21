package org.enfilade.internal.web;

/** The TCP connection below a WebSocket, where the server shows it. */
interface ClientLink {
    /** That of a server that does not show it, and that drops by means of the standard. */
    ClientLink HIDDEN = new ClientLink() {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void drop() {}
    };

    boolean isOpen();

    /** Ends it at once, whatever is still to be sent. Harmless if it has ended. */
    void drop();
}
