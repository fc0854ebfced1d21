package org.enfilade.it;

/** One way of {@link SocketIOClient} to its server. */
interface ClientLine {
    /** Who receives. */
    interface Receiver {
        /** An Engine.IO packet. */
        void packet(String packet);

        /** The end; the code of a WebSocket, or the HTTP status that ended polling. */
        void ended(int code);
    }

    /** Sends an Engine.IO packet. */
    void send(String packet);

    /** Drops the line without a farewell. */
    void abort();
}
