package org.enfilade.internal.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.time.Ticker;

/**
 * What this node tells the others about its rooms: a list to whoever asks, and from then on every change, in order. A
 * change is known when all who have the list know of it. One thread sends at a time; whatever comes meanwhile goes
 * with the next message.
 */
final class Announcements {
    /** So long one may take to acknowledge a change; then nobody waits for it until it is heard of again. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** After that long one that could not be told something gets the whole list. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final int CHANGES_PER_MESSAGE = 1_000;

    /** Changes that are sent together. */
    private record Round(long number, CompletableFuture<Void> done) {}

    /**
     * What is to be sent now.
     *
     * @param listed the number of the last change in the list
     * @param round {@code null} if nothing has changed
     */
    private record Batch(
            List<PeerNode> toList,
            List<Change> list,
            long listed,
            List<PeerNode> toTell,
            List<Change> changes,
            Round round) {}

    private final String tag;
    private final Collection<PeerNode> nodes;
    private final Ticker ticker;
    private final CompletableFuture<Void> nothing = CompletableFuture.completedFuture(null);
    // guarded by this, as is the listening of each node
    private final Map<String, Set<String>> own = new HashMap<>();
    /** What somebody owes the acknowledgement of. */
    private final ArrayDeque<Round> rounds = new ArrayDeque<>();

    private List<Change> noted = new ArrayList<>();
    private CompletableFuture<Void> next = new CompletableFuture<>();
    private long lastNumber;
    private boolean sending;

    /** @param nodes the others, as they are when they are looked at */
    Announcements(String tag, Collection<PeerNode> nodes, Ticker ticker) {
        this.tag = tag;
        this.nodes = nodes;
        this.ticker = ticker;
    }

    /** Notes a change; nothing is sent before {@link #tellRooms} or {@link #list}. */
    synchronized void changed(String key, String room, boolean occupied) {
        if (occupied) {
            own.computeIfAbsent(key, same -> new HashSet<>(4)).add(room);
        } else {
            own.computeIfPresent(key, (same, rooms) -> {
                rooms.remove(room);
                return rooms.isEmpty() ? null : rooms;
            });
        }
        noted.add(new Change(key, room, occupied));
    }

    /** Sends what was noted; completes when everything that was noted before is known. */
    CompletableFuture<Void> tellRooms() {
        CompletableFuture<Void> result;
        synchronized (this) {
            if (noted.isEmpty()) {
                return rounds.isEmpty() ? nothing : rounds.peekLast().done;
            }
            result = next;
        }
        sendAll();
        return result;
    }

    /** Sends the list to a node that has been heard of, which from then on is told of every change. */
    void list(PeerNode node) {
        synchronized (this) {
            node.listening().asks(lastNumber);
        }
        sendAll();
    }

    // --- sending

    /** Unless another thread is at it, which then sends this too. */
    private void sendAll() {
        synchronized (this) {
            if (sending) {
                return;
            }
            sending = true;
        }
        for (Batch batch = next(); batch != null; batch = next()) {
            for (PeerNode node : batch.toList) {
                sendList(node, batch.list, batch.listed);
            }
            if (batch.round != null) {
                sendChanges(batch);
            }
        }
    }

    private synchronized Batch next() {
        List<PeerNode> toList =
                nodes.stream().filter(node -> node.listening().isAsking()).toList();
        if (noted.isEmpty() && toList.isEmpty()) {
            sending = false;
            return null;
        }
        List<Change> list = List.of();
        if (!toList.isEmpty()) {
            // All that was noted is in the list already; being told once more does no harm.
            list = everything();
            lastNumber++;
            toList.forEach(node -> node.listening().listBegins(lastNumber));
        }
        long listed = lastNumber;
        List<Change> changes = noted;
        noted = new ArrayList<>();
        List<PeerNode> toTell =
                nodes.stream().filter(node -> node.listening().isTold()).toList();
        return new Batch(toList, list, listed, toTell, changes, changes.isEmpty() ? null : newRound());
    }

    private List<Change> everything() {
        List<Change> all = new ArrayList<>();
        own.forEach((key, rooms) -> rooms.forEach(room -> all.add(new Change(key, room, true))));
        return all;
    }

    private Round newRound() {
        Round round = new Round(++lastNumber, next);
        next = new CompletableFuture<>();
        if (isOwed(round)) {
            rounds.add(round);
        }
        return round;
    }

    private boolean isOwed(Round round) {
        return nodes.stream().anyMatch(node -> node.listening().owes(round.number));
    }

    /** Without its end a list counts for nothing: the node takes this one to be unknown, and sends it everything. */
    private void sendList(PeerNode node, List<Change> list, long number) {
        AtomicBoolean hasHole = new AtomicBoolean();
        Runnable lost = () -> {
            hasHole.set(true);
            fellBehind(node);
        };
        node.send(new BusMessage.ListBegin(tag), lost);
        for (int from = 0; !hasHole.get() && from < list.size(); from += CHANGES_PER_MESSAGE) {
            int to = Math.min(from + CHANGES_PER_MESSAGE, list.size());
            node.send(new BusMessage.Changes(0, list.subList(from, to)), lost);
        }
        if (hasHole.get()) {
            return;
        }
        node.send(new BusMessage.ListEnd(), lost);
        boolean isToBeAcknowledged;
        synchronized (this) {
            isToBeAcknowledged = !hasHole.get() && node.listening().listEnds();
        }
        if (isToBeAcknowledged) {
            node.send(new BusMessage.Changes(number, List.of()), lost);
        }
    }

    private void fellBehind(PeerNode node) {
        synchronized (this) {
            if (!node.listening().fellBehind()) {
                return;
            }
        }
        ticker.after(AGAIN, () -> retry(node));
    }

    private void retry(PeerNode node) {
        synchronized (this) {
            node.listening().retry();
        }
        sendAll();
    }

    private void sendChanges(Batch batch) {
        Round round = batch.round;
        boolean isAwaited;
        synchronized (this) {
            isAwaited = rounds.contains(round);
        }
        Ticker.Timer timer = isAwaited ? ticker.after(PATIENCE, () -> giveUp(round)) : null;
        List<Change> changes = batch.toTell.isEmpty() ? List.of() : batch.changes;
        for (int from = 0; from < changes.size(); from += CHANGES_PER_MESSAGE) {
            int to = Math.min(from + CHANGES_PER_MESSAGE, changes.size());
            long number = to == changes.size() ? round.number : 0;
            byte[] message = BusCodec.encode(new BusMessage.Changes(number, changes.subList(from, to)));
            for (PeerNode node : batch.toTell) {
                node.send(message, () -> fellBehind(node));
            }
        }
        if (timer == null) {
            round.done.complete(null);
        } else {
            round.done.whenComplete((done, failure) -> timer.cancel());
        }
    }

    // --- who knows what

    /** A node knows all changes up to that number, unless it has missed some. */
    void known(PeerNode node, long number) {
        synchronized (this) {
            node.listening().knows(number, lastNumber);
        }
        completeKnown();
    }

    /** A node has gone, or is another one now: it is told nothing more. */
    void gone(PeerNode node) {
        synchronized (this) {
            node.listening().end();
        }
        completeKnown();
    }

    private void giveUp(Round round) {
        List<PeerNode> late;
        synchronized (this) {
            late = nodes.stream()
                    .filter(node -> node.listening().owes(round.number))
                    .toList();
            late.forEach(node -> node.listening().fellSilent());
        }
        completeKnown();
        late.forEach(
                node -> Log.warning("Node " + node.name() + " does not answer; until it does, nobody waits for it"));
    }

    private void completeKnown() {
        List<CompletableFuture<Void>> known = new ArrayList<>(1);
        synchronized (this) {
            while (!rounds.isEmpty() && !isOwed(rounds.peek())) {
                known.add(rounds.remove().done);
            }
        }
        known.forEach(done -> done.complete(null));
    }

    /** How many rooms of this node have members, scopes as a whole among them. */
    synchronized int size() {
        return own.values().stream().mapToInt(Set::size).sum();
    }

    /** Nobody is waited for any more. */
    void close() {
        synchronized (this) {
            nodes.forEach(node -> node.listening().end());
        }
        completeKnown();
    }
}
