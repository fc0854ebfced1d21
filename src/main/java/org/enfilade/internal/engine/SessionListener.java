package org.enfilade.internal.engine;

/**
 * What lives on a session. {@code text} and {@code binary} come in order and never by two threads at once; callbacks
 * must not block.
 */
public interface SessionListener {
    /** The session is open, and may be closed from now on; called once, before any message. */
    void opened();

    /** A ping is about to be sent, behind all that was sent before. */
    default void pinging() {}

    /** The client has answered the latest ping, so it has got what was sent before. */
    default void ponged() {}

    /** A message. */
    void text(String message);

    /** A binary message; the array is the receiver's. */
    void binary(byte[] message);

    /** It has changed to a WebSocket; called once. May come while a message is handled, or after {@link #closed}. */
    default void upgraded() {}

    /**
     * The session has ended; called once. It comes before {@link #opened} if the connection is lost or the server stops
     * meanwhile.
     */
    void closed(CloseReason reason);
}
