package org.enfilade.internal.namespace;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.enfilade.DisconnectReason;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.recovery.Absence;
import org.enfilade.internal.recovery.CatchUp;
import org.enfilade.internal.recovery.Loss;
import org.enfilade.internal.recovery.Mark;
import org.enfilade.internal.recovery.RecoverableSession;

/**
 * The membership of a socket whose client may come back. It changes under the lock of its {@link NamespaceRecovery},
 * which brings that and what is sent in the namespace into one order.
 */
final class RecoverableMembership extends Membership implements Continuity {
    private final NamespaceRecovery recovery;
    private final RecoverableSession session;
    private final Audience itself;
    /** The absence that the client has come back from; {@code null} for a new socket. */
    private final Absence returned;
    /** What was sent meanwhile, until the socket is admitted; {@code null} for a new one. Of one thread at a time. */
    private CatchUp<Logged> missed;

    // guarded by recovery
    private Member member;
    /** The absence that begins with the end. */
    private Absence absence;
    /** What the client has if it answers the latest ping. */
    private Mark pinged = Mark.at(0);

    /** @param returned {@code null} for a new socket */
    RecoverableMembership(
            NamespaceRecovery recovery, RecoverableSession session, Core core, Absence returned, long position) {
        super(session.id(), recovery.rooms(), core.options().maxRoomsPerSocket(), core.newHeldBack());
        this.recovery = recovery;
        this.session = session;
        this.itself = Audience.EVERYBODY.to(session.id());
        this.returned = returned;
        this.missed = returned == null ? null : recovery.catchUp(session, position, logged -> hold(logged.message()));
    }

    @Override
    public String pid() {
        return session.key().pid();
    }

    RecoverableSession session() {
        return session;
    }

    /** The audience that is this socket alone. */
    Audience itself() {
        return itself;
    }

    /** Whether it will get what is in the log when it is admitted, so that nothing need be held back for it. */
    boolean awaitsLog() {
        return returned != null && isPending();
    }

    @Override
    public void begins(Member own) {
        synchronized (recovery) {
            if (!hasEnded()) {
                member = own;
                recovery.lives(this);
            }
        }
        if (!session.end().equals(Instant.MAX)) {
            own.expireAt(session.end());
        }
    }

    /** Its client is somewhere else. */
    void lose() {
        Member lost;
        synchronized (recovery) {
            lost = member;
        }
        lost.lose();
    }

    @Override
    public void endsAt(Instant time) {
        session.endAt(time);
    }

    // --- the admission

    /**
     * Holds back what the client has missed, before anything new; what is in the log by then is gone through while
     * nobody has to wait. Empty if all was held, else why not: then nothing is held.
     */
    Optional<Loss> catchUp() {
        Optional<Loss> loss = missed.go();
        if (loss.isPresent()) {
            synchronized (recovery) {
                recovery.isGone(this);
            }
            letGo();
        }
        return loss;
    }

    @Override
    boolean admit(Consumer<Set<String>> enter) {
        boolean fits = returned == null || !isPending() || missed.go().isEmpty();
        synchronized (recovery) {
            if (!super.admit(enter)) {
                return false;
            }
            if (returned != null) {
                recovery.isBack(session);
                fits = fits && missed.go().isEmpty(); // what was sent since, and no more
                missed = null;
            }
            session.stays().admitted(roomsButOwn(), recovery.mark());
        }
        session.onChange(() -> recovery.record(session));
        recovery.record(session);
        if (returned != null) {
            recovery.placeIsFree();
        }
        if (!fits) {
            member.refuseMore();
        } else if (returned != null) {
            recovery.recovered();
        }
        return fits;
    }

    private Set<String> roomsButOwn() {
        Set<String> rooms = new LinkedHashSet<>(rooms());
        rooms.remove(session.id());
        return rooms;
    }

    @Override
    boolean refuse() {
        synchronized (recovery) {
            if (!super.refuse()) {
                return false;
            }
            recovery.isGone(this);
        }
        if (returned != null) {
            returned.endUnrecovered(Loss.REFUSED);
        }
        return true;
    }

    // --- rooms

    @Override
    void join(String... rooms) {
        synchronized (recovery) {
            super.join(rooms);
            if (!isAdmitted()) {
                return;
            }
            for (String room : rooms) {
                session.stays().joined(room, recovery.mark());
            }
        }
        recovery.record(session);
    }

    @Override
    boolean leave(String... rooms) {
        synchronized (recovery) {
            boolean concernsOthers = super.leave(rooms);
            for (String room : concernsOthers ? List.of(rooms) : List.<String>of()) {
                session.stays().left(room, recovery.mark());
            }
            if (!concernsOthers || !isAdmitted()) {
                return concernsOthers;
            }
        }
        recovery.record(session);
        return true;
    }

    // --- what the client has

    @Override
    public void pinging() {
        synchronized (recovery) {
            if (isFlowing()) {
                pinged = recovery.mark();
            }
        }
    }

    @Override
    public void ponged() {
        synchronized (recovery) {
            if (hasEnded()) { // the session may be somebody else's
                return;
            }
            session.received(pinged);
        }
        recovery.record(session);
    }

    // --- the end

    @Override
    EndedMembership end(DisconnectReason reason) {
        EndedMembership ended;
        boolean mayReturn;
        boolean isLost;
        synchronized (recovery) {
            boolean wasPending = isPending();
            if (!hasEnded() && isRecoverable(reason) && (returned != null || isConnected())) {
                // before it leaves its rooms, so that these never seem to be empty to the other nodes
                recovery.willBeAbsent(session);
            }
            ended = super.end(reason);
            if (ended == null) {
                return null;
            }
            recovery.isGone(this);
            mayReturn = isRecoverable(reason) && (returned != null || ended.wasConnected());
            if (mayReturn) {
                absence = ended.wasConnected() ? recovery.absenceOf(session, member, reason) : returned.again();
                recovery.isAbsent(absence);
            }
            isLost = !mayReturn && returned != null && !ended.wasConnected();
            if ((mayReturn || isLost) && !wasPending) {
                ended = ended.andKept();
            }
        }
        if (isLost) {
            returned.endUnrecovered(Loss.LEFT);
        } else if (!mayReturn) {
            recovery.forget(session);
        }
        return ended;
    }

    private static boolean isRecoverable(DisconnectReason reason) {
        return reason != DisconnectReason.CLIENT_NAMESPACE_DISCONNECT
                && reason != DisconnectReason.SERVER_NAMESPACE_DISCONNECT;
    }

    @Override
    public void ended(Mailbox mailbox, Caller caller) {
        Absence begun;
        synchronized (recovery) {
            begun = absence;
        }
        if (begun != null) {
            mailbox.addCertain(() -> begun.left().complete(null));
            recovery.hasLeft(begun, caller);
        }
    }
}
