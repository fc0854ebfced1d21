package org.enfilade;

/** The connection that carries the namespaces of one client: an Engine.IO session over one or, after an upgrade, two transports. */
public interface Connection {
    /** The id of the session; secret between this client and the server, and never a socket's id. */
    String id();

    /** {@code "polling"} or {@code "websocket"}, whichever is used now. */
    String transport();

    /** Closes it, and with it all its namespaces. Idempotent. */
    void close();
}
