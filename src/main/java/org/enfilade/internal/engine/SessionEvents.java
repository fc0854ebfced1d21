package org.enfilade.internal.engine;

import java.util.function.Consumer;

/** What the parts of a session tell it. None of them holds a lock meanwhile. */
interface SessionEvents {
    /** A packet from a transport. */
    void received(Transport from, String packet);

    /** A binary packet from a transport; the array is the receiver's. */
    void received(Transport from, byte[] packet);

    /** A transport has finished a batch. */
    void sent();

    /** A transport takes packets again, or for the first time. */
    void writable();

    /** A transport was closed by the peer, or lost. */
    void lost(Transport which, CloseReason reason);

    /** All that was to be sent by a closing session has left. */
    void drained();

    /** Ends at once: what was not sent yet is lost. */
    void end(CloseReason reason, Reproach why, Consumer<Transport> farewell);

    /** The same, with the ordinary close. */
    default void end(CloseReason reason, Reproach why) {
        end(reason, why, Transport::close);
    }

    /** Takes no more from the client, sends what was sent before, and ends. */
    void abort(Reproach why);

    /** Whatever ends the session from now on, this has led to it. */
    void reproach(Reproach why);

    /** It has changed to a WebSocket. */
    void upgraded();

    /** Whether the session has ended for good. */
    boolean isOver();

    /** Whether this transport is the one in use. */
    boolean isOn(Transport which);
}
