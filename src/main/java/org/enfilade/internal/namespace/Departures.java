package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.internal.reach.Belongings;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.recovery.Absence;
import org.enfilade.internal.recovery.CatchUp;
import org.enfilade.internal.recovery.Loss;
import org.enfilade.internal.recovery.Offset;
import org.enfilade.internal.recovery.RecoverableSession;
import org.enfilade.internal.recovery.SessionStore;
import org.enfilade.internal.time.Ticker;

/**
 * The clients of one namespace that come back to other nodes. What is sent to one goes on into the log here until its
 * new node gets it as well; then it is handed over.
 */
final class Departures {
    /** Longer than the new node can take. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * A session that was given away, and is still kept.
     *
     * @param to the tag of the node that will have it
     */
    private record Departure(Absence absence, Ticker.Timer timer, String to) {}

    private final Core core;
    private final NamespaceRecovery recovery;
    private final SessionStore sessions;
    private final Arrivals arrivals;
    /** By private ids. Whoever takes one out goes on with it. */
    private final Map<String, Departure> given = new ConcurrentHashMap<>();

    Departures(Core core, NamespaceRecovery recovery, SessionStore sessions, Arrivals arrivals) {
        this.core = core;
        this.recovery = recovery;
        this.sessions = sessions;
        this.arrivals = arrivals;
    }

    /** Whether its client is here, and has come in that time. */
    boolean hasComeWithin(String pid, long nanos) {
        return recovery.hasComeSince(pid, core.ticker().nanos() - nanos);
    }

    /** Gives it away, once the application has been told that its socket was lost. */
    CompletionStage<Optional<RecoverableSession>> giveAway(
            String pid, Optional<String> principal, long nanos, String to) {
        if (core.recovery().isLeaving()) {
            return CompletableFuture.completedFuture(Optional.empty()); // it is left in the records
        }
        RecoverableSession.Key key = new RecoverableSession.Key(recovery.name(), pid);
        recovery.takeOver(pid, principal);
        return arrivals.inherit(key, principal, core.ticker().nanos() - nanos)
                .orElseGet(() -> sessions.take(key, principal))
                .thenCompose(found -> found.map(absence -> given(pid, absence, to))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletionStage<Optional<RecoverableSession>> given(String pid, Absence absence, String to) {
        Ticker.Timer timer = core.ticker().after(PATIENCE, () -> giveUp(pid));
        given.put(pid, new Departure(absence, timer, to));
        if (!core.recovery().own().knows(to)) {
            hasGone(to); // while this was found
        }
        return absence.left().thenApply(left -> Optional.of(absence.session()));
    }

    private void giveUp(String pid) {
        Departure late = given.remove(pid);
        if (late != null) {
            late.absence().endUnrecovered(Loss.NOT_HANDED_OVER);
        }
    }

    /** A node has gone; what it was given, and has not fetched, is for whoever asks next. */
    void hasGone(String node) {
        given.forEach((pid, departure) -> {
            if (departure.to.equals(node) && given.remove(pid, departure)) {
                departure.timer.cancel();
                recovery.staysAway(departure.absence);
            }
        });
    }

    /** What can be said of a session that is not given away. */
    Optional<Belongings> whereabouts(String pid) {
        boolean isAboutToBeLeft =
                core.recovery().isLeaving() && !core.recovery().hasLeft();
        if (isAboutToBeLeft || given.containsKey(pid) || recovery.isReturning(pid)) {
            return Optional.of(Belongings.UNDER_WAY);
        }
        return arrivals.whereabouts(pid);
    }

    /** Hands over what the client has missed; empty if it cannot come back. */
    CompletionStage<Optional<Missed>> handOver(String pid, String offset) {
        Departure departure = core.recovery().isLeaving() ? null : given.remove(pid);
        if (departure == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        departure.timer().cancel();
        Absence absence = departure.absence();
        Optional<Offset> said = Offset.parse(offset);
        boolean isKnown = said.isPresent()
                ? absence.session().maySay(offset, said.get(), core.peers().tag())
                : offset.isEmpty();
        if (!isKnown) {
            absence.endUnrecovered(Loss.UNKNOWN_OFFSET);
            return notThere(absence);
        }
        long position = said.map(each -> each.at(core.peers().tag())).orElse(Offset.NONE);
        // The new node has made sure that all know it by now. What they have sent before that has to arrive here first.
        return core.onOwnThread(core.peers().ask(new Question.Sent()))
                .thenApply(
                        answers -> answers.areAll() ? missed(absence, position) : lost(absence, Loss.NOT_HANDED_OVER))
                // The new node puts its own record in the place of the one of this node, or finds that there is none.
                .thenCompose(missed -> recovery.leavesTo(absence.session()).thenApply(removed -> missed));
    }

    private CompletionStage<Optional<Missed>> notThere(Absence absence) {
        return recovery.leavesTo(absence.session()).thenApply(removed -> Optional.empty());
    }

    private static Optional<Missed> lost(Absence absence, Loss why) {
        absence.endUnrecovered(why);
        return Optional.empty();
    }

    private Optional<Missed> missed(Absence absence, long said) {
        RecoverableSession session = absence.session();
        Handing events = new Handing(core.options().outboxMaxBytes());
        CatchUp<Logged> missed =
                recovery.catchUp(session, Math.max(said, session.received().position()), events::hold);
        Optional<Loss> loss = missed.go();
        if (loss.isEmpty()) {
            loss = recovery.departs(session, missed);
        }
        return loss.isPresent() ? lost(absence, loss.get()) : Optional.of(new Missed(events.held));
    }

    /** What goes to the other node, which need not take more than the client's outbox holds. */
    private static final class Handing {
        private final long maxBytes;
        private final List<Missed.Event> held = new ArrayList<>();
        private long bytes;

        Handing(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        boolean hold(Logged logged) {
            bytes += logged.message().size();
            return bytes <= maxBytes && held.add(new Missed.Event(logged.origin(), logged.event()));
        }
    }
}
