package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;
import org.enfilade.RoomPage;
import org.enfilade.Socket;
import org.enfilade.SocketIO;
import org.enfilade.internal.reach.RoomQuery;

/** A namespace for beans that are made before the server is. */
final class InjectedNamespace extends BroadcastDelegate implements Namespace {
    /** Where it is to be found. */
    private final InjectedServer server;

    private final String name;
    private volatile Namespace target;

    InjectedNamespace(InjectedServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** The namespace; empty before the server is made. */
    Optional<Namespace> target() {
        Namespace found = target;
        if (found == null) {
            found = server.server().map((SocketIO made) -> made.of(name)).orElse(null);
            target = found;
        }
        return Optional.ofNullable(found);
    }

    @Override
    Broadcast everyone() {
        Namespace found = target;
        return found == null ? target().<Broadcast>map(same -> same).orElse(NobodyYet.BROADCAST) : found;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<ParentNamespace> parent() {
        return target().flatMap(Namespace::parent);
    }

    @Override
    public String param(String param) {
        return target().orElseThrow(NobodyYet::notStarted).param(param);
    }

    @Override
    public Collection<Socket> sockets() {
        return target().map(Namespace::sockets).orElseGet(ArrayList::new);
    }

    @Override
    public Map<String, Integer> roomSizes() {
        return target().map(Namespace::roomSizes).orElseGet(HashMap::new);
    }

    @Override
    public int roomSize(String room) {
        return target().map(found -> found.roomSize(room)).orElse(0);
    }

    @Override
    public CompletionStage<RoomPage> fetchRooms(String prefix, String after, int max) {
        RoomQuery query = new RoomQuery(prefix, after, max);
        return target().map(found -> found.fetchRooms(prefix, after, max))
                .orElseGet(() -> CompletableFuture.completedFuture(CountedRooms.of(query, List.of(), List.of())));
    }

    @Override
    public void serverSideEmit(String event, Object... args) {
        target().ifPresent(found -> found.serverSideEmit(event, args));
    }

    @Override
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Object... args) {
        return target().map(found -> found.serverSideEmitWithAck(event, args))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
    }

    @Override
    public String toString() {
        return "Namespace " + name;
    }
}
