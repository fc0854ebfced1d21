package org.enfilade;

/**
 * A way to carry the protocol between client and server.
 *
 * @see <a href="https://socket.io/docs/v4/how-it-works/#transports">Socket.IO: Transports</a>
 */
public enum Transport {
    /** HTTP long-polling. */
    POLLING("polling"),
    /** WebSocket. */
    WEBSOCKET("websocket");

    private final String text;

    Transport(String text) {
        this.text = text;
    }

    /** Socket.IO's own name: {@code "polling"} or {@code "websocket"}. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
