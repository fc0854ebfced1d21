package org.enfilade;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A namespace: as a {@link Broadcast} it reaches everybody in it. Lives as long as the application, or, for an empty
 * child of a dynamic namespace, until it is cleaned up ({@link ServerOptions#cleanupEmptyChildNamespaces()}).
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/">Socket.IO: Namespaces</a>
 */
public interface Namespace extends Broadcast {
    /** The name with its leading slash; {@code "/"} for the main namespace. */
    String name();

    /** The parent of a child of a dynamic namespace. */
    Optional<ParentNamespace> parent();

    /**
     * A variable of the parent's template or a named group of its pattern.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    String param(String name);

    /** The sockets that are connected on this node; a snapshot. */
    Collection<Socket> sockets();

    /**
     * The rooms that sockets of this node are in, with how many of them are in each; a snapshot. The room of a socket's
     * own id is left out, unless others have joined it. {@code adapter.rooms} in JavaScript.
     */
    Map<String, Integer> roomSizes();

    /**
     * How many sockets of this node are in a room; 0 if nobody is. Looks the room up, and at no socket. For those of
     * all nodes there is {@link #fetchRooms}.
     */
    int roomSize(String room);

    /** The same from the first room on. */
    default CompletionStage<RoomPage> fetchRooms(String prefix, int max) {
        return fetchRooms(prefix, "", max);
    }

    /**
     * The rooms that sockets of any node are in, with how many are in each on which node; made for who operates the
     * server. Each node that has sockets in this namespace is asked once, looks through the names of its rooms, and at
     * no socket. The room of a socket's own id is left out, unless others have joined it; so is a room whose name is
     * empty, or no well-formed Unicode text. May be called from any thread and never blocks.
     *
     * @param prefix what the names have to begin with; empty for all rooms
     * @param after the name after which the page begins, which is {@link RoomPage#next()} of the page before; empty for
     *     the first page
     * @param max how many rooms at most, from 1 to 10,000; the page can have fewer, though there are more, if their
     *     names are very long
     * @return never fails. Completed on a managed thread, or already complete
     * @throws IllegalArgumentException for another {@code max}
     */
    CompletionStage<RoomPage> fetchRooms(String prefix, String after, int max);

    /**
     * Hands an event to the application on every other node of the cluster, in this namespace: to its
     * {@link OnServerSide} methods there, not to clients, and not to this node. Comes to nothing on a node where the
     * namespace does not exist, without a cluster, and before the application has started. May be called from any
     * thread and never blocks. What one thread emits is handled on each node in that order.
     *
     * @param event the name; not a reserved one
     * @param args as for {@link #emit}
     * @throws IllegalArgumentException as for {@link #emit}
     * @see <a href="https://socket.io/docs/v4/server-api/#namespaceserversideemiteventname-args">Socket.IO:
     *     namespace.serverSideEmit</a>
     */
    void serverSideEmit(String event, @Nullable Object... args);

    /**
     * The same, and gathers the answers; waits for {@link ServerOptions#ackTimeout()}. A node without a method that
     * answers this event, and one whose method fails, is not waited for and has no answer in the list.
     *
     * @return at most one answer for each other node, in the order of their arrival; empty, and at once, if there is no
     *     other node. Fails with {@link AckTimeout}, which holds the answers so far and the
     *     {@linkplain AckTimeout#missingNodes() nodes that are missing}, if a node has not answered when the time is
     *     up, or goes before it has. Completed on a managed thread, or already complete
     * @throws IllegalArgumentException as for {@link #emit}
     * @see <a href="https://socket.io/docs/v4/server-api/#namespaceserversideemitwithackeventname-args">Socket.IO:
     *     namespace.serverSideEmitWithAck</a>
     */
    CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... args);
}
