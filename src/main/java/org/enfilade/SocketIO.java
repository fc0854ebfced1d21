package org.enfilade;

import java.util.Collection;

/**
 * The server of this application, for injection into any bean: {@code @Inject SocketIO io}. As a {@link Broadcast} it is the
 * main namespace. Emitting before the application has started reaches nobody and is not an error.
 *
 * @see <a href="https://socket.io/docs/v4/server-instance/">Socket.IO: The Server instance</a>
 */
public interface SocketIO extends Broadcast {
    /**
     * The namespace of that name. One that does not exist is created: as a child if a template or a pattern matches, else
     * as a namespace that any client may join. So never pass a name that a client chose.
     *
     * @param name a leading slash is added if it is missing
     */
    Namespace of(String name);

    /** The namespaces that exist on this node, children included; a snapshot. */
    Collection<Namespace> namespaces();

    /** The dynamic namespaces in the order in which they are tried. */
    Collection<ParentNamespace> parents();

    /** How many connections are open on this node. */
    int connectionCount();

    /** The nodes that serve this application together. */
    Cluster cluster();

    /** The options in force. */
    ServerOptions options();
}
