package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.enfilade.RoomPage;
import org.enfilade.internal.engine.EngineServer;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.reach.RoomQuery;
import org.enfilade.internal.recovery.Recovery;
import org.enfilade.internal.recovery.SessionStore;
import org.enfilade.internal.watch.Counts;

/** The figures of a server. */
final class ServerFigures implements Figures {
    private static final Comparator<OfNamespace> FULLEST =
            Comparator.comparingInt(OfNamespace::sockets).reversed().thenComparing(OfNamespace::name);

    private final Core core;
    private final Counts counts;
    private final NamespaceRegistry registry;
    private final EngineServer engine;

    ServerFigures(Core core, Counts counts, NamespaceRegistry registry, EngineServer engine) {
        this.core = core;
        this.counts = counts;
        this.registry = registry;
        this.engine = engine;
    }

    @Override
    public boolean isAccepting() {
        return engine.isAccepting();
    }

    @Override
    public int connections() {
        return engine.size();
    }

    @Override
    public List<OfNamespace> namespaces(int max) {
        List<OfNamespace> all = new ArrayList<>();
        for (ServerNamespace namespace : registry.namespaces()) {
            if (namespace.parentOrNull() == null) {
                all.add(sum(namespace.name(), false, List.of(namespace)));
            }
        }
        for (ServerParent parent : registry.parents()) {
            all.add(sum(parent.name(), true, parent.own()));
        }
        return all.stream().sorted(FULLEST).limit(max).toList();
    }

    private static OfNamespace sum(String name, boolean isDynamic, Collection<ServerNamespace> parts) {
        int count = 0;
        int sockets = 0;
        int rooms = 0;
        for (ServerNamespace part : parts) {
            count++;
            sockets += part.rooms().size();
            rooms += part.rooms().roomCount();
        }
        return new OfNamespace(name, isDynamic, isDynamic ? count : 0, sockets, rooms);
    }

    @Override
    public Map<Integer, Long> refusedRequests() {
        return counts.refusedRequests();
    }

    @Override
    public long refusedConnects() {
        return counts.refusedConnects();
    }

    @Override
    public Map<String, Long> closes() {
        return counts.closes();
    }

    @Override
    public Map<String, Long> limits() {
        return counts.limits();
    }

    @Override
    public OfCluster cluster() {
        Peers peers = core.peers();
        return new OfCluster(
                peers.node(),
                peers.others(),
                counts.messagesSent(),
                counts.messagesReceived(),
                peers.ownRooms(),
                peers.otherRooms());
    }

    @Override
    public CompletionStage<RoomPage> rooms(String namespace, String prefix, String after, int max) {
        return new RoomCensus(core, registry).everywhere(namespace, new RoomQuery(prefix, after, max));
    }

    @Override
    public OfRecovery recovery() {
        Recovery<?> recovery = core.recovery();
        if (recovery == null) {
            return new OfRecovery(0, 0, 0, 0, Map.of(), 0);
        }
        SessionStore sessions = recovery.sessions();
        return new OfRecovery(
                sessions.size(),
                sessions.bytes(),
                recovery.bytes(),
                counts.recoveries(),
                counts.losses(),
                counts.unknownReturns());
    }

    @Override
    public long waitingBytes() {
        return core.budget().used();
    }

    @Override
    public long maxWaitingBytes() {
        return core.options().maxWaitingBytes();
    }
}
