package org.enfilade;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One client in one namespace. It lives from the middleware that admits it to {@link Disconnect}; a client that joins
 * several namespaces over one connection has one socket in each. An injected or observed socket is the socket itself.
 *
 * <p>All methods may be called from any thread and never block. The events of a socket are handled one at a time and in
 * order.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/">Socket.IO: The Socket instance (server-side)</a>
 */
public interface Socket extends Emitter {
    /** The id, made by the server from a secure random source; another one in each namespace. */
    String id();

    /** The namespace; for a dynamic one the child. */
    Namespace namespace();

    /** The request that opened the connection, and the auth payload. */
    Handshake handshake();

    /** Anything the application keeps with the socket; a concurrent map without null keys or values. */
    Map<String, Object> data();

    /** The rooms, its own id among them once admitted; a snapshot, empty after it has left. */
    Set<String> rooms();

    /** Whether it has been admitted and has not left. */
    boolean isConnected();

    /**
     * Whether its client has come back after its connection was lost, to what it had: {@link #id()}, {@link #data()},
     * and {@link #rooms()}. It gets the events that it has missed before others. Listeners that were added at run time
     * are gone. Only with {@link ServerOptions#connectionStateRecovery()}.
     *
     * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socketrecovered">Socket.IO: socket.recovered</a>
     */
    boolean isRecovered();

    /** The connection, which other namespaces may share. */
    Connection connection();

    /**
     * Joins rooms. On this node the socket is in them when the call returns. No effect once the socket has left.
     *
     * <p>In a cluster the other nodes have to learn of a room that gets its first member on this node. Until they know,
     * what is sent to this socket, acknowledgements included, waits; so a client whose join has been acknowledged is
     * reached by every emit that starts afterwards, on each node. A node that does not answer delays that by two
     * seconds, once.
     *
     * @return completes when every emit that starts afterwards reaches the socket, on each node; at once without a
     *     cluster. Never fails
     * @throws IllegalStateException beyond {@link ServerOptions#maxRoomsPerSocket()}; then no room is joined
     */
    CompletionStage<Void> join(String... rooms);

    /** Leaves rooms; done on this node when the call returns, and on the others soon. */
    void leave(String... rooms);

    /** Everybody in the namespace but this socket. */
    Broadcast broadcast();

    /** Everybody in these rooms but this socket; nobody if there are none. */
    default Broadcast to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody in these rooms but this socket; nobody if there are none. */
    default Broadcast to(Collection<String> rooms) {
        return broadcast().to(rooms);
    }

    /** The same as {@link #to(String...)}. */
    default Broadcast in(String... rooms) {
        return broadcast().to(rooms);
    }

    /** The same as {@link #to(Collection)}. */
    default Broadcast in(Collection<String> rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody but this socket and those in these rooms. */
    default Broadcast except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Everybody but this socket and those in these rooms. */
    default Broadcast except(Collection<String> rooms) {
        return broadcast().except(rooms);
    }

    /** Leaves the namespace; the client's {@code disconnect} reason is "io server disconnect". Idempotent. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * Leaves the namespace.
     *
     * @param close whether to close the connection as well, and with it all its namespaces
     */
    void disconnect(boolean close);

    /**
     * Disconnects the socket at a time, as {@link #disconnect()} does: for example when the token expires by which
     * middleware has admitted it. Replaces the time that was set before, so that a renewed token prolongs;
     * {@link Instant#MAX} means never. A time that has passed disconnects soon; without effect once the socket has
     * left.
     */
    void expireAt(Instant time);

    /** Adds a listener for an event of this socket; several are called in the order they were added. */
    void on(String event, SocketEventListener listener);

    /** Adds a listener that is called once. */
    void once(String event, SocketEventListener listener);

    /** Removes all listeners that were added by {@link #on} and {@link #once}: {@code removeAllListeners()}. */
    void off();

    /** Removes the listeners of an event that were added by {@link #on} and {@link #once}. */
    void off(String event);

    /**
     * Removes one listener of an event, {@code removeListener} in JavaScript: the last one that was added, if the same
     * object was added several times. Without effect if it was not added.
     */
    void off(String event, SocketEventListener listener);

    /** The events for which there are listeners that were added by {@link #on} and {@link #once}; a snapshot. */
    Set<String> eventNames();

    /** Adds a listener for every event of this socket, called before those of the event. */
    void onAny(SocketEventListener listener);

    /** The same, and the listener is called before those that were added so far. */
    void prependAny(SocketEventListener listener);

    /** Removes the listeners that were added by {@link #onAny} and {@link #prependAny}. */
    void offAny();

    /** Removes one of these listeners: the first one, if the same object was added several times. */
    void offAny(SocketEventListener listener);

    /** The listeners that were added by {@link #onAny} and {@link #prependAny}, in their order; a snapshot. */
    List<SocketEventListener> listenersAny();

    /**
     * Adds a listener for every event that is emitted to this socket, be it to this one alone or by a broadcast; called
     * before those methods of the namespace bean that observe {@link OnAnyOutgoing}. Acknowledgements are not shown.
     */
    void onAnyOutgoing(OutgoingListener listener);

    /** The same, and the listener is called before those that were added so far. */
    void prependAnyOutgoing(OutgoingListener listener);

    /** Removes the listeners that were added by {@link #onAnyOutgoing} and {@link #prependAnyOutgoing}. */
    void offAnyOutgoing();

    /** Removes one of these listeners: the first one, if the same object was added several times. */
    void offAnyOutgoing(OutgoingListener listener);

    /** The listeners that were added by {@link #onAnyOutgoing}, in their order; a snapshot. */
    List<OutgoingListener> listenersAnyOutgoing();
}
