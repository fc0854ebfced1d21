package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.ParentNamespace;
import org.enfilade.RoomPage;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Belongings;
import org.enfilade.internal.reach.JointOccupancy;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Occupancy;
import org.enfilade.internal.reach.RoomIndex;
import org.enfilade.internal.reach.RoomQuery;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.reach.Visits;
import org.enfilade.internal.recovery.RecoverableSession;
import org.enfilade.internal.recovery.Recovery;

/** One namespace, be it declared or the child of a parent. */
final class ServerNamespace extends BroadcastDelegate implements LocalNamespace {
    private final Core core;
    private final String name;
    private final ServerParent parent;
    private final Map<String, String> params;
    private final NamespaceHandler handler;
    private final RoomIndex<ServerSocket> rooms;
    private final Emissions<ServerSocket> emissions;
    /** {@code null} if no client can come back. */
    private final NamespaceRecovery recovery;
    /** {@code null} if no client can come back. */
    private final ReturningClients returning;
    /** {@code null} if no client can come back. */
    private final Departures departures;

    /** {@code null} if nobody observes rooms. */
    private final RoomVisits visits;

    private final ServerSideEvents servers;
    private final ServerBroadcast everyone;
    private final Lifetime lifetime;
    private final RoomCensus census;

    /**
     * A namespace.
     *
     * @param homes where it is, and is taken out of
     * @param parent {@code null} for one that is no child
     */
    ServerNamespace(
            Core core,
            Homes homes,
            String name,
            ServerParent parent,
            Map<String, String> params,
            NamespaceHandler handler) {
        this.core = core;
        this.name = name;
        this.parent = parent;
        this.params = params;
        this.handler = handler;
        this.visits = handler.seesRooms() ? new RoomVisits(this, core.mailboxes()) : null;
        this.servers = new ServerSideEvents(core, this);
        Visits<ServerSocket> noted = visits == null ? Visits.unnoted() : visits;
        Recovery<Logged> shared = core.recovery();
        if (shared == null) {
            this.rooms = new RoomIndex<>(this::changed, noted);
            this.emissions = new PlainEmissions(core, this);
            this.recovery = null;
            this.returning = null;
            this.departures = null;
        } else {
            JointOccupancy both = new JointOccupancy(new Noted());
            this.rooms = new RoomIndex<>(both, noted);
            NamespaceRecovery own = new NamespaceRecovery(core, this, shared, new RoomIndex<>(both));
            this.emissions = own;
            this.recovery = own;
            Arrivals arrivals = new Arrivals(core, own, shared.sessions());
            this.returning = new ReturningClients(core, own, shared.sessions(), arrivals);
            this.departures = new Departures(core, own, shared.sessions(), arrivals);
        }
        this.lifetime = new Lifetime(this, homes, parent, core.options().cleanupEmptyChildNamespaces());
        this.everyone = ServerBroadcast.everyone(core, homes, Scope.namespace(name));
        this.census = new RoomCensus(core, homes);
    }

    // --- coming and going

    Lifetime lifetime() {
        return lifetime;
    }

    @Override
    public void retain() {
        if (!lifetime.enter()) {
            throw new IllegalStateException("nobody was there");
        }
    }

    @Override
    public void release() {
        lifetime.release();
    }

    /** Sockets whose clients have come from another node have an id of that. */
    private final class Noted implements Occupancy {
        @Override
        public void changed(String room, boolean occupied) {
            ServerNamespace.this.changed(room, occupied);
        }

        @Override
        public boolean notes(String id) {
            return !id.endsWith(core.peers().tag());
        }
    }

    private void changed(String room, boolean occupied) {
        core.peers().changed(name, room, occupied);
        if (room.isEmpty() && parent != null) {
            parent.changed(occupied);
        }
    }

    @Override
    public CompletionStage<Void> tellRooms() {
        tellVisits();
        return core.peers().tellRooms();
    }

    @Override
    public void tellVisits() {
        if (visits != null) {
            visits.tell();
        }
    }

    @Override
    public void add(ServerSocket socket, Set<String> joined) {
        lifetime.admitted();
        rooms.add(socket.id(), socket, joined);
    }

    /** What the socket of a client begins with. */
    CompletionStage<Beginning> begin(NamespaceHandshake handshake, SocketConnection connection) {
        if (returning != null && connection.rules().canComeBack()) {
            return returning.begin(handshake);
        }
        String id = connection.rules().newSocketId(name, connection.id());
        int maxRooms = core.options().maxRoomsPerSocket();
        return CompletableFuture.completedFuture(
                Beginning.plain(id, new Membership(id, rooms, maxRooms, core.newHeldBack())));
    }

    @Override
    public CompletionStage<Optional<RecoverableSession>> giveAway(
            String pid, Optional<String> principal, long nanos, String asker) {
        return departures == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : departures.giveAway(pid, principal, nanos, asker);
    }

    @Override
    public void departs(String node) {
        if (departures != null) {
            departures.hasGone(node);
        }
    }

    @Override
    public boolean hasComeWithin(String pid, long nanos) {
        return departures != null && departures.hasComeWithin(pid, nanos);
    }

    @Override
    public Optional<Belongings> whereabouts(String pid) {
        return departures == null ? Optional.empty() : departures.whereabouts(pid);
    }

    @Override
    public CompletionStage<Optional<Missed>> handOver(String pid, String offset) {
        return departures == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : departures.handOver(pid, offset);
    }

    /** Completes when no client is on its way here that was when this was called. */
    CompletableFuture<?> haveArrived() {
        return returning == null ? CompletableFuture.completedFuture(null) : returning.haveArrived();
    }

    /** This node goes: what clients may lack that come back to others is sent to who keeps it. */
    void leaveBehind(Keepers keepers) {
        if (recovery != null) {
            recovery.leaveBehind(keepers);
        }
    }

    /** They have it. */
    void hasLeftBehind() {
        if (recovery != null) {
            recovery.hasLeftBehind();
        }
    }

    // --- sending

    @Override
    public void send(Payload event, Audience audience) {
        everyone.with(audience).send(event);
    }

    @Override
    public Emissions<ServerSocket> emissions() {
        return emissions;
    }

    /** Shows an emission to the outgoing catch-all, if there is one. */
    @Override
    public void showOutgoing(ServerSocket receiver, Payload emission, boolean wantsAck) {
        boolean handlerSees = handler.seesOutgoing();
        if (handlerSees || receiver.seesOutgoing()) {
            SocketEvent event = JsonEvent.of(core.binding(), emission, wantsAck);
            receiver.showOutgoing(event);
            if (handlerSees) {
                handler.outgoing(receiver, event);
            }
        }
    }

    /**
     * Sends to these sockets and gathers their acknowledgements.
     *
     * @param timeout {@code null} for the option's value
     */
    @Override
    public CompletableFuture<List<Arguments>> collect(
            Payload emission, List<ServerSocket> receivers, Duration timeout, boolean bestEffort) {
        if (receivers.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        long id = core.nextAckId();
        Duration wait = timeout == null ? core.options().ackTimeout() : timeout;
        return new AckCollector(id, receivers, core::complete, new Account(core.budget()))
                .send(core.parser().event(name, id, emission), bestEffort, wait, core.ticker());
    }

    @Override
    Broadcast everyone() {
        return everyone;
    }

    // --- from server to server

    @Override
    public void serverSideEmit(String event, Object... args) {
        servers.emit(event, args);
    }

    @Override
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Object... args) {
        return servers.emitWithAck(event, args);
    }

    @Override
    public void serverSide(Payload emission, ServerSideAck ack) {
        servers.receive(emission, ack);
    }

    // --- what it is

    @Override
    public RoomIndex<ServerSocket> rooms() {
        return rooms;
    }

    @Override
    public Map<String, Integer> roomSizes() {
        return rooms.sizes();
    }

    @Override
    public int roomSize(String room) {
        return rooms.size(room);
    }

    @Override
    public CompletionStage<RoomPage> fetchRooms(String prefix, String after, int max) {
        return census.everywhere(name, new RoomQuery(prefix, after, max));
    }

    @Override
    public NamespaceHandler handler() {
        return handler;
    }

    ServerParent parentOrNull() {
        return parent;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<ParentNamespace> parent() {
        return Optional.ofNullable(parent);
    }

    @Override
    public String param(String param) {
        String value = params.get(param);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no parameter \"" + param + "\"");
        }
        return value;
    }

    @Override
    public Collection<Socket> sockets() {
        return new ArrayList<>(rooms.members());
    }

    @Override
    public String toString() {
        return "Namespace " + LogText.line(name);
    }
}
