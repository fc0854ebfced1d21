package org.enfilade.internal.engine;

/** What lives on a session. {@code text} and {@code binary} come in order and never by two threads at once; callbacks must not block. */
public interface SessionListener {
    /** A message. */
    void text(String message);

    /** A binary message; the array is the receiver's. */
    void binary(byte[] message);

    /** The session has ended; called once. */
    void closed(CloseReason reason);
}
