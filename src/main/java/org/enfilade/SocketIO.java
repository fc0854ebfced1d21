package org.enfilade;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The server of this application, for injection into any bean: {@code @Inject SocketIO io}. As a {@link Broadcast} it
 * is the main namespace. Emitting before the application has started reaches nobody and is not an error.
 *
 * @see <a href="https://socket.io/docs/v4/server-instance/">Socket.IO: The Server instance</a>
 */
public interface SocketIO extends Broadcast {
    /**
     * The namespace of that name. One that does not exist is created: as a child if a template or a pattern matches,
     * else as a namespace that any client may join. So never pass a name that a client chose.
     *
     * @param name a leading slash is added if it is missing
     */
    Namespace of(String name);

    /** The namespaces that exist on this node, children included; a snapshot. */
    Collection<Namespace> namespaces();

    /** The dynamic namespaces in the order in which they are tried. */
    Collection<ParentNamespace> parents();

    /**
     * Hands an event to the application on every other node of the cluster, in the main namespace: to its
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

    /**
     * Ends all connections of this node, whose sockets leave with {@link DisconnectReason#SERVER_SHUTTING_DOWN}, and
     * accepts no more of them until the application is deployed again: handshakes are refused with code 4, "Forbidden",
     * and readiness is DOWN. The other nodes of a cluster go on. When this returns all connections have ended;
     * {@link Disconnect} methods run afterwards. Idempotent. The container closes the server by itself when it
     * undeploys the application.
     *
     * @throws IllegalStateException before the application has started
     * @see <a href="https://socket.io/docs/v4/server-api/#serverclosecallback">Socket.IO: server.close</a>
     */
    void close();

    /** How many connections are open on this node. */
    int connectionCount();

    /** The nodes that serve this application together. */
    Cluster cluster();

    /** The options in force. */
    ServerOptions options();
}
