package org.enfilade;

/**
 * The connection that carries the namespaces of one client: an Engine.IO session over one or, after an upgrade, two
 * transports. Only the library implements this interface.
 */
public interface Connection {
    /** The id of the session; secret between this client and the server, and never a socket's id. */
    String id();

    /** The transport that is used now. */
    Transport transport();

    /** Closes the connection, and with it all its namespaces. Idempotent. */
    void close();
}
