package org.enfilade.internal.namespace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.enfilade.DisconnectReason;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Queued;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.RoomIndex;
import org.enfilade.internal.recovery.Absence;
import org.enfilade.internal.recovery.CatchUp;
import org.enfilade.internal.recovery.Loss;
import org.enfilade.internal.recovery.Offset;
import org.enfilade.internal.recovery.PacketLog;
import org.enfilade.internal.recovery.RecoverableSession;
import org.enfilade.internal.recovery.Recovery;

/**
 * What lets the clients of one namespace come back. Events get a position, a place in the log and their places in the
 * queues of their receivers under this one lock, which is outside of all others: so each client gets them in the order
 * of the log, and one position says what it has. They are sent when the lock is free.
 */
final class NamespaceRecovery implements Emissions<ServerSocket> {
    private static final Queued[] NOBODY = {};

    private final Core core;
    private final LocalNamespace namespace;
    private final PlainEmissions withoutLog;
    private final Recovery<Message> shared;
    private final PacketLog<Message> log;
    private final PacketLog<Message>.Part packets;
    /** The rooms of those who may come back: of no use to anybody else, but the other nodes have to send here. */
    private final RoomIndex<RecoverableSession> absent;

    // guarded by this
    /** By their private ids. */
    private final Map<String, RecoverableMembership> live = new HashMap<>();

    /** @param absent whose rooms count as occupied too */
    NamespaceRecovery(
            Core core, LocalNamespace namespace, Recovery<Message> shared, RoomIndex<RecoverableSession> absent) {
        this.core = core;
        this.namespace = namespace;
        this.withoutLog = new PlainEmissions(core, namespace);
        this.shared = shared;
        this.log = shared.log();
        this.packets = log.newPart();
        this.absent = absent;
    }

    // --- sending

    @Override
    public void toAudience(Payload event, Audience audience, boolean bestEffort) {
        if (bestEffort) {
            withoutLog.toAudience(event.withoutTextAtEnd(), audience, true);
            return;
        }
        List<ServerSocket> receivers;
        Queued[] queued = NOBODY;
        boolean begins;
        synchronized (this) {
            receivers = audience.in(namespace.rooms());
            if (receivers.isEmpty() && audience.in(absent).isEmpty()) {
                return;
            }
            long position = log.next();
            Message message = message(event, position);
            begins = packets.add(position, audience, message, message.weight());
            if (!receivers.isEmpty()) {
                queued = queue(event, message, receivers);
            }
        }
        noteBegin(begins);
        for (int i = 0; i < queued.length; i++) {
            send(receivers.get(i), event, queued[i]);
        }
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
                begins = packets.add(position, membership.itself(), message, message.weight());
            }
        }
        if (hasEnded) {
            toAudience(event, membership.itself(), false); // its client may be back, or come back
        } else {
            noteBegin(begins);
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
        return core.parser().event(namespace.name(), Packet.NO_ID, event.with(Offset.text(position)));
    }

    private void noteBegin(boolean begins) {
        if (begins) {
            shared.logBegun();
        }
    }

    private void send(ServerSocket receiver, Payload event, Queued queued) {
        namespace.showOutgoing(receiver, event, false);
        receiver.outgoing().settle(queued);
    }

    // --- coming

    RecoverableSession newSession(Optional<String> principal) {
        RecoverableSession.Key key = new RecoverableSession.Key(namespace.name(), core.newId());
        return new RecoverableSession(key, core.newId(), principal, log.last());
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

    /**
     * What a client lacks that has everything up to a position. Called under the lock. What is meant stays as it is:
     * the session may be another socket's before this one knows of its end.
     */
    CatchUp<Message> catchUp(RecoverableSession session, long position, Predicate<Message> hold) {
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

    // --- what memberships do, under the lock

    /** Behind all that was sent so far. */
    long position() {
        return log.last();
    }

    void lives(RecoverableMembership membership) {
        live.put(membership.pid(), membership);
    }

    void isGone(RecoverableMembership membership) {
        live.remove(membership.pid(), membership);
    }

    void isBack(RecoverableSession session) {
        absent.remove(session.id());
    }

    void isAbsent(Absence absence) {
        RecoverableSession session = absence.session();
        if (absent.member(session.id()) == null) {
            absent.add(session.id(), session, session.stays().rooms());
        }
        shared.sessions().keep(absence);
    }

    /** That of a socket that was connected. */
    Absence absenceOf(RecoverableSession session, Continuity.Member member, DisconnectReason reason) {
        boolean isObserved = namespace.handler().seesUnrecovered();
        Runnable observer =
                isObserved ? () -> member.unrecovered(reason, session.stays().rooms()) : () -> {};
        long weight = isObserved ? member.weight() : 0;
        return new Absence(session, weight, why -> unrecovered(session, why, observer));
    }

    // --- going

    private void unrecovered(RecoverableSession session, Loss why, Runnable observer) {
        synchronized (this) {
            absent.remove(session.id());
        }
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
