package org.enfilade.internal.engine;

/**
 * The answers to a request that the protocol refuses.
 *
 * @see <a href="https://socket.io/docs/v4/troubleshooting-connection-issues/">Socket.IO: connection_error</a>
 */
public enum EngineError {
    UNKNOWN_TRANSPORT(0, "Transport unknown"),
    UNKNOWN_SID(1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
    BAD_REQUEST(3, "Bad request"),
    FORBIDDEN(4, "Forbidden"),
    UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version");

    private final int code;
    private final String message;

    EngineError(int code, String message) {
        this.code = code;
        this.message = message;
    }

    public int code() {
        return code;
    }

    public String message() {
        return message;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return this == FORBIDDEN ? 403 : 400;
    }
}
