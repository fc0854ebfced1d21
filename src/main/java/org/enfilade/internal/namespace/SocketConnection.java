package org.enfilade.internal.namespace;

import org.enfilade.Connection;

/** A connection as its sockets see it. */
interface SocketConnection extends Connection, Outgoing.Link {
    /** Who opened it. */
    Caller caller();

    /** What its protocol says of its sockets. */
    ClientRules rules();

    /** Counts the events of all its sockets that wait for the application. */
    Inbox inbox();

    /** How many events its sockets may still send, where that is limited. */
    RatePool rates();

    /**
     * Whether the events that wait are still handled when the connection is closed by force: those before a mistake
     * are.
     */
    boolean keepsEvents();

    /** The middleware of a socket has ended. */
    void admissionEnded();

    /** A socket has joined: the connection may stay. */
    void joined();

    /** Middleware has refused a socket. */
    void refuse(ServerSocket socket, Throwable refusal);

    /** Ends at once, as if it had been lost: its client is somewhere else. */
    void lose();

    /** The server ends the membership of a socket. */
    void disconnect(ServerSocket socket);

    /** The server ends all memberships and the connection. */
    void disconnectAll();

    /** The socket with this handshake is gone. */
    void forget(NamespaceHandshake handshake);
}
