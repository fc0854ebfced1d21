package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import org.enfilade.Broadcast;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;

/** A dynamic namespace for beans that are made before the server is. */
final class InjectedParent extends BroadcastDelegate implements ParentNamespace {
    private final InjectedServer server;
    private final String name;

    InjectedParent(InjectedServer server, String name) {
        this.server = server;
        this.name = name;
    }

    private Optional<ParentNamespace> target() {
        return server.server().map(made -> made.parent(name));
    }

    @Override
    Broadcast everyone() {
        return target().<Broadcast>map(found -> found).orElse(NobodyYet.BROADCAST);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Collection<Namespace> children() {
        return target().map(ParentNamespace::children).orElseGet(ArrayList::new);
    }

    @Override
    public String toString() {
        return "ParentNamespace " + name;
    }
}
