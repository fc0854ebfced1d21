package org.enfilade.internal.watch;

/**
 * Hears what happens, where it happens: the one seam for counters, metrics and the like. Called on any thread, and by
 * no one who holds a lock; must not block and must not throw. Each method does nothing by default, so that a watcher
 * has those that it is interested in.
 */
public interface Watcher {
    /** Hears nothing. */
    Watcher NONE = new Watcher() {};

    /** A request was refused with an error code of the protocol. */
    default void requestRefused(int code) {}

    /** A CONNECT packet was answered with {@code connect_error}. */
    default void connectRefused() {}

    /** A connection has ended; the reason is one of a few. */
    default void connectionClosed(String reason) {}

    /** A connection was closed for a limit, which is told before its end is. */
    default void limitReached(String option) {}

    /** A client has come back, and has all that it had before. */
    default void recovered() {}

    /** A client has not come back to what was kept for it; the reason is one of a few. */
    default void unrecovered(String why) {}

    /** A client wants to come back to what is not kept, or not for it. */
    default void unknownReturn() {}

    /** A message has been sent to another node; one that went to two is told twice. */
    default void messageSent(String node, int bytes) {}

    /** A message of another node has come in. */
    default void messageReceived(String node, int bytes) {}
}
