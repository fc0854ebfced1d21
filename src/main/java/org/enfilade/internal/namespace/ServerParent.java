package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.Broadcast;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;
import org.enfilade.internal.adapter.Scope;

/** A dynamic namespace: what its children have in common, and which there are. */
final class ServerParent extends BroadcastDelegate implements ParentNamespace {
    private final String name;
    private final ChildMatcher matcher;
    private final NamespaceHandler handler;
    private final Map<String, ServerNamespace> children = new ConcurrentHashMap<>();
    private final Broadcast everyone;
    private final SocketServer server;
    // guarded by this
    private int occupied;

    ServerParent(SocketServer server, String name, ChildMatcher matcher, NamespaceHandler handler) {
        this.server = server;
        this.name = name;
        this.matcher = matcher;
        this.handler = handler;
        this.everyone = ServerBroadcast.everyone(server, Scope.parent(name), children::values);
    }

    ChildMatcher matcher() {
        return matcher;
    }

    NamespaceHandler handler() {
        return handler;
    }

    /** A child has got its first socket or lost its last one. */
    synchronized void changed(boolean childIsOccupied) {
        occupied += childIsOccupied ? 1 : -1;
        if (occupied == (childIsOccupied ? 1 : 0)) {
            server.peers().changed(Scope.parent(name).key(), "", childIsOccupied);
        }
    }

    /** Those that exist on this node. */
    Collection<ServerNamespace> own() {
        return children.values();
    }

    void add(ServerNamespace child) {
        children.put(child.name(), child);
    }

    void remove(ServerNamespace child) {
        children.remove(child.name(), child);
    }

    @Override
    Broadcast everyone() {
        return everyone;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Collection<Namespace> children() {
        return new ArrayList<>(children.values());
    }

    @Override
    public String toString() {
        return "ParentNamespace " + name;
    }
}
