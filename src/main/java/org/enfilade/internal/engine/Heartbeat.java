package org.enfilade.internal.engine;

/** Finds out whether a client is still there. Safe for use by any thread. */
interface Heartbeat {
    /** Whose heart it is. None of it is called with a lock held. */
    interface Owner {
        void send(Message beat);

        /** A ping is about to be sent. */
        void pinging();

        /** The client has answered it. */
        void ponged();

        /** The client has been silent for too long. */
        void silent();
    }

    /** The session is open. */
    void start();

    /** The client has sent a ping; {@code false} if that is not for it to do. */
    boolean ping(String packet);

    /** The client has sent a pong; {@code false} if that is not for it to do. */
    boolean pong();

    /** The client has sent something, a pong excepted. */
    void alive();
}
