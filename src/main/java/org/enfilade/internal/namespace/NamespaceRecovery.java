package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.enfilade.DisconnectReason;
import org.enfilade.ParentNamespace;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Queued;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Origin;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.reach.Recalled;
import org.enfilade.internal.reach.RoomIndex;
import org.enfilade.internal.recovery.Absence;
import org.enfilade.internal.recovery.CatchUp;
import org.enfilade.internal.recovery.Loss;
import org.enfilade.internal.recovery.Mark;
import org.enfilade.internal.recovery.Offset;
import org.enfilade.internal.recovery.OwnEmissions;
import org.enfilade.internal.recovery.PacketLog;
import org.enfilade.internal.recovery.Progress;
import org.enfilade.internal.recovery.RecoverableSession;
import org.enfilade.internal.recovery.Recovery;
import org.enfilade.internal.recovery.SessionRecord;
import org.enfilade.internal.recovery.Standing;

/**
 * What lets the clients of one namespace come back. Events get a position, a place in the log and their places in the
 * queues of their receivers under this one lock, which is outside of all others: so each client gets them in the order
 * of the log, and one position says what it has. They are sent when the lock is free.
 */
final class NamespaceRecovery implements Emissions<ServerSocket> {
    private static final Queued[] NOBODY = {};
    private static final long SETTLING_NANOS = Duration.ofSeconds(1).toNanos();

    private final Core core;
    private final LocalNamespace namespace;
    private final PlainEmissions withoutLog;
    private final Recovery<Logged> shared;
    private final PacketLog<Logged> log;
    /** {@code null} while nobody keeps anything for this node. */
    private volatile Keepers keepers;

    private final PacketLog<Logged>.Part packets;
    /** The rooms of those who may come back: of no use to anybody else, but the other nodes have to send here. */
    private final RoomIndex<RecoverableSession> absent;

    private final NamespaceRecords records;

    // guarded by this
    /** By their private ids. */
    private final Map<String, RecoverableMembership> live = new HashMap<>();
    /** Those that have come back, and are not live yet, by their private ids. */
    private final Map<String, RecoverableMembership> returning = new HashMap<>();
    /** What has come of other nodes. */
    private Progress progress = Progress.NONE;
    /** The latest that was asked for. */
    private Mark mark = Mark.at(0);
    /** When it was looked up what had come in other namespaces, in nanoseconds of the ticker. */
    private long settled;

    /** @param absent whose rooms count as occupied too */
    NamespaceRecovery(
            Core core, LocalNamespace namespace, Recovery<Logged> shared, RoomIndex<RecoverableSession> absent) {
        this.core = core;
        this.namespace = namespace;
        this.withoutLog = new PlainEmissions(core, namespace);
        this.shared = shared;
        this.log = shared.log();
        this.keepers = core.keepers();
        this.records = new NamespaceRecords(core, shared.records());
        this.packets = log.newPart();
        this.absent = absent;
        this.settled = core.ticker().nanos() - SETTLING_NANOS;
    }

    // --- sending

    @Override
    public void toAudience(Payload event, Audience audience, boolean bestEffort, Emission emission) {
        if (bestEffort) {
            withoutLog.toAudience(event.withoutTextAtEnd(), audience, true, emission);
            return;
        }
        List<ServerSocket> receivers;
        Queued[] queued = NOBODY;
        boolean begins;
        synchronized (this) {
            came(emission);
            receivers = audience.in(namespace.rooms());
            if (receivers.isEmpty() && audience.in(absent).isEmpty()) {
                return;
            }
            long position = log.next();
            Message message = message(event, position);
            begins = log(position, audience, message, event, emission.origin());
            if (!receivers.isEmpty()) {
                queued = queue(event, message, receivers);
            }
        }
        hasLogged(begins);
        for (int i = 0; i < queued.length; i++) {
            send(receivers.get(i), event, queued[i]);
        }
    }

    private void came(Emission emission) {
        if (emission.settled() > 0 && !isOwn(emission.origin())) {
            long now = core.ticker().nanos();
            progress = progress.with(emission, now, 2 * shared.retention().toNanos());
            shared.settled().came(emission, now);
        }
    }

    private boolean isOwn(Origin origin) {
        return origin.isNone() || origin.node().equals(core.peers().tag());
    }

    @Override
    public void toSocket(ServerSocket socket, Payload event, boolean bestEffort) {
        if (socket.continuity() == Continuity.NONE) {
            withoutLog.toSocket(socket, event, bestEffort);
            return;
        }
        if (bestEffort) {
            withoutLog.toSocket(socket, event.withoutTextAtEnd(), true);
            return;
        }
        RecoverableMembership membership = (RecoverableMembership) socket.continuity();
        Queued queued = Queued.DROPPED;
        boolean begins = false;
        boolean hasEnded;
        synchronized (this) {
            hasEnded = membership.hasEnded();
            if (!hasEnded) {
                long position = log.next();
                Message message = message(event, position);
                if (!membership.awaitsLog()) {
                    queued = socket.outgoing().queue(message);
                }
                begins = log(position, membership.itself(), message, event, Origin.NONE);
            }
        }
        if (hasEnded) {
            namespace.send(event, membership.itself()); // its client may be back, or come back, here or elsewhere
        } else {
            hasLogged(begins);
            send(socket, event, queued);
        }
    }

    /** Those who cannot come back get it without its position. */
    private Queued[] queue(Payload event, Message message, List<ServerSocket> receivers) {
        Queued[] queued = new Queued[receivers.size()];
        Message bare = null;
        for (int i = 0; i < queued.length; i++) {
            ServerSocket receiver = receivers.get(i);
            boolean canComeBack = receiver.continuity() != Continuity.NONE;
            if (!canComeBack && bare == null) {
                bare = core.parser().event(namespace.name(), Packet.NO_ID, event);
            }
            queued[i] = receiver.outgoing().queue(canComeBack ? message : bare);
        }
        return queued;
    }

    private Message message(Payload event, long position) {
        String offset = Offset.text(new Mark(position, progress), core.peers().tag());
        return core.parser().event(namespace.name(), Packet.NO_ID, event.with(offset));
    }

    /** Whether it is the first in the log. */
    private boolean log(long position, Audience audience, Message message, Payload event, Origin origin) {
        Keepers willKeep = keepers;
        if (willKeep != null && isOwn(origin)) {
            willKeep.add(kept(position, audience, event, origin));
        }
        return logOnly(position, audience, message, event, origin);
    }

    private Kept kept(long position, Audience audience, Payload event, Origin origin) {
        return new Kept(namespace.name(), position, audience, new Missed.Event(origin, event));
    }

    private boolean logOnly(long position, Audience audience, Message message, Payload event, Origin origin) {
        Logged logged = new Logged(message, core.peers() == Peers.NONE ? null : event, origin);
        return packets.add(position, audience, logged, logged.weight());
    }

    /** Outside of locks. */
    private void hasLogged(boolean begins) {
        if (begins) {
            shared.logBegun();
        }
        Keepers willKeep = keepers;
        if (willKeep != null) {
            willKeep.send();
        }
    }

    private void send(ServerSocket receiver, Payload event, Queued queued) {
        namespace.showOutgoing(receiver, event, false);
        receiver.outgoing().settle(queued);
    }

    // --- coming

    synchronized RecoverableSession newSession(Optional<String> principal) {
        RecoverableSession.Key key = new RecoverableSession.Key(namespace.name(), core.newId());
        return new RecoverableSession(key, core.newId(), principal, mark());
    }

    String name() {
        return namespace.name();
    }

    RoomIndex<ServerSocket> rooms() {
        return namespace.rooms();
    }

    /** The membership of a private id, if it has not ended. */
    synchronized Optional<RecoverableMembership> live(String pid) {
        return Optional.ofNullable(live.get(pid));
    }

    /** Whether a client has come back, and nobody can take its session from its socket yet. */
    synchronized boolean isReturning(String pid) {
        return returning.containsKey(pid);
    }

    /** Whether a client is here that has come after that time, in nanoseconds of the ticker. */
    synchronized boolean hasComeSince(String pid, long nanos) {
        return Stream.of(live, returning)
                .flatMap(memberships -> Stream.ofNullable(memberships.get(pid)))
                .anyMatch(membership -> membership.session().came() - nanos > 0);
    }

    /** The server may not have noticed that the client has lost its connection; two may not be alive. */
    void takeOver(String pid, Optional<String> principal) {
        live(pid)
                .filter(membership -> membership.session().principal().equals(principal))
                .ifPresent(RecoverableMembership::lose);
    }

    /**
     * What a client lacks that has everything up to a position. What is meant stays as it is:
     * the session may be another socket's before this one knows of its end.
     */
    synchronized CatchUp<Logged> catchUp(RecoverableSession session, long position, Predicate<Logged> hold) {
        return new CatchUp<>(
                packets, session.stays().copy(), position, core.options().outboxMaxPackets(), hold);
    }

    /** A client has come back. */
    void recovered() {
        core.watcher().recovered();
    }

    /** The place that an absent socket had in the namespace is given up. */
    void placeIsFree() {
        namespace.release();
    }

    // --- from node to node

    /** The last of what a client has missed that has gone to another node; empty if nothing is kept for it any more. */
    Optional<Loss> departs(RecoverableSession session, CatchUp<Logged> missed) {
        synchronized (this) {
            Optional<Loss> loss = missed.go();
            if (loss.isPresent()) {
                return loss;
            }
            absent.remove(session.id());
        }
        namespace.tellRooms();
        placeIsFree();
        return Optional.empty();
    }

    /** Keeps what is sent to a client that is about to come from another node; empty if it is here. */
    Optional<Arrival> arrives(RecoverableSession session, List<String> rooms) {
        String id = session.id();
        synchronized (this) {
            if (absent.member(id) != null || namespace.rooms().member(id) != null) {
                return Optional.empty();
            }
            RecoverableSession kept = session.anew(rooms, mark(), mark());
            absent.add(id, kept, rooms);
            namespace.retain();
            return Optional.of(new Arrival(kept, rooms, log.last()));
        }
    }

    /**
     * The other node has all that has come here until now, and may have sent it while the client was there still: that
     * is left to it.
     */
    synchronized Arrival hasJoinedIn(Arrival arrival) {
        return new Arrival(arrival.session(), arrival.rooms(), log.last());
    }

    /** It will not come. */
    void doesNotArrive(Arrival arrival) {
        synchronized (this) {
            absent.remove(arrival.session().id());
        }
        namespace.tellRooms();
        placeIsFree();
    }

    /**
     * All that it has missed goes into the log for it alone, first what the other node has had; what both have counts
     * once. From then on it is a client that was lost here, before all that, and this node may die as well. Empty if
     * that is too much.
     */
    Optional<Absence> hasArrived(Arrival arrival, Missed missed) {
        RecoverableSession arrived;
        boolean begins = false;
        synchronized (this) {
            Optional<List<Missed.Event>> all = events(arrival, missed);
            if (all.isEmpty()) {
                return Optional.empty();
            }
            RecoverableSession arriving = arrival.session();
            Audience itself = Audience.EVERYBODY.to(arriving.id());
            Mark before = mark();
            for (Missed.Event event : all.get()) {
                long next = log.next();
                begins |= log(next, itself, message(event.content(), next), event.content(), Origin.NONE);
            }
            arrived = arriving.anew(arrival.rooms(), before, mark());
            absent.add(arrived.id(), arrived, arrival.rooms()); // in the place of the one before
        }
        hasLogged(begins);
        record(arrived);
        Absence absence = new Absence(arrived, 0, why -> unrecovered(arrived, why, () -> {}));
        absence.left().complete(null);
        return Optional.of(absence);
    }

    private Optional<List<Missed.Event>> events(Arrival arrival, Missed missed) {
        int max = core.options().outboxMaxPackets();
        List<Logged> own = new ArrayList<>();
        CatchUp<Logged> since = catchUp(arrival.session(), arrival.since(), own::add);
        if (since.go().isPresent()) {
            return Optional.empty();
        }
        List<Missed.Event> all = new ArrayList<>();
        Set<Origin> known = new HashSet<>();
        for (Missed.Event event : missed.events()) {
            // a node that is about to end and who keeps what it has emitted may both have answered
            if (event.origin().isNone() || known.add(event.origin())) {
                all.add(new Missed.Event(event.origin(), event.content().asEvent()));
            }
        }
        for (Logged logged : own) {
            if (logged.origin().isNone() || !known.contains(logged.origin())) {
                all.add(new Missed.Event(logged.origin(), logged.event()));
            }
        }
        return all.size() > max ? Optional.empty() : Optional.of(all);
    }

    CompletionStage<Void> tellRooms() {
        return namespace.tellRooms();
    }

    // --- what memberships do, under the lock

    /** Behind all that was sent so far; the same object while nothing is sent, for a while. */
    Mark mark() {
        long now = core.ticker().nanos();
        if (now - settled >= SETTLING_NANOS) {
            settled = now;
            progress = shared.settled().in(progress);
        }
        long last = log.last();
        if (mark.position() != last || mark.progress() != progress) {
            mark = new Mark(last, progress);
        }
        return mark;
    }

    void returns(RecoverableMembership membership) {
        returning.put(membership.pid(), membership);
    }

    void lives(RecoverableMembership membership) {
        returning.remove(membership.pid(), membership);
        live.put(membership.pid(), membership);
    }

    void isGone(RecoverableMembership membership) {
        returning.remove(membership.pid(), membership);
        live.remove(membership.pid(), membership);
    }

    void isBack(RecoverableSession session) {
        absent.remove(session.id());
    }

    void willBeAbsent(RecoverableSession session) {
        if (absent.member(session.id()) == null) {
            absent.add(session.id(), session, session.stays().rooms());
        }
    }

    void isAbsent(Absence absence) {
        willBeAbsent(absence.session());
        shared.sessions().keep(absence);
    }

    /** Nobody has fetched it. */
    void staysAway(Absence absence) {
        Absence again = absence.again();
        absence.left().thenRun(() -> again.left().complete(null));
        synchronized (this) {
            isAbsent(again);
        }
        shared.sessions().tidy();
    }

    /** That of a socket that was connected. */
    Absence absenceOf(RecoverableSession session, Continuity.Member member, DisconnectReason reason) {
        boolean isObserved = namespace.handler().seesUnrecovered();
        Runnable observer =
                isObserved ? () -> member.unrecovered(reason, session.stays().rooms()) : () -> {};
        long weight = isObserved ? member.weight() : 0;
        return new Absence(session, weight, why -> unrecovered(session, why, observer));
    }

    // --- for when this node has gone

    /** What the session has is put where it outlives this node, soon; again after each change. */
    void record(RecoverableSession session) {
        records.put(session, this::standing);
    }

    private synchronized Standing standing(RecoverableSession session) {
        return new Standing(
                core.peers().node().orElse(""),
                core.peers().tag(),
                session.received(),
                session.stays().copy());
    }

    /** The session has ended. */
    void forget(RecoverableSession session) {
        session.onChange(() -> {});
        records.remove(session.key());
    }

    /** The session will be another node's; completes when this one puts nothing more there. Never fails. */
    CompletionStage<Void> leavesTo(RecoverableSession session) {
        session.onChange(() -> {});
        return records.removed(session.key());
    }

    /** Takes out what a node has left of the session of a client; empty if there is nothing for it. Never fails. */
    CompletionStage<Optional<SessionRecord>> takeRecord(RecoverableSession.Key key, Optional<String> principal) {
        return records.take(key, principal);
    }

    /** Whoever asks next takes it. */
    void putBack(RecoverableSession.Key key, SessionRecord record) {
        records.putBack(key, record);
    }

    /** What a client had missed when it came here is with another node too. */
    void isKeptElsewhere(RecoverableSession session) {
        boolean wasHereAlone;
        synchronized (this) {
            wasHereAlone = session.isKeptElsewhere();
        }
        if (wasHereAlone) {
            record(session);
        }
    }

    /** That of all clients is. */
    void hasLeftBehind() {
        mayReturn().forEach(this::isKeptElsewhere);
    }

    private synchronized List<RecoverableSession> mayReturn() {
        return Stream.concat(
                        Audience.EVERYBODY.in(absent).stream(),
                        live.values().stream().map(RecoverableMembership::session))
                .toList();
    }

    /** What this node has for a client whose node has gone, as the others are asked for it. May take long. */
    Optional<Recalled> recall(OwnEmissions.Query query) {
        return shared.recall(
                query, core.options().outboxMaxPackets(), core.options().outboxMaxBytes());
    }

    /** The name of the parent of the namespace; empty if it has none. */
    String parent() {
        return namespace.parent().map(ParentNamespace::name).orElse("");
    }

    /** What this node has emitted and absent clients may lack, to whoever keeps it. */
    void leaveBehind(Keepers willKeep) {
        List<PacketLog.Placed<Logged>> all;
        synchronized (this) {
            keepers = willKeep; // handlers may go on for a while, and emit
            // Not all sockets have ended yet: sessions that poll do so with their next poll.
            long least = mayReturn().stream()
                    .mapToLong(session -> session.received().position())
                    .min()
                    .orElse(Long.MAX_VALUE);
            all = packets.allBehind(least);
        }
        for (PacketLog.Placed<Logged> each : all) {
            Logged logged = each.packet();
            if (isOwn(logged.origin())) {
                willKeep.add(kept(each.position(), each.audience(), logged.event(), logged.origin()));
            }
        }
        willKeep.send();
    }

    // --- going

    private void unrecovered(RecoverableSession session, Loss why, Runnable observer) {
        synchronized (this) {
            absent.remove(session.id());
        }
        forget(session);
        core.watcher().unrecovered(why.text());
        namespace.tellRooms();
        placeIsFree();
        observer.run();
    }

    /** A socket has left, and its client may come back while the HTTP session lives that it came with. */
    void hasLeft(Absence absence, Caller caller) {
        if (core.options().disconnectOnSessionEnd()) {
            caller.whenSessionEnds(() -> loggedOut(absence), core.ticker())
                    .ifPresentOrElse(absence::watchedBy, () -> loggedOut(absence));
        }
        shared.sessions().tidy();
    }

    private void loggedOut(Absence absence) {
        if (shared.sessions().remove(absence)) {
            absence.endUnrecovered(Loss.SESSION_ENDED);
        }
    }
}
