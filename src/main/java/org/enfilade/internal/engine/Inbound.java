package org.enfilade.internal.engine;

/** What a WebSocket reports, in order and never by two threads at once. Callbacks do not block. */
public interface Inbound {
    /** A text message. */
    void text(String message);

    /** A binary message; the array is the receiver's. */
    void binary(byte[] message);

    /** A message is larger than the limit, and what has come of it was dropped. */
    void tooBig();

    /** More waits of all clients than may, and what has come of a message was dropped. */
    void noRoom();

    /** The WebSocket is gone. Idempotent, and valid for any thread. */
    void closed();

    /** The WebSocket failed, be it by a violation of its own protocol. Idempotent, and valid for any thread. */
    void failed();
}
