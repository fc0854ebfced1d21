package org.enfilade.internal.namespace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
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
import org.enfilade.internal.recovery.Mark;
import org.enfilade.internal.recovery.RecoverableSession;

/**
 * The clients of one namespace that come back to this node from another one. If that is there, it has their sessions;
 * what is sent to one is kept by both nodes for a while: first this one joins in, and all others know, then the other
 * one hands over. If it has gone, there are the records, and what all others have emitted.
 */
final class Arrivals {
    /** How many may be asked for at a time, by whoever pretends to have been here. */
    private static final int MAX_AT_A_TIME = 1_000;

    /** What a private id looks like. */
    private static final Pattern PID = Pattern.compile("[\\w-]{8,64}");

    /**
     * Who wants to come back.
     *
     * @param offset what it says that it has; empty if it says nothing
     */
    record Claim(RecoverableSession.Key key, String offset, Optional<String> principal) {}

    private final Core core;
    private final NamespaceRecovery recovery;
    private final Semaphore places = new Semaphore(MAX_AT_A_TIME);

    Arrivals(Core core, NamespaceRecovery recovery) {
        this.core = core;
        this.recovery = recovery;
    }

    /**
     * Gets the session of a client, with all that it has missed in the log; empty if no other node has it or had it, or
     * it cannot be had as a whole. Never fails.
     */
    CompletionStage<Optional<Absence>> fetch(Claim claim) {
        if (core.peers() == Peers.NONE || !PID.matcher(claim.key.pid()).matches() || !places.tryAcquire()) {
            return nothing();
        }
        return orNothing(core.onOwnThread(core.peers()
                                .ask(new Question.GiveAway(claim.key.namespace(), claim.key.pid(), claim.principal)))
                        .thenCompose(answers -> answers.all().stream()
                                .flatMap(Optional::stream)
                                .findFirst()
                                .map(belongings -> take(claim, belongings))
                                .orElseGet(Arrivals::nothing))
                        .thenCompose(absence ->
                                absence.isPresent() ? CompletableFuture.completedFuture(absence) : takeRecord(claim)))
                .whenComplete((absence, none) -> places.release());
    }

    private static <T> CompletionStage<Optional<T>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private static CompletionStage<Optional<Absence>> orNothing(CompletionStage<Optional<Absence>> arriving) {
        return arriving.exceptionally(failure -> {
            Log.error("A client could not be taken over from another node", Refusals.cause(failure));
            return Optional.empty();
        });
    }

    /**
     * This node joins in: from now on it gets what is sent to the client too.
     *
     * @param next what is done when all others know, and all that was sent before has come
     */
    private CompletionStage<Optional<Absence>> join(
            RecoverableSession session,
            List<String> rooms,
            Function<Arrival, CompletionStage<Optional<Absence>>> next) {
        Optional<Arrival> joined = recovery.arrives(session, rooms);
        if (joined.isEmpty()) {
            return nothing();
        }
        Arrival arrival = joined.get();
        CompletionStage<Optional<Absence>> arriving = recovery.tellRooms()
                .thenCompose(told -> allHaveSent())
                .thenCompose(known -> known ? next.apply(recovery.hasJoinedIn(arrival)) : nothing());
        return orNothing(arriving).thenApply(absence -> {
            if (absence.isEmpty()) {
                recovery.doesNotArrive(arrival);
            }
            return absence;
        });
    }

    /** What they send from now on goes by what this node has told before. */
    private CompletionStage<Boolean> allHaveSent() {
        return core.onOwnThread(core.peers().ask(new Question.Sent()).thenApply(Answers::areAll));
    }

    private RecoverableSession session(Claim claim, String id, long endMillis, byte[] data) throws BusFormatException {
        RecoverableSession session = new RecoverableSession(claim.key, id, claim.principal, Mark.at(0));
        session.data().putAll(CarriedData.read(data, core.binding()));
        if (endMillis > 0) {
            session.endAt(Instant.ofEpochMilli(endMillis));
        }
        return session;
    }

    // --- from a node that is there

    private CompletionStage<Optional<Absence>> take(Claim claim, Belongings belongings) {
        RecoverableSession session;
        try {
            session = session(claim, belongings.id(), belongings.endMillis(), belongings.data());
        } catch (BusFormatException e) {
            return orNothing(CompletableFuture.failedFuture(e));
        }
        // Nobody may send to the other node alone any more when that hands over.
        var question = new Question.HandOver(belongings.node(), claim.key.namespace(), claim.key.pid(), claim.offset);
        return join(
                session,
                belongings.rooms(),
                arrival -> handOver(question)
                        .thenCompose(missed ->
                                missed.map(events -> arrive(arrival, events)).orElseGet(Arrivals::nothing)));
    }

    private CompletionStage<Optional<Missed>> handOver(Question.HandOver question) {
        return core.onOwnThread(core.peers().ask(question))
                .thenApply(answers ->
                        answers.all().stream().flatMap(Optional::stream).findFirst());
    }

    /** What others have got may be on its way to this node yet, and would come twice. */
    private CompletionStage<Optional<Absence>> arrive(Arrival arrival, Missed missed) {
        boolean mayCome = missed.events().stream()
                .map(Missed.Event::origin)
                .anyMatch(origin ->
                        !origin.isNone() && !origin.node().equals(core.peers().tag()));
        CompletionStage<Boolean> all = mayCome ? allHaveSent() : CompletableFuture.completedFuture(true);
        return all.thenApply(sent -> {
            Optional<Absence> absence = sent ? recovery.hasArrived(arrival, missed) : Optional.empty();
            if (absence.isEmpty()) {
                core.watcher().unrecovered((sent ? Loss.TOO_MUCH : Loss.NOT_HANDED_OVER).text());
            }
            return absence;
        });
    }

    // --- from a node that has gone

    private CompletionStage<Optional<Absence>> takeRecord(Claim claim) {
        return recovery.takeRecord(claim.key, claim.principal)
                .thenCompose(record -> record.map(found -> recall(claim, new Testament(found, claim.offset)))
                        .orElseGet(Arrivals::nothing));
    }

    private CompletionStage<Optional<Absence>> recall(Claim claim, Testament testament) {
        Optional<Loss> loss = testament.loss(core.ticker().now());
        if (loss.isPresent()) {
            return lost(loss.get());
        }
        RecoverableSession session;
        try {
            session = session(claim, testament.id(), testament.endMillis(), testament.data());
        } catch (BusFormatException e) {
            return orNothing(CompletableFuture.failedFuture(e));
        }
        return join(
                session,
                testament.rooms(),
                arrival -> recall(testament)
                        .thenCompose(missed -> missed.map(events -> arrive(arrival, events))
                                .orElseGet(() -> lost(Loss.NOT_HANDED_OVER))));
    }

    private CompletionStage<Optional<Absence>> lost(Loss why) {
        core.watcher().unrecovered(why.text());
        return nothing();
    }

    /** From all nodes, this one too. */
    private CompletionStage<Optional<Missed>> recall(Testament testament) {
        var query = testament.query(recovery.name(), recovery.parent());
        var question = new Question.Recall(query.namespace(), query.parent(), testament.standing());
        return core.onOwnThread(core.peers().ask(question))
                .thenApply(answers ->
                        answers.areAll() ? testament.missed(answers.all(), recovery.recall(query)) : Optional.empty());
    }
}
