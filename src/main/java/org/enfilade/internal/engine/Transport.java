package org.enfilade.internal.engine;

import java.util.List;

/** One of the two ways a session reaches its client. */
interface Transport {
    /** Whether something sent now would leave at once. */
    boolean isWritable();

    /** The same, and keeps the place for {@link #send} or {@link #putBack}, one of which has to follow. */
    boolean reserve();

    /** Gives up what was reserved. */
    void putBack();

    /** Sends what was reserved for; tells the session by {@link SessionEvents#sent} or by ending it. */
    void send(List<Message> batch);

    /** How much of {@link #maxBatch()} a message takes. */
    int weigh(Message message);

    /** How much one batch may hold. */
    int maxBatch();

    /** The client has sent a close packet. */
    void closedByPeer();

    /** Closes; the session has ended. */
    void close();

    /** Closes because the server ends. */
    void goingAway();
}
