package org.enfilade.internal.namespace;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.reach.Answers;
import org.enfilade.internal.reach.Belongings;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.recovery.Absence;
import org.enfilade.internal.recovery.Loss;
import org.enfilade.internal.recovery.RecoverableSession;

/**
 * The clients of one namespace that come back to this node from another one, which has their sessions. What is sent to
 * one is kept by both nodes for a while: first this one joins in, and all others know, then the other one hands over.
 */
final class Arrivals {
    /** How many may be asked for at a time, by whoever pretends to have been here. */
    private static final int MAX_AT_A_TIME = 1_000;

    /** What a private id looks like. */
    private static final Pattern PID = Pattern.compile("[\\w-]{8,64}");

    private final Core core;
    private final NamespaceRecovery recovery;
    private final Semaphore places = new Semaphore(MAX_AT_A_TIME);

    Arrivals(Core core, NamespaceRecovery recovery) {
        this.core = core;
        this.recovery = recovery;
    }

    /**
     * Gets the session of a client, with all that it has missed in the log; empty if no other node has it, or it cannot
     * be had as a whole. Never fails.
     */
    CompletionStage<Optional<Absence>> fetch(String pid, String offset, Optional<String> principal) {
        if (core.peers() == Peers.NONE || !PID.matcher(pid).matches() || !places.tryAcquire()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        RecoverableSession.Key key = new RecoverableSession.Key(recovery.name(), pid);
        return core.onOwnThread(core.peers().ask(new Question.GiveAway(key.namespace(), pid, principal)))
                .thenCompose(answers -> answers.all().stream()
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(belongings -> take(key, offset, principal, belongings))
                        .orElseGet(Arrivals::nothing))
                .exceptionally(failure -> {
                    Log.error("A client could not be taken over from another node", Refusals.cause(failure));
                    return Optional.empty();
                })
                .whenComplete((absence, none) -> places.release());
    }

    private CompletionStage<Optional<Absence>> take(
            RecoverableSession.Key key, String offset, Optional<String> principal, Belongings belongings) {
        RecoverableSession session = new RecoverableSession(key, belongings.id(), principal, 0);
        try {
            session.data().putAll(CarriedData.read(belongings.data(), core.binding()));
        } catch (BusFormatException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (belongings.endMillis() > 0) {
            session.endAt(Instant.ofEpochMilli(belongings.endMillis()));
        }
        Optional<Arrival> arrival = recovery.arrives(session, belongings.rooms());
        return arrival.map(begun -> join(begun, belongings.node(), offset)
                        .exceptionally(failure -> {
                            Log.error("A client could not be taken over from another node", Refusals.cause(failure));
                            return Optional.empty();
                        })
                        .thenApply(absence -> {
                            if (absence.isEmpty()) {
                                recovery.doesNotArrive(begun);
                            }
                            return absence;
                        }))
                .orElseGet(Arrivals::nothing);
    }

    /** Nobody may send to the other node alone any more when that hands over. */
    private CompletionStage<Optional<Absence>> join(Arrival arrival, String from, String offset) {
        RecoverableSession.Key key = arrival.session().key();
        var question = new Question.HandOver(from, key.namespace(), key.pid(), offset);
        return recovery.tellRooms()
                .thenCompose(told -> allHaveSent())
                .thenCompose(known -> known ? handOver(recovery.hasJoinedIn(arrival), question) : nothing());
    }

    private CompletionStage<Optional<Absence>> handOver(Arrival arrival, Question.HandOver question) {
        return handOver(question)
                .thenCompose(
                        missed -> missed.map(events -> arrive(arrival, events)).orElseGet(Arrivals::nothing));
    }

    private static <T> CompletionStage<Optional<T>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** What they send from now on goes by what this node has told before. */
    private CompletionStage<Boolean> allHaveSent() {
        return core.peers().ask(new Question.Sent()).thenApply(Answers::areAll);
    }

    private CompletionStage<Optional<Missed>> handOver(Question.HandOver question) {
        return core.onOwnThread(core.peers().ask(question))
                .thenApply(answers ->
                        answers.all().stream().flatMap(Optional::stream).findFirst());
    }

    /** What the other node has got may be on its way to this one yet, and would come twice. */
    private CompletionStage<Optional<Absence>> arrive(Arrival arrival, Missed missed) {
        String own = core.peers().node().orElseThrow();
        boolean mayCome = missed.events().stream()
                .map(Missed.Event::origin)
                .anyMatch(origin -> !origin.isNone() && !origin.node().equals(own));
        CompletionStage<Boolean> all =
                mayCome ? core.onOwnThread(allHaveSent()) : CompletableFuture.completedFuture(true);
        return all.thenApply(sent -> {
            Optional<Absence> absence = sent ? recovery.hasArrived(arrival, missed) : Optional.empty();
            if (absence.isEmpty()) {
                core.watcher().unrecovered((sent ? Loss.TOO_MUCH : Loss.NOT_HANDED_OVER).text());
            }
            return absence;
        });
    }
}
