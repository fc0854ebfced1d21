package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.Broadcast;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;
import org.enfilade.internal.reach.Scope;

/** A dynamic namespace: what its children have in common, and which there are. */
final class ServerParent extends BroadcastDelegate implements ParentNamespace {
    private final String name;
    private final ChildMatcher matcher;
    private final NamespaceHandler handler;
    private final Map<String, ServerNamespace> children = new ConcurrentHashMap<>();
    private final Broadcast everyone;
    private final Core core;
    // guarded by this
    private int occupied;
    private int count;
    /** Those that clients have made and left, the longest empty first. */
    private final Set<ServerNamespace> deserted = new LinkedHashSet<>();

    ServerParent(Core core, Homes homes, String name, ChildMatcher matcher, NamespaceHandler handler) {
        this.core = core;
        this.name = name;
        this.matcher = matcher;
        this.handler = handler;
        this.everyone = ServerBroadcast.everyone(core, homes, Scope.parent(name));
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
            core.peers().changed(Scope.parent(name).key(), "", childIsOccupied);
        }
    }

    /** Those that exist on this node. */
    Collection<ServerNamespace> own() {
        return children.values();
    }

    /** Counts one more child, unless there are so many already; returns how many there are now, or -1. */
    synchronized int reserve(int max) {
        return count < max ? ++count : -1;
    }

    synchronized boolean isFull(int max) {
        return count >= max;
    }

    /** Adds a child that has been counted. */
    void add(ServerNamespace child) {
        children.put(child.name(), child);
    }

    void remove(ServerNamespace child) {
        children.remove(child.name(), child);
        synchronized (this) {
            count--;
            deserted.remove(child);
        }
    }

    /** Nobody is left in a child that stays. Called under its lock. */
    synchronized void deserted(ServerNamespace child) {
        deserted.add(child);
    }

    /** Somebody has come back. Called under the child's lock. */
    synchronized void revived(ServerNamespace child) {
        deserted.remove(child);
    }

    /** The child that has been empty for the longest time; {@code null} if there is none. */
    synchronized ServerNamespace longestDeserted() {
        return deserted.isEmpty() ? null : deserted.iterator().next();
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
