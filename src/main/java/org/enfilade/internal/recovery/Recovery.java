package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Bequest;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Recalled;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/**
 * What the namespaces of one node share so that clients can come back.
 *
 * @param <M> a packet
 */
public final class Recovery<M> {
    private static final Duration SHORTEST_SWEEP = Duration.ofSeconds(1);

    /** Of so many nodes that have ended it is kept what they have emitted; they share the bytes of one. */
    private static final int MAX_INHERITED = 16;

    private final String tag;
    private final long maxBytes;
    private final Ticker ticker;
    private final PacketLog<M> log;
    private final OwnEmissions own;
    private final Backups backups;
    private final Settled settled = new Settled();
    private final Map<String, OwnEmissions> inherited = new ConcurrentHashMap<>();
    private final SessionStore sessions;
    private final SessionRecords records;
    private final Duration retention;
    private final Duration sweep;
    private final Alarm alarm;
    private final AtomicBoolean sweeps = new AtomicBoolean();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private volatile boolean hasLeftBehind;
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    /**
     * That of a node.
     *
     * @param tag of the node; empty if it is alone
     * @param records where the state of sessions lies besides
     * @param maxBytes of what was sent, and in a cluster of what was emitted to others, and of what is kept for others
     * @param retention how long a packet may be asked for
     */
    public Recovery(
            String tag,
            SessionStore sessions,
            SessionRecords records,
            long maxBytes,
            Duration retention,
            Ticker ticker) {
        this.tag = tag;
        this.maxBytes = maxBytes;
        this.ticker = ticker;
        this.sessions = sessions;
        this.records = records;
        this.retention = retention;
        this.log = new PacketLog<>(maxBytes, retention, ticker);
        this.own = new OwnEmissions(tag, maxBytes, retention, ticker);
        this.backups = new Backups(maxBytes, retention, ticker);
        this.alarm = new Alarm(ticker);
        Duration part = retention.dividedBy(4);
        this.sweep = part.compareTo(SHORTEST_SWEEP) < 0 ? SHORTEST_SWEEP : part;
    }

    public PacketLog<M> log() {
        return log;
    }

    public SessionStore sessions() {
        return sessions;
    }

    public SessionRecords records() {
        return records;
    }

    /** What this node emits to other nodes too. */
    public OwnEmissions own() {
        return own;
    }

    /** Something is emitted to other nodes too; to be ended in any case. */
    public OwnEmissions.One begin(Scope scope, Audience audience, Payload event) {
        OwnEmissions.One one = own.begin(scope, audience, event);
        if (one.isFirst()) {
            logBegun();
        }
        return one;
    }

    /** What has come of other nodes. */
    public Settled settled() {
        return settled;
    }

    /** What this node keeps for others. */
    public Backups backups() {
        return backups;
    }

    /** About what is occupied by all that was sent, emitted, or is kept for others. */
    public long bytes() {
        long left = inherited.values().stream().mapToLong(OwnEmissions::bytes).sum();
        return log.bytes() + own.bytes() + left + backups.bytes();
    }

    /** How long a packet may be asked for. */
    public Duration retention() {
        return retention;
    }

    /** What a client lacks whose node has gone; empty if it has not. May take long. */
    public Optional<Recalled> recall(OwnEmissions.Query query, int max, long maxBytes) {
        if (query.standing().tag().equals(tag)) {
            // It has left what it had to others, or the client is to come for it in the usual way.
            return hasLeftBehind ? Optional.of(new Recalled(true, List.of(), List.of())) : Optional.empty();
        }
        List<Missed.Event> events = new ArrayList<>();
        for (OwnEmissions each : emittedFor(query)) {
            Optional<List<Missed.Event>> some = each.lacking(query, max - events.size(), maxBytes);
            if (some.isEmpty()) {
                return Optional.of(Recalled.NOT_ALL);
            }
            events.addAll(some.get());
        }
        return backups.lacking(query, max, maxBytes)
                .map(kept -> new Recalled(true, events, kept))
                .or(() -> Optional.of(Recalled.NOT_ALL));
    }

    /** What this node has emitted, and those that have left it that; what the client's own left is in the backups. */
    private List<OwnEmissions> emittedFor(OwnEmissions.Query query) {
        List<OwnEmissions> all = new ArrayList<>();
        all.add(own);
        inherited.forEach((ended, emissions) -> {
            if (!ended.equals(query.standing().tag())) {
                all.add(emissions);
            }
        });
        return all;
    }

    // --- from node to node

    /** Another node has come, or is back. */
    public void arrives(String node, String itsTag) {
        own.arrives(node, itsTag);
        inherited.values().forEach(emissions -> emissions.isTooOldFor(itsTag));
    }

    /** Another node ends; this one keeps what that has emitted. */
    public void inherit(Bequest bequest) {
        if (bequest.tag().equals(tag) || inherited.size() >= MAX_INHERITED && !inherited.containsKey(bequest.tag())) {
            return;
        }
        inherited
                .computeIfAbsent(
                        bequest.tag(),
                        ended -> OwnEmissions.inherited(ended, maxBytes / MAX_INHERITED, retention, ticker))
                .inherit(bequest, own.others());
        logBegun();
    }

    /** What others have to keep when this node ends. */
    public List<Bequest> bequests() {
        return Stream.concat(Stream.of(own), inherited.values().stream())
                .filter(emissions -> !emissions.isEmpty())
                .flatMap(emissions -> emissions.bequest(maxBytes / MAX_INHERITED / 2).parts().stream())
                .toList();
    }

    /** A log is not empty any more; to be called outside of locks. */
    public void logBegun() {
        if (sweeps.compareAndSet(false, true)) {
            alarm.set(sweep, this::sweep);
        }
    }

    private void sweep() {
        sweeps.set(false);
        boolean isMore = log.sweep();
        isMore |= own.sweep();
        isMore |= backups.sweep();
        inherited.values().removeIf(emissions -> !emissions.sweep());
        settled.forget(ticker.nanos(), 2 * retention.toNanos());
        isMore |= !inherited.isEmpty();
        if (isMore) {
            logBegun();
        }
    }

    /** Nobody may come here any more from another node; {@code false} if that is so already. */
    public boolean leaves() {
        return leaving.compareAndSet(false, true);
    }

    /** Whether that is so. */
    public boolean isLeaving() {
        return leaving.get();
    }

    /** Other nodes have what clients may lack. */
    public void hasLeftBehind() {
        hasLeftBehind = true;
    }

    /**
     * From now on what this node has is in the records, and with the nodes that keep something for it. Waits a moment
     * until all is there.
     */
    public void leave() {
        records.close();
        left.complete(null);
    }

    /** Completes when {@link #leave} is done. */
    public CompletionStage<Void> left() {
        return left;
    }

    /** Whether it gives nothing away any more. */
    public boolean hasLeft() {
        return left.isDone();
    }

    /** Forgets the sessions, and sets no alarm any more. */
    public void stop() {
        alarm.stop();
        sessions.close();
    }
}
