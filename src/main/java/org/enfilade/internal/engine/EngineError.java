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
    UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version"),
    /** The protocol has no code of its own for it; clients try again after any answer but 200. */
    TOO_MANY_HANDSHAKES(4, "Too many handshakes");

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
        return switch (this) {
            case FORBIDDEN -> 403;
            case TOO_MANY_HANDSHAKES -> 429;
            default -> 400;
        };
    }
}
