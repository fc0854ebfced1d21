package org.enfilade;

/**
 * Why a socket left.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnect">Socket.IO: disconnect</a>
 */
public enum DisconnectReason {
    /** The client called {@code socket.disconnect()}. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** {@link Socket#disconnect} or {@link Broadcast#disconnectSockets} was called. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The application is being undeployed. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client did not answer the heartbeat in time. */
    PING_TIMEOUT("ping timeout"),
    /** The connection was closed by the client or lost. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed, or its client did not read what was sent to it. */
    TRANSPORT_ERROR("transport error"),
    /** The client violated the protocol or a limit, or {@link Connection#close} was called. */
    FORCED_CLOSE("forced close");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** Socket.IO's own wording, such as {@code "transport close"}. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
