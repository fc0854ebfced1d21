package org.enfilade;

import java.util.Collection;
import java.util.Optional;

/**
 * A namespace: as a {@link Broadcast} it reaches everybody in it. Lives as long as the application, or, for an empty child of a
 * dynamic namespace, until it is cleaned up ({@link ServerOptions#cleanupEmptyChildNamespaces()}).
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
}
