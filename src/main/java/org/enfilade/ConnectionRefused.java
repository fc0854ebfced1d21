package org.enfilade;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by connect middleware to refuse a socket; the client receives {@code connect_error} with this message and
 * data. The counterpart of {@code next(err)} with {@code err.data}. Any other exception refuses too, but the client
 * then learns only "Internal error".
 *
 * @see <a href="https://socket.io/docs/v4/middlewares/#handling-middleware-error">Socket.IO: Handling middleware
 *     error</a>
 */
public non-sealed class ConnectionRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    /** Refuses without data: the client's {@code err.data} is undefined. */
    public ConnectionRefused(String message) {
        super(message);
    }

    /**
     * Refuses with data.
     *
     * @param message the client's {@code err.message}
     * @param data the client's {@code err.data}, written by JSON-B; {@code null} is sent as null; no binary values
     */
    public ConnectionRefused(String message, @Nullable Object data) {
        super(message, data);
    }
}
