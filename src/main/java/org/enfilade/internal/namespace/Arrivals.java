package org.enfilade.internal.namespace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
import org.enfilade.internal.reach.Recalled;
import org.enfilade.internal.recovery.Absence;
import org.enfilade.internal.recovery.Loss;
import org.enfilade.internal.recovery.Mark;
import org.enfilade.internal.recovery.RecoverableSession;
import org.enfilade.internal.recovery.SessionStore;

/**
 * The clients of one namespace that come back to this node from another one. If that is there, it has their sessions;
 * what is sent to one is kept by both nodes for a while: first this one joins in, and all others know, then the other
 * one hands over. If it has gone, there are the records, and what all others have emitted.
 */
final class Arrivals {
    /** How many may be asked for at a time, by whoever pretends to have been here. */
    private static final int MAX_AT_A_TIME = 1_000;

    /** So long other nodes are asked again, while it is not clear who will have the session. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** So long after its start a node may not know all others. */
    private static final Duration UNTIL_ALL_ARE_KNOWN = Duration.ofSeconds(3);

    /** What a private id looks like. */
    private static final Pattern PID = Pattern.compile("[\\w-]{8,64}");

    /**
     * Who wants to come back.
     *
     * @param offset what it says that it has; empty if it says nothing
     * @param began when it came, in nanoseconds of the ticker
     */
    record Claim(RecoverableSession.Key key, String offset, Optional<String> principal, long began) {}

    /**
     * A client that is on its way here. It may lose its patience, and try again, here or on another node: then this one
     * has nothing of it yet, and no other one has it any more. Whoever asks then gets it.
     */
    private static final class Coming {
        private final Optional<String> principal;
        private final long began;
        // guarded by this
        /** {@code null} while nobody else has asked. */
        private CompletableFuture<Optional<Absence>> heir;

        /** When the heir came to where it is. */
        private long heirCame;

        private boolean isTaken;
        private boolean hasEnded;
        /** The tag of the node whose record was found and put back; empty if that has not happened. */
        private String putBack = "";

        private final CompletableFuture<Void> over = new CompletableFuture<>();

        Coming(Optional<String> principal, long began) {
            this.principal = principal;
            this.began = began;
        }

        /** From now on nobody else can find it. */
        synchronized void isTaken() {
            isTaken = true;
        }

        /**
         * What comes goes to who calls this; empty if it has come, or goes to somebody else, or is not taken yet.
         *
         * @param came when the client came there, in nanoseconds of the ticker
         */
        synchronized Optional<CompletionStage<Optional<Absence>>> inherit(long came) {
            if (!isTaken || hasEnded || heir != null) {
                return Optional.empty();
            }
            heir = new CompletableFuture<>();
            heirCame = came;
            return Optional.of(heir);
        }

        /** Who waits for what another one finds does not have it: that one may have to ask again. */
        synchronized Belongings whereabouts() {
            return hasEnded ? Belongings.UNDER_WAY : Belongings.LOOKED_FOR;
        }

        /** Whoever asks next may find that record, or not yet. */
        synchronized void putsBack(String tag) {
            putBack = tag;
        }

        synchronized boolean hasPutBack() {
            return !putBack.isEmpty();
        }

        synchronized boolean hasPutBack(String tag) {
            return putBack.equals(tag);
        }

        synchronized boolean hasHeir() {
            return heir != null;
        }

        /** When the client came to where it will be. */
        synchronized long came() {
            return heir == null ? began : heirCame;
        }

        /** It has come, or will not; what is left of it for whom it has come for. */
        Optional<Absence> end(Optional<Absence> absence) {
            CompletableFuture<Optional<Absence>> other;
            synchronized (this) {
                hasEnded = true;
                other = heir;
            }
            if (other == null) {
                return absence;
            }
            other.complete(absence);
            return Optional.empty();
        }
    }

    private final Core core;
    private final NamespaceRecovery recovery;
    private final SessionStore sessions;
    /** The latest attempt of each client. */
    private final Map<RecoverableSession.Key, Coming> coming = new ConcurrentHashMap<>();
    /** All attempts. */
    private final Set<Coming> underWay = ConcurrentHashMap.newKeySet();

    private final Semaphore places = new Semaphore(MAX_AT_A_TIME);
    /** Of those who ask again later. */
    private final Set<CompletableFuture<Void>> pauses = ConcurrentHashMap.newKeySet();

    /**
     * What there is for a client.
     *
     * @param loss why there is nothing
     * @param mayComeLater there is nothing now
     */
    private record Found(Optional<Absence> absence, Optional<Loss> loss, boolean mayComeLater) {
        static final Found NOTHING = new Found(Optional.empty(), Optional.empty(), false);
        static final Found NOT_YET = new Found(Optional.empty(), Optional.empty(), true);
        static final Found UNANSWERED = new Found(Optional.empty(), Optional.of(Loss.NOT_HANDED_OVER), true);

        static Found of(Absence absence) {
            return new Found(Optional.of(absence), Optional.empty(), false);
        }

        static Found lost(Loss why) {
            return new Found(Optional.empty(), Optional.of(why), false);
        }

        CompletionStage<Found> completed() {
            return CompletableFuture.completedFuture(this);
        }
    }

    Arrivals(Core core, NamespaceRecovery recovery, SessionStore sessions) {
        this.core = core;
        this.recovery = recovery;
        this.sessions = sessions;
    }

    /**
     * Gets the session of a client, with all that it has missed in the log; empty if no other node has it or had it, or
     * it cannot be had as a whole. Never fails.
     *
     * @param next what is made of it, before anybody else is told that it is here
     */
    <T> CompletionStage<T> fetch(Claim claim, Function<Optional<Absence>, T> next) {
        if (core.peers() == Peers.NONE || !PID.matcher(claim.key.pid()).matches() || !places.tryAcquire()) {
            return CompletableFuture.completedFuture(next.apply(Optional.empty()));
        }
        Coming own = new Coming(claim.principal, claim.began);
        underWay.add(own);
        Coming before = coming.put(claim.key, own);
        CompletionStage<Optional<Absence>> arriving = core.recovery().isLeaving()
                ? nothing()
                : ask(claim, own, before, true, core.ticker().nanos() + PATIENCE.toNanos());
        return arriving.exceptionally(failure -> {
                    Log.error("A client could not be taken over from another node", Refusals.cause(failure));
                    return Optional.empty();
                })
                .thenApply(absence -> {
                    places.release();
                    try {
                        return next.apply(own.end(absence));
                    } finally {
                        coming.remove(claim.key, own); // not before: somebody has to say where it is
                        underWay.remove(own);
                        own.over.complete(null);
                    }
                });
    }

    /** This node ends: completes when nobody is on his way here. Nobody asks again. */
    CompletableFuture<?> haveArrived() {
        pauses.forEach(pause -> core.complete(() -> pause.complete(null)));
        return CompletableFuture.allOf(underWay.stream().map(each -> each.over).toArray(CompletableFuture<?>[]::new));
    }

    /**
     * A client that is on its way here comes somewhere else now; empty if it is not.
     *
     * @param came when it came there, in nanoseconds of the ticker: who has come here since then stays
     */
    Optional<CompletionStage<Optional<Absence>>> inherit(
            RecoverableSession.Key key, Optional<String> principal, long came) {
        return inherit(coming.get(key), principal, came);
    }

    /** What can be said of a client that is on its way here; empty if it is not. */
    Optional<Belongings> whereabouts(String pid) {
        return Optional.ofNullable(coming.get(new RecoverableSession.Key(recovery.name(), pid)))
                .map(Coming::whereabouts);
    }

    private static Optional<CompletionStage<Optional<Absence>>> inherit(
            Coming known, Optional<String> principal, long came) {
        return known == null || !known.principal.equals(principal) || known.began - came > 0
                ? Optional.empty()
                : known.inherit(came);
    }

    /** @param before the same client, when it came here the last time; {@code null} if it is not on its way */
    private CompletionStage<Optional<Absence>> ask(
            Claim claim, Coming own, Coming before, boolean isFirst, long until) {
        Optional<CompletionStage<Optional<Absence>>> inherited = inherit(before, claim.principal, claim.began);
        if (inherited.isPresent()) {
            own.isTaken();
            return inherited.get();
        }
        if (isFirst) {
            return askOthers(claim, own, before, until);
        }
        boolean isNotLatest = coming.get(claim.key) != own && !own.hasHeir();
        if (isNotLatest || recovery.hasComeSince(claim.key.pid(), own.came())) {
            return nothing(); // the client has come here once more
        }
        recovery.takeOver(claim.key.pid(), claim.principal);
        return sessions.take(claim.key, claim.principal)
                .thenCompose(here -> here.isPresent() ? completed(here) : askOthers(claim, own, before, until));
    }

    private CompletionStage<Optional<Absence>> askOthers(Claim claim, Coming own, Coming before, long until) {
        boolean wasOnItsWay = before != null && !before.over.isDone();
        var question = new Question.GiveAway(
                claim.key.namespace(),
                claim.key.pid(),
                claim.principal,
                core.ticker().nanos() - claim.began,
                core.peers().tag());
        return core.onOwnThread(core.peers().ask(question))
                .thenCompose(answers -> fetch(claim, own, answers, wasOnItsWay))
                .thenCompose(found -> {
                    // What others wait for until this node has ended is not there before.
                    boolean isTime = core.ticker().nanos() - until < 0
                            && !core.recovery().isLeaving();
                    if (found.mayComeLater() && isTime) {
                        return askLater(claim, own, before, until);
                    }
                    found.loss().ifPresent(why -> core.watcher().unrecovered(why.text()));
                    return completed(found.absence());
                });
    }

    private CompletionStage<Found> fetch(
            Claim claim, Coming own, Answers<Optional<Belongings>> answers, boolean wasOnItsWay) {
        List<Belongings> said = answers.all().stream().flatMap(Optional::stream).toList();
        Optional<Belongings> here = said.stream().filter(Belongings::areHere).findFirst();
        if (here.isPresent()) {
            own.isTaken();
            // A node that has begun to end gives nothing away, and completes the record: it is asked again.
            return take(claim, here.get())
                    .thenCompose(
                            found -> found == Found.UNANSWERED ? takeRecord(claim, own, false) : found.completed());
        }
        if (said.stream().anyMatch(Belongings::haveComeLater)) {
            return Found.NOTHING.completed();
        }
        if (said.stream().anyMatch(Belongings::areUnderWay)) {
            return Found.NOT_YET.completed();
        }
        if (mayNotKnowAll() || recovery.isReturning(claim.key.pid())) {
            return Found.NOT_YET.completed();
        }
        // Another node may look for it too, or this one before, and have found the record; then it is there.
        boolean mayBeSomewhere =
                wasOnItsWay || !said.isEmpty() || !answers.goneNodes().isEmpty();
        return takeRecord(claim, own, mayBeSomewhere);
    }

    /** Others may be there that this node has not heard of yet, and have the session, or what its client has missed. */
    private boolean mayNotKnowAll() {
        return core.ticker().nanos() - core.begun() < UNTIL_ALL_ARE_KNOWN.toNanos();
    }

    private CompletionStage<Optional<Absence>> askLater(Claim claim, Coming own, Coming before, long until) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        pauses.add(pause);
        Duration asked = PATIENCE.minusNanos(until - core.ticker().nanos());
        Duration part = asked.dividedBy(4); // each question goes to all nodes
        core.ticker().after(part.compareTo(PAUSE) < 0 ? PAUSE : part, () -> core.complete(() -> pause.complete(null)));
        return pause.thenCompose(over -> {
            pauses.remove(pause);
            return core.recovery().isLeaving() ? nothing() : ask(claim, own, before, false, until);
        });
    }

    private static <T> CompletionStage<Optional<T>> completed(Optional<T> value) {
        return CompletableFuture.completedFuture(value);
    }

    private static <T> CompletionStage<Optional<T>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private static CompletionStage<Found> orNothing(CompletionStage<Found> arriving) {
        return arriving.exceptionally(failure -> {
            Log.error("A client could not be taken over from another node", Refusals.cause(failure));
            return Found.lost(Loss.NOT_HANDED_OVER);
        });
    }

    /**
     * This node joins in: from now on it gets what is sent to the client too.
     *
     * @param next what is done when all others know, and all that was sent before has come
     */
    private CompletionStage<Found> join(
            RecoverableSession session, List<String> rooms, Function<Arrival, CompletionStage<Found>> next) {
        if (rooms.size() >= core.options().maxRoomsPerSocket()) {
            return Found.lost(Loss.TOO_MUCH).completed();
        }
        Optional<Arrival> joined = recovery.arrives(session, rooms);
        if (joined.isEmpty()) {
            return Found.NOT_YET.completed();
        }
        Arrival arrival = joined.get();
        CompletionStage<Found> arriving = recovery.tellRooms()
                .thenCompose(told -> allHaveSent())
                .thenCompose(known -> known ? next.apply(recovery.hasJoinedIn(arrival)) : Found.UNANSWERED.completed());
        return orNothing(arriving).thenApply(found -> {
            if (found.absence().isEmpty()) {
                recovery.doesNotArrive(arrival);
            }
            return found;
        });
    }

    /** What they send from now on goes by what this node has told before. */
    private CompletionStage<Boolean> allHaveSent() {
        return core.onOwnThread(core.peers().ask(new Question.Sent()).thenApply(Answers::areAll));
    }

    private RecoverableSession session(Claim claim, String id, long endMillis, byte[] data) throws BusFormatException {
        RecoverableSession session = new RecoverableSession(claim.key, id, claim.principal, Mark.at(0));
        session.cameWith(claim.offset);
        session.data().putAll(CarriedData.read(data, core.binding()));
        if (endMillis > 0) {
            session.endAt(Instant.ofEpochMilli(endMillis));
        }
        return session;
    }

    // --- from a node that is there

    private CompletionStage<Found> take(Claim claim, Belongings belongings) {
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
                arrival -> core.onOwnThread(core.peers().ask(question))
                        .thenCompose(answers -> handOver(arrival, answers)));
    }

    private CompletionStage<Found> handOver(Arrival arrival, Answers<Optional<Missed>> answers) {
        if (answers.all().isEmpty()) {
            return Found.UNANSWERED.completed();
        }
        return answers.all().stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(missed -> arrive(arrival, missed))
                .orElseGet(Found.NOT_YET::completed);
    }

    /** What others have got may be on its way to this node yet, and would come twice. */
    private CompletionStage<Found> arrive(Arrival arrival, Missed missed) {
        boolean mayCome = missed.events().stream()
                .map(Missed.Event::origin)
                .anyMatch(origin ->
                        !origin.isNone() && !origin.node().equals(core.peers().tag()));
        CompletionStage<Boolean> all = mayCome ? allHaveSent() : CompletableFuture.completedFuture(true);
        // What this node has begun to emit may be among them as well, and not be in its own log yet.
        CompletionStage<Void> own = core.onOwnThread(core.recovery().own().over());
        return all.thenCombine(own, (sent, over) -> sent ? arriveNow(arrival, missed) : Found.UNANSWERED);
    }

    private Found arriveNow(Arrival arrival, Missed missed) {
        Optional<Absence> absence = recovery.hasArrived(arrival, missed);
        absence.map(Absence::session).filter(session -> core.keepers() != null).ifPresent(this::keep);
        return absence.map(Found::of).orElseGet(() -> Found.lost(Loss.TOO_MUCH));
    }

    /** Somebody keeps what the client has missed, when that has come there. */
    private void keep(RecoverableSession session) {
        allHaveSent().thenAccept(sent -> {
            if (sent) {
                recovery.isKeptElsewhere(session);
            }
        });
    }

    // --- from a node that has gone

    /** @param mayComeLater there may be one later if there is none now */
    private CompletionStage<Found> takeRecord(Claim claim, Coming own, boolean mayComeLater) {
        return recovery.takeRecord(claim.key, claim.principal).thenCompose(record -> {
            if (record.isEmpty()) {
                return (mayComeLater || own.hasPutBack() ? Found.NOT_YET : Found.NOTHING).completed();
            }
            String tag = record.get().standing().tag();
            if (mayHaveCome(tag, own)) {
                own.putsBack(tag);
                recovery.putBack(claim.key, record.get());
                return Found.NOT_YET.completed();
            }
            own.isTaken();
            return recall(claim, new Testament(record.get(), claim.offset)).thenApply(found -> {
                if (found.mayComeLater()) {
                    own.putsBack(tag);
                    recovery.putBack(claim.key, record.get());
                }
                return found;
            });
        });
    }

    /**
     * Whether the session may have come to the node of its record while this one asked, and be taken from it. It says
     * so when it is asked once more, unless it ends.
     */
    private boolean mayHaveCome(String tag, Coming own) {
        return tag.equals(core.peers().tag()) || core.recovery().own().knows(tag) && !own.hasPutBack(tag);
    }

    private CompletionStage<Found> recall(Claim claim, Testament testament) {
        Optional<Loss> loss = testament.loss(core.ticker().now());
        if (loss.isPresent()) {
            return Found.lost(loss.get()).completed();
        }
        RecoverableSession session;
        try {
            session = session(claim, testament.id(), testament.endMillis(), testament.data());
        } catch (BusFormatException e) {
            return orNothing(CompletableFuture.failedFuture(e));
        }
        return join(session, testament.rooms(), arrival -> recall(arrival, testament));
    }

    /** From all nodes, this one too. */
    private CompletionStage<Found> recall(Arrival arrival, Testament testament) {
        var query = testament.query(recovery.name(), recovery.parent());
        var question = new Question.Recall(query.namespace(), query.parent(), testament.standing());
        return core.onOwnThread(core.peers().ask(question)).thenCompose(answers -> {
            List<Optional<Recalled>> all = new ArrayList<>(answers.all());
            all.add(recovery.recall(query));
            return answers.areAll() && all.stream().allMatch(Optional::isPresent)
                    ? recalled(arrival, all.stream().flatMap(Optional::stream).toList())
                    : Found.UNANSWERED.completed();
        });
    }

    private CompletionStage<Found> recalled(Arrival arrival, List<Recalled> all) {
        return all.stream().allMatch(Recalled::isAll)
                ? arrive(arrival, Testament.missed(all))
                : Found.lost(Loss.EVENTS_DROPPED).completed();
    }
}
