package org.enfilade;

/**
 * Thrown by event middleware to refuse an event: it reaches no handler, and {@link OnError} observers receive this exception.
 * Nothing is sent to the client unless such an observer does.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socketusefn">Socket.IO: socket.use</a>
 */
public non-sealed class EventRefused extends Exception implements Refusal {
    private static final long serialVersionUID = 1L;

    private final transient Object data;
    private final boolean hasData;

    /** Refuses without data. */
    public EventRefused(String message) {
        super(message, null, false, false);
        this.data = null;
        this.hasData = false;
    }

    /**
     * Refuses with data.
     *
     * @param message the reason
     * @param data for the observers; may be {@code null}
     */
    public EventRefused(String message, Object data) {
        super(message, null, false, false);
        this.data = data;
        this.hasData = true;
    }

    @Override
    public Object data() {
        return data;
    }

    @Override
    public boolean hasData() {
        return hasData;
    }
}
