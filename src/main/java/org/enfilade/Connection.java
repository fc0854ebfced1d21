package org.enfilade;

import java.util.function.Consumer;

/**
 * The connection that carries the namespaces of one client: an Engine.IO session over one or, after an upgrade, two
 * transports. Only the library implements this interface.
 */
public interface Connection {
    /**
     * The id of the session. Whoever knows it can send in the client's name, so it is secret between this client and
     * the server. It is never a socket's id, except of clients whose {@link #protocol()} is 3.
     */
    String id();

    /**
     * The revision of Engine.IO that the client speaks: 4, or 3 for a client of Socket.IO 1 or 2, which
     * {@link ServerOptions#allowEIO3()} allows.
     */
    int protocol();

    /** The transport that is used now. */
    Transport transport();

    /**
     * Adds a listener for the change of this connection from polling to WebSocket: {@code conn.on("upgrade")}. It is
     * called once, soon if the change has happened already; never for a connection that began as a WebSocket. The
     * listeners of a connection are called one at a time on a managed thread that may block, as the caller who opened
     * it, and in no order to the events of its sockets. What a listener throws is logged.
     *
     * @param listener is given the transport that is used now
     * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socketconn">Socket.IO: socket.conn</a>
     */
    void onUpgrade(Consumer<Transport> listener);

    /**
     * Adds a listener for the end of this connection: {@code conn.on("close")}. It is called once, for whatever reason
     * the connection ends and whether or not a socket has ever joined a namespace, so that middleware can free what it
     * has allocated for a client. The listener is called after the {@link Disconnect} methods of the sockets that the
     * end has taken out of their namespaces; soon, and in no order to these, if the connection has ended already.
     * Otherwise as for {@link #onUpgrade}.
     *
     * @param listener is given the reason, which is also that of the sockets
     */
    void onClose(Consumer<DisconnectReason> listener);

    /** Closes the connection, and with it all its namespaces. Idempotent. */
    void close();
}
