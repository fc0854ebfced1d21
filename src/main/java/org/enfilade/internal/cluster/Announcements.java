package org.enfilade.internal.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.enfilade.internal.time.Ticker;

/**
 * What this node tells the others about its rooms: a list to whoever asks, and from then on every change, in order. A change is settled
 * when all who have the list know of it. One thread sends at a time; whatever comes meanwhile goes with the next message.
 */
final class Announcements {
    /** So long one may take to acknowledge a change; then nobody waits for it until it is heard of again. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** After that long one that could not be told something gets the whole list. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** Makes up for nothing: the list has to be sent first. */
    private static final Long NEVER = Long.MAX_VALUE;

    private static final int CHANGES_PER_MESSAGE = 1_000;

    /** Changes that were sent together, and who has not acknowledged them. */
    private record Round(long number, Set<String> awaited, CompletableFuture<Void> done) {}

    private final String tag;
    private final BiPredicate<String, BusMessage> line;
    private final Ticker ticker;
    private final Consumer<String> onSilence;
    private final CompletableFuture<Void> nothing = CompletableFuture.completedFuture(null);
    // guarded by this
    private final Map<String, Set<String>> own = new HashMap<>();
    private final Set<String> listeners = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    /** Listeners that something could not be sent to, and the number that says that they have made up for it. */
    private final Map<String, Long> behind = new HashMap<>();

    private final Set<String> retrying = new HashSet<>();

    private final Set<String> asking = new LinkedHashSet<>();
    private final ArrayDeque<Round> rounds = new ArrayDeque<>();
    private List<BusMessage.Change> noted = new ArrayList<>();
    private CompletableFuture<Void> next = new CompletableFuture<>();
    private long lastNumber;
    private boolean sending;

    /**
     * @param line sends a message to a node, and says whether it could; called by one thread at a time, never throws
     * @param onSilence is told of a node that does not acknowledge
     */
    Announcements(String tag, BiPredicate<String, BusMessage> line, Ticker ticker, Consumer<String> onSilence) {
        this.tag = tag;
        this.line = line;
        this.ticker = ticker;
        this.onSilence = onSilence;
    }

    /** Notes a change; nothing is sent before {@link #settled} or {@link #list}. */
    synchronized void changed(String key, String room, boolean occupied) {
        if (occupied) {
            own.computeIfAbsent(key, same -> new HashSet<>(4)).add(room);
        } else {
            own.computeIfPresent(key, (same, rooms) -> {
                rooms.remove(room);
                return rooms.isEmpty() ? null : rooms;
            });
        }
        noted.add(new BusMessage.Change(key, room, occupied));
    }

    /** Sends what was noted; completes when everything that was noted before is known. */
    CompletableFuture<Void> settled() {
        CompletableFuture<Void> result;
        synchronized (this) {
            if (!noted.isEmpty()) {
                result = next;
            } else {
                return rounds.isEmpty() ? nothing : rounds.peekLast().done;
            }
            if (sending) {
                return result;
            }
            sending = true;
        }
        sendAll();
        return result;
    }

    /** Sends the list to a node that has been heard of, which from then on is told of every change. */
    void list(String node) {
        synchronized (this) {
            silent.remove(node);
            asking.add(node);
        }
        sendAsked();
    }

    private void sendAsked() {
        synchronized (this) {
            if (sending) {
                return;
            }
            sending = true;
        }
        sendAll();
    }

    private void sendAll() {
        while (true) {
            List<String> toList;
            List<BusMessage.Change> list = List.of();
            List<BusMessage.Change> changes;
            List<String> toTell;
            long listed;
            Round round;
            synchronized (this) {
                if (noted.isEmpty() && asking.isEmpty()) {
                    sending = false;
                    return;
                }
                // All that was noted is in the list already; being told once more does no harm.
                toList = List.copyOf(asking);
                if (!toList.isEmpty()) {
                    list = everything();
                    asking.clear();
                    listeners.addAll(toList);
                    lastNumber++;
                }
                listed = lastNumber;
                changes = noted;
                noted = new ArrayList<>();
                toTell = List.copyOf(listeners);
                round = changes.isEmpty() ? null : newRound();
            }
            for (String node : toList) {
                sendList(node, list, listed);
            }
            if (round != null) {
                send(toTell, round, changes);
            }
        }
    }

    private List<BusMessage.Change> everything() {
        List<BusMessage.Change> all = new ArrayList<>();
        own.forEach((key, rooms) -> rooms.forEach(room -> all.add(new BusMessage.Change(key, room, true))));
        return all;
    }

    private Round newRound() {
        Set<String> awaited = new HashSet<>(listeners);
        awaited.removeAll(silent);
        Round round = new Round(++lastNumber, awaited, next);
        next = new CompletableFuture<>();
        if (!awaited.isEmpty()) {
            rounds.add(round);
        }
        return round;
    }

    /** Without its end a list counts for nothing: the node takes this one to be unknown, and sends it everything. */
    private void sendList(String node, List<BusMessage.Change> list, long number) {
        boolean sent = line.test(node, new BusMessage.ListBegin(tag));
        for (int from = 0; sent && from < list.size(); from += CHANGES_PER_MESSAGE) {
            int to = Math.min(from + CHANGES_PER_MESSAGE, list.size());
            sent = line.test(node, new BusMessage.Changes(0, list.subList(from, to)));
        }
        if (!sent || !line.test(node, new BusMessage.ListEnd())) {
            fellBehind(node);
            return;
        }
        boolean wasBehind;
        synchronized (this) {
            wasBehind = behind.replace(node, number) != null;
        }
        if (wasBehind && !line.test(node, new BusMessage.Changes(number, List.of()))) {
            fellBehind(node);
        }
    }

    private void fellBehind(String node) {
        synchronized (this) {
            if (!listeners.contains(node)) {
                return;
            }
            behind.put(node, NEVER);
            if (!retrying.add(node)) {
                return;
            }
        }
        ticker.after(AGAIN, () -> retry(node));
    }

    private void retry(String node) {
        synchronized (this) {
            retrying.remove(node);
            if (!NEVER.equals(behind.get(node))) {
                return;
            }
            asking.add(node);
        }
        sendAsked();
    }

    private void send(List<String> nodes, Round round, List<BusMessage.Change> changes) {
        boolean isAwaited;
        synchronized (this) {
            isAwaited = rounds.contains(round);
        }
        Ticker.Timer timer = isAwaited ? ticker.after(PATIENCE, () -> giveUp(round)) : null;
        for (int from = 0; from < changes.size(); from += CHANGES_PER_MESSAGE) {
            int to = Math.min(from + CHANGES_PER_MESSAGE, changes.size());
            BusMessage message =
                    new BusMessage.Changes(to == changes.size() ? round.number : 0, changes.subList(from, to));
            for (String node : nodes) {
                if (!line.test(node, message)) {
                    fellBehind(node);
                }
            }
        }
        if (timer == null) {
            round.done.complete(null);
        } else {
            round.done.whenComplete((done, failure) -> timer.cancel());
        }
    }

    /** A node knows all changes up to that number, unless it has missed some. */
    void known(String node, long number) {
        synchronized (this) {
            Long enough = behind.get(node);
            if (enough != null && number < enough) {
                return;
            }
            behind.remove(node);
        }
        release(node, number, true);
    }

    /** A node has gone: it is told nothing more. */
    void left(String node) {
        synchronized (this) {
            listeners.remove(node);
            asking.remove(node);
            behind.remove(node);
            silent.remove(node);
        }
        release(node, Long.MAX_VALUE, true);
    }

    private void giveUp(Round round) {
        List<String> late;
        synchronized (this) {
            late = List.copyOf(round.awaited);
            silent.addAll(late);
        }
        for (String node : late) {
            release(node, Long.MAX_VALUE, false);
            onSilence.accept(node);
        }
    }

    private void release(String node, long number, boolean heard) {
        List<CompletableFuture<Void>> settled = new ArrayList<>(1);
        synchronized (this) {
            if (heard) {
                silent.remove(node);
            }
            for (Iterator<Round> all = rounds.iterator(); all.hasNext(); ) {
                Round round = all.next();
                if (round.number > number) {
                    break;
                }
                if (round.awaited.remove(node) && round.awaited.isEmpty()) {
                    all.remove();
                    settled.add(round.done);
                }
            }
        }
        settled.forEach(done -> done.complete(null));
    }

    /** How many rooms of this node have members, scopes as a whole among them. */
    synchronized int size() {
        return own.values().stream().mapToInt(Set::size).sum();
    }

    /** Nobody is waited for any more. */
    void close() {
        List<Round> left;
        synchronized (this) {
            listeners.clear();
            behind.clear();
            left = List.copyOf(rounds);
            rounds.clear();
        }
        left.forEach(round -> round.done.complete(null));
    }
}
