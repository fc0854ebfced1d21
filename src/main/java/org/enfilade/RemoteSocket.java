package org.enfilade;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A socket as {@link Broadcast#fetchSockets} returns it: a snapshot of its state, and the means to act on it, on
 * whichever node it lives.
 */
public interface RemoteSocket extends Emitter {
    /** The socket's id. */
    String id();

    /**
     * The handshake. That of a socket of another node throws {@link UnsupportedOperationException} for
     * {@code isUserInRole}, has no session attributes, nothing of TLS, and a principal with nothing but a name.
     *
     * <p>Credentials do not leave the socket's own node: headers, parameters of the query (in the URI too) and members
     * of the auth payload are missing if their name, whatever its case, contains one of {@code authorization},
     * {@code cookie}, {@code token}, {@code password}, {@code passwd}, {@code secret}, {@code credential},
     * {@code session}, {@code apikey}, {@code api-key}, {@code api_key} or {@code jwt}; so {@code Authorization} and
     * {@code Cookie} are, and {@code access_token}. With {@link ServerOptions#clusterCredentials()} they are there, as
     * in Socket.IO's own adapters, and travel over the cluster's network.
     */
    Handshake handshake();

    /** The rooms at the time of the call, its own id among them; unmodifiable. */
    Set<String> rooms();

    /**
     * The data at the time of the call; unmodifiable. That of a socket of another node is made of what JSON has: maps,
     * lists, strings, {@link java.math.BigDecimal}, booleans and {@code byte[]}; it is empty if JSON-B cannot write it.
     */
    Map<String, Object> data();

    /**
     * Makes the socket join rooms.
     *
     * @return for a socket of this node as {@link Socket#join}; for one of another node, complete when that node has
     *     been told
     * @throws IllegalStateException for a socket of this node as {@link Socket#join}
     */
    CompletionStage<Void> join(String... rooms);

    /** Makes the socket leave rooms. */
    void leave(String... rooms);

    /** Disconnects the socket from the namespace. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * Disconnects the socket from the namespace.
     *
     * @param close whether to close the connection as well, and with it all its namespaces
     */
    void disconnect(boolean close);
}
