package org.enfilade;

import java.time.Duration;
import java.time.Instant;
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
public interface Socket {
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

    /** The connection, which other namespaces may share. */
    Connection connection();

    /**
     * Joins rooms; done when the call returns: every emit that starts afterwards reaches the socket, on each node of a cluster. Where it
     * is the first of a room on this node, or another room's first is on its way to the other nodes, the call waits until they
     * know, one round trip as a rule, and for a node that does not answer two seconds, once. Without effect once the socket has left.
     *
     * @throws IllegalStateException beyond {@link ServerOptions#maxRoomsPerSocket()}; none of the rooms is joined then
     */
    void join(String... rooms);

    /** Leaves a room; done when the call returns. */
    void leave(String room);

    /**
     * Emits to this client. Dropped when the socket has left, kept back until CONNECT was sent while middleware runs.
     *
     * @throws IllegalArgumentException as for {@link Broadcast#emit}
     */
    void emit(String event, Object... args);

    /** Emits the event {@code "message"}. */
    default void send(Object... args) {
        emit("message", args);
    }

    /**
     * Emits to this client and awaits its acknowledgement for {@link ServerOptions#ackTimeout()}.
     *
     * @return the answer; fails with {@link AckTimeout} if it does not come in time or the socket leaves. Completed on a
     *     managed thread, independently of the socket's events, so that a handler may wait for it
     */
    CompletionStage<Arguments> emitWithAck(String event, Object... args);

    /** As {@link #emitWithAck(String, Object...)} with a time of its own. */
    CompletionStage<Arguments> emitWithAck(Duration timeout, String event, Object... args);

    /** Emits unless the client cannot take it at once: Socket.IO's {@code socket.volatile.emit}. */
    void emitBestEffort(String event, Object... args);

    /** Everybody in the namespace but this socket. */
    Broadcast broadcast();

    /** Everybody in these rooms but this socket; nobody if there are none. */
    default Broadcast to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** The same as {@link #to}. */
    default Broadcast in(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody but this socket and those in these rooms. */
    default Broadcast except(String... rooms) {
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
     * Disconnects the socket at a time, as {@link #disconnect()} does: for example when the token expires by which middleware has
     * admitted it. Replaces the time that was set before, so that a renewed token prolongs; {@link Instant#MAX} means never. A time that
     * has passed disconnects soon; without effect once the socket has left.
     */
    void expireAt(Instant time);

    /** Adds a listener for an event of this socket; several are called in the order they were added. */
    void on(String event, EventListener listener);

    /** Adds a listener that is called once. */
    void once(String event, EventListener listener);

    /** Removes the listeners of an event that were added by {@link #on} and {@link #once}. */
    void off(String event);

    /** Adds a listener for every event of this socket, called before those of the event. */
    void onAny(EventListener listener);

    /** Removes the listeners that were added by {@link #onAny}. */
    void offAny();
}
