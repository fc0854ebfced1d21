package org.enfilade;

import java.util.Collection;

/**
 * A dynamic namespace: the set of its children. As a {@link Broadcast} it reaches everybody in every child that exists;
 * its middleware and handlers serve each of them.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#namespace">Socket.IO: parent namespaces</a>
 */
public interface ParentNamespace extends Broadcast {
    /** The template, the pattern, or the matcher's class name as declared. */
    String name();

    /** The children that exist on this node; a snapshot. */
    Collection<Namespace> children();
}
