package org.enfilade.internal.namespace;

import java.time.Instant;
import java.util.List;
import org.enfilade.DisconnectReason;

/** What is to be done for a socket so that its client can come back. Any thread; no locks are held. */
interface Continuity {
    /** Nothing: it cannot. */
    Continuity NONE = new Continuity() {};

    /** Whose continuity it is. */
    interface Member {
        /** Its connection is lost, as far as the server can know. */
        void lose();

        /** It is to be disconnected at a time. */
        void expireAt(Instant time);

        /** More is held back for it than may be. */
        void refuseMore();

        /** Its client has not come back. */
        void unrecovered(DisconnectReason reason, List<String> rooms);

        /** About how many bytes of what its client has sent are kept with it. */
        long weight();
    }

    /** What only the client is told; {@code null} for nothing. */
    default String pid() {
        return null;
    }

    /** The admission is about to begin. */
    default void begins(Member member) {}

    /** The application has set a time for the end. */
    default void endsAt(Instant time) {}

    /** A ping is about to be sent. */
    default void pinging() {}

    /** The client has answered it. */
    default void ponged() {}

    /** The socket has ended, and the application's tasks for that are in the mailbox. */
    default void ended(Mailbox mailbox, Caller caller) {}
}
