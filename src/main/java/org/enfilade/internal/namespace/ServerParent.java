package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.Broadcast;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;

/** A dynamic namespace: what its children have in common, and which there are. */
final class ServerParent extends BroadcastDelegate implements ParentNamespace {
    private final String name;
    private final ChildMatcher matcher;
    private final NamespaceHandler handler;
    private final Map<String, ServerNamespace> children = new ConcurrentHashMap<>();
    private final Broadcast everyone;

    ServerParent(SocketServer server, String name, ChildMatcher matcher, NamespaceHandler handler) {
        this.name = name;
        this.matcher = matcher;
        this.handler = handler;
        this.everyone = ServerBroadcast.everyone(server, children::values);
    }

    ChildMatcher matcher() {
        return matcher;
    }

    NamespaceHandler handler() {
        return handler;
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
