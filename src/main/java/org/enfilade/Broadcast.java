package org.enfilade;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An audience and how to reach it: an immutable value whose narrowing methods return a changed copy, so that it can be
 * kept and shared. Rooms given by {@code to} and {@code in} add up; each socket receives an event once however many of
 * the rooms it is in; {@code except} wins over {@code to}. A socket's id is a room of its own.
 *
 * <p>All methods may be called from any thread and never block. They concern the sockets of all nodes, unless narrowed
 * by {@link #local()}.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/">Socket.IO: Rooms</a>
 */
public interface Broadcast {
    /** Only the sockets in any of these rooms (and of those given before); nobody if there are none. */
    Broadcast to(String... rooms);

    /** Only the sockets in any of these rooms (and of those given before); nobody if there are none. */
    default Broadcast to(Collection<String> rooms) {
        return to(rooms.toArray(String[]::new));
    }

    /** The same as {@link #to(String...)}. */
    default Broadcast in(String... rooms) {
        return to(rooms);
    }

    /** The same as {@link #to(Collection)}. */
    default Broadcast in(Collection<String> rooms) {
        return to(rooms);
    }

    /** Without the sockets that are in any of these rooms. */
    Broadcast except(String... rooms);

    /** Without the sockets that are in any of these rooms. */
    default Broadcast except(Collection<String> rooms) {
        return except(rooms.toArray(String[]::new));
    }

    /** Only the sockets of this node of a cluster. */
    Broadcast local();

    /**
     * Drops the event for every client that cannot take it at once: Socket.IO's {@code volatile}. See
     * {@link Emitter#bestEffort()} for when that is.
     */
    Broadcast bestEffort();

    /**
     * Whether what is emitted is worth compressing; {@code true} if not given. With
     * {@link ServerOptions#httpCompression()} an answer to a poll that has nothing else in it stays as it is. It has no
     * effect on WebSockets: no server lets an application choose for a single message. With
     * {@link ServerOptions#perMessageDeflate()}, TomEE compresses all of them.
     */
    Broadcast compress(boolean compress);

    /** How long {@link #emitWithAck} waits; {@link ServerOptions#ackTimeout()} if not given. */
    Broadcast timeout(Duration timeout);

    /**
     * Sends an event to the audience.
     *
     * @param event the name; not a reserved one
     * @param args strings, numbers, booleans, {@code null}, {@code byte[]}, {@link java.nio.ByteBuffer},
     *     {@link jakarta.json.JsonValue}, and anything that JSON-B writes, nested as you like. An array is one
     *     argument, be it a {@code String[]}; only an {@code Object[]} is taken by Java for the arguments themselves
     * @throws IllegalArgumentException for a reserved name, for a value that JSON-B cannot write, and for more than ten
     *     binary values, which the official clients refuse; also for an event of more than 16 MiB that other nodes of a
     *     cluster want to hear, after it was sent to the sockets of this one
     */
    void emit(String event, @Nullable Object... args);

    /** Sends the event {@code "message"}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }

    /**
     * Sends an event and gathers the acknowledgements.
     *
     * @return the answers in the order of their arrival, at once if the audience is empty; fails with
     *     {@link AckTimeout}, which holds the answers so far and says who is missing, if one is missing when the time
     *     is up. Completed on a managed thread
     * @throws IllegalArgumentException as for {@link #emit}
     */
    CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... args);

    /**
     * The sockets of the audience; those of a node that does not answer within five seconds, or dies, are left out.
     * Never fails.
     */
    CompletionStage<List<RemoteSocket>> fetchSockets();

    /**
     * Makes the sockets of the audience join rooms; done on this node when the call returns, on others soon. A socket
     * that would be in too many rooms joins none of them.
     *
     * @return completes when every emit that starts afterwards reaches the sockets of this node in these rooms, as for
     *     {@link Socket#join}. Never fails
     * @throws IllegalStateException if a socket of this node would be in more than
     *     {@link ServerOptions#maxRoomsPerSocket()} rooms; the sockets before it have joined
     */
    CompletionStage<Void> socketsJoin(String... rooms);

    /** Makes the sockets of the audience leave rooms; done on this node when the call returns, on others soon. */
    void socketsLeave(String... rooms);

    /** Disconnects the sockets of the audience from the namespace. */
    default void disconnectSockets() {
        disconnectSockets(false);
    }

    /**
     * Disconnects the sockets of the audience.
     *
     * @param close whether to close their connections, and with them their other namespaces
     */
    void disconnectSockets(boolean close);
}
