package org.enfilade;

import org.jspecify.annotations.Nullable;

/**
 * Refuses an event: {@link OnError} observers receive this exception, and nothing is sent to the client unless such an
 * observer does. It is not logged, but for a line at DEBUG.
 *
 * <p>Thrown by event middleware, the event reaches no handler. Thrown by an {@link On} or {@link OnAny} method, by an
 * interceptor of it, by a stage that it has returned, or by a {@link SocketEventListener}, the event stays without
 * acknowledgement by that one; the other handlers of the event are called all the same. Thrown anywhere else, it is
 * logged as an error like any other exception.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socketusefn">Socket.IO: socket.use</a>
 */
public non-sealed class EventRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    /** Refuses without data. */
    public EventRefused(String message) {
        super(message);
    }

    /**
     * Refuses with data.
     *
     * @param message the reason
     * @param data for the observers; may be {@code null}
     */
    public EventRefused(String message, @Nullable Object data) {
        super(message, data);
    }
}
