package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.Cluster;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;
import org.enfilade.ServerOptions;
import org.enfilade.SocketIO;
import org.enfilade.internal.reach.Peers;

/**
 * The server for beans that are made before it is: a startup bean, or one that is a namespace. Until then nobody is
 * connected, and what is emitted reaches nobody. Safe for use by any thread.
 */
public final class InjectedServer extends BroadcastDelegate implements SocketIO {
    private volatile Server made;
    // guarded by this
    /** Those that were asked for before the server was made. */
    private final Map<String, InjectedNamespace> asked = new LinkedHashMap<>();

    /** The server is made: it has the namespaces that were asked for. */
    public void made(Server server) {
        List<InjectedNamespace> before;
        synchronized (this) {
            made = server;
            before = List.copyOf(asked.values());
            asked.clear();
        }
        before.forEach(InjectedNamespace::target);
    }

    /** The server itself once it is made, until then this. */
    public SocketIO now() {
        Server server = made;
        return server == null ? this : server;
    }

    /** The server; empty before it is made. */
    Optional<Server> server() {
        return Optional.ofNullable(made);
    }

    @Override
    Broadcast everyone() {
        Server server = made;
        return server == null ? NobodyYet.BROADCAST : server;
    }

    @Override
    public Namespace of(String name) {
        Server server = made;
        return server == null ? ask(name.startsWith("/") ? name : "/" + name) : server.of(name);
    }

    private Namespace ask(String name) {
        Server server;
        synchronized (this) {
            server = made;
            if (server == null) {
                return asked.computeIfAbsent(name, same -> new InjectedNamespace(this, name));
            }
        }
        return server.of(name);
    }

    /** The dynamic namespace that is declared under this name. */
    public ParentNamespace parent(String name) {
        Server server = made;
        return server == null ? new InjectedParent(this, name) : server.parent(name);
    }

    @Override
    public Collection<Namespace> namespaces() {
        Server server = made;
        return server == null ? new ArrayList<>() : server.namespaces();
    }

    @Override
    public Collection<ParentNamespace> parents() {
        Server server = made;
        return server == null ? new ArrayList<>() : server.parents();
    }

    @Override
    public void serverSideEmit(String event, Object... args) {
        Server server = made;
        if (server != null) {
            server.serverSideEmit(event, args);
        }
    }

    @Override
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Object... args) {
        Server server = made;
        return server == null
                ? CompletableFuture.completedFuture(List.of())
                : server.serverSideEmitWithAck(event, args);
    }

    @Override
    public void close() {
        server().orElseThrow(NobodyYet::notStarted).close();
    }

    @Override
    public int connectionCount() {
        Server server = made;
        return server == null ? 0 : server.connectionCount();
    }

    @Override
    public Cluster cluster() {
        Server server = made;
        return server == null ? Peers.NONE : server.cluster();
    }

    @Override
    public ServerOptions options() {
        return server().orElseThrow(NobodyYet::notStarted).options();
    }
}
