package org.enfilade.internal.namespace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.recovery.Recovery;

/**
 * Sends what this node has emitted to another one, which keeps it in case this one goes: the next one by name. Safe for
 * use by any thread.
 */
final class Keepers {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_EVENTS = 1_000;
    /** What an event has besides its content, about. */
    private static final int OWN_BYTES = 64;

    private final Peers peers;
    private final Queue<Kept> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sending = new AtomicInteger();

    Keepers(Peers peers) {
        this.peers = peers;
    }

    /** Takes note of an event; {@link #send} sends it. Locks may be held. */
    void add(Kept event) {
        waiting.add(event);
    }

    /** Sends what waits, unless another thread is at it, which then does. */
    void send() {
        if (sending.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = sending.get();
            while (!waiting.isEmpty()) {
                sendSome();
            }
        } while (!sending.compareAndSet(seen, 0));
    }

    /** Sends what this node has emitted for clients of others, and what it keeps of those that have gone. */
    void bequeath(Recovery<?> recovery) {
        keeper().ifPresent(node -> {
            recovery.bequests().forEach(bequest -> peers.tell(new Command.Bequeath(node, bequest)));
            recovery.backups().all().forEach((tag, events) -> {
                Queue<Kept> left = new ArrayDeque<>(events);
                while (!left.isEmpty()) {
                    peers.tell(new Command.Keep(node, tag, some(left)));
                }
            });
        });
    }

    private void sendSome() {
        Optional<String> keeper = keeper();
        List<Kept> events = some(waiting);
        keeper.ifPresent(node -> peers.tell(new Command.Keep(node, peers.tag(), events)));
    }

    /** Not too many for a message. */
    private static List<Kept> some(Queue<Kept> from) {
        List<Kept> events = new ArrayList<>();
        int bytes = 0;
        Kept next;
        while (bytes < MAX_BYTES && events.size() < MAX_EVENTS && (next = from.poll()) != null) {
            events.add(next);
            bytes += OWN_BYTES + next.event().content().length();
        }
        return events;
    }

    /** Empty if this node is the only one. */
    Optional<String> keeper() {
        TreeSet<String> others = new TreeSet<>(peers.others());
        String next = others.higher(peers.node().orElse(""));
        return Optional.ofNullable(next != null || others.isEmpty() ? next : others.first());
    }
}
