package org.enfilade.internal.cluster;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.enfilade.internal.HeldLocks;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;

/**
 * A cluster within a test. What is sent, and each change of a view, waits until the test delivers it on its own thread;
 * or, after {@link #automatic}, is delivered by the thread that caused it, or by the one that is delivering already.
 * Either way there is one delivery at a time.
 *
 * <p>A node's name may be used again when the bus that had it is closed or killed.
 */
public final class MemoryCluster {
    /** What waits: a message, or a view if it is from nobody. */
    private record Parcel(MemoryBus from, MemoryBus to, byte[] message, Set<String> view) {
        boolean isBetween(String sender, String receiver) {
            return from != null && from.name.equals(sender) && to.name.equals(receiver);
        }

        void deliver() {
            if (from == null) {
                to.listener.view(view);
            } else {
                to.listener.received(from.name, message);
            }
        }
    }

    /** Looking at each would take too long. */
    private static final int LOOKED_AT = 200;

    private final AtomicInteger lookedAt = new AtomicInteger();
    // guarded by this
    private final Map<String, MemoryBus> nodes = new TreeMap<>();
    private final Queue<Parcel> parcels = new ArrayDeque<>();
    private final Map<String, Map<String, Integer>> sent = new HashMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private int failures;
    private Runnable afterNext;
    private String afterNextOf = "";
    private Set<String> left = Set.of();
    private Set<String> right = Set.of();
    private boolean automatic;
    private boolean delivering;

    /** A bus of that name, not yet open. */
    public ClusterBus node(String name) {
        return new MemoryBus(name);
    }

    /** A guest, who is in no view, of that name. */
    public GuestBus guest(String name) {
        return new MemoryGuest(name);
    }

    /** From now on nothing waits. */
    public void automatic() {
        synchronized (this) {
            automatic = true;
        }
        deliverAll();
    }

    /** Delivers what has waited longest. False if nothing can be delivered, or somebody is delivering. */
    public boolean step() {
        boolean delivered = deliver(this::next);
        pump();
        return delivered;
    }

    /** The same with the next message of one node to another, before all else that waits. */
    public boolean step(String from, String to) {
        boolean delivered = deliver(() -> next(from, to));
        pump();
        return delivered;
    }

    /** Delivers what waits, and what comes of it, until nothing can be delivered any more. */
    public void deliverAll() {
        boolean more = true;
        while (more) {
            more = deliver(this::next);
        }
    }

    private boolean deliver(Supplier<Parcel> choice) {
        Parcel parcel;
        synchronized (this) {
            parcel = delivering ? null : choice.get();
            if (parcel == null) {
                return false;
            }
            delivering = true;
        }
        try {
            parcel.deliver();
        } finally {
            synchronized (this) {
                delivering = false;
            }
        }
        return true;
    }

    /** How much waits, views and what is held back included. */
    public synchronized int waiting() {
        return parcels.size();
    }

    /** How many messages wait between two nodes. */
    public synchronized int waiting(String from, String to) {
        return (int) parcels.stream().filter(p -> p.isBetween(from, to)).count();
    }

    /** Ends a node at once: what it has sent and what was on its way to it is lost. */
    public void kill(String name) {
        synchronized (this) {
            MemoryBus bus = nodes.get(name);
            if (bus != null) {
                leave(bus);
                parcels.removeIf(p -> p.from == bus);
            }
        }
        pump();
    }

    /** Holds back what a node would receive or have sent; the others go on seeing it. */
    public synchronized void silence(String name) {
        silent.add(name);
    }

    /** Ends {@link #silence}; what was held back is late, not lost. */
    public void wake(String name) {
        synchronized (this) {
            silent.remove(name);
        }
        pump();
    }

    /** Separates two groups; what is on its way from one to the other is lost. Who is in neither reaches both. */
    public void partition(Set<String> one, Set<String> other) {
        synchronized (this) {
            left = Set.copyOf(one);
            right = Set.copyOf(other);
            parcels.removeIf(p -> p.from != null && !reaches(p.from.name, p.to.name));
            changed();
        }
        pump();
    }

    /** Ends {@link #partition}. */
    public void heal() {
        synchronized (this) {
            left = Set.of();
            right = Set.of();
            changed();
        }
        pump();
    }

    /** What happens before the next {@link ClusterBus#send} of one node to another returns. */
    public synchronized void afterNextSend(String from, String to, Runnable action) {
        afterNext = action;
        afterNextOf = from + ">" + to;
    }

    private synchronized Runnable takeAfterNext(String from, String to) {
        if (!(from + ">" + to).equals(afterNextOf)) {
            return () -> {};
        }
        afterNextOf = "";
        return afterNext;
    }

    /** Whether {@link ClusterBus#send} of a node throws. */
    public synchronized void failSends(String name, boolean fail) {
        if (fail) {
            failing.add(name);
        } else {
            failing.remove(name);
        }
    }

    /** How many sends have thrown. */
    public synchronized int failures() {
        return failures;
    }

    /** How many messages a node has sent, lost ones included and failed ones not. */
    public synchronized int sent(String from) {
        return sent.getOrDefault(from, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    public synchronized int sent(String from, String to) {
        return sent.getOrDefault(from, Map.of()).getOrDefault(to, 0);
    }

    /** Delivers, if that is not left to the test. */
    private void pump() {
        boolean wanted;
        synchronized (this) {
            wanted = automatic;
        }
        if (wanted) {
            deliverAll();
        }
    }

    private Parcel next() {
        for (Iterator<Parcel> i = parcels.iterator(); i.hasNext(); ) {
            Parcel parcel = i.next();
            if (!isHeld(parcel)) {
                i.remove();
                return parcel;
            }
        }
        return null;
    }

    private Parcel next(String from, String to) {
        for (Iterator<Parcel> i = parcels.iterator(); i.hasNext(); ) {
            Parcel parcel = i.next();
            if (parcel.isBetween(from, to)) {
                if (isHeld(parcel)) {
                    return null;
                }
                i.remove();
                return parcel;
            }
        }
        return null;
    }

    private boolean isHeld(Parcel parcel) {
        return !parcel.to.ready
                || silent.contains(parcel.to.name)
                || parcel.from != null && silent.contains(parcel.from.name);
    }

    private boolean reaches(String from, String to) {
        return !(left.contains(from) && right.contains(to) || right.contains(from) && left.contains(to));
    }

    private void leave(MemoryBus bus) {
        nodes.remove(bus.name);
        bus.over = true;
        parcels.removeIf(p -> p.to == bus);
        changed();
    }

    /** Tells each node whose view is another one than it has been told. */
    private void changed() {
        for (MemoryBus bus : nodes.values()) {
            Set<String> view = view(bus);
            if (bus.view != null && !bus.view.equals(view)) {
                bus.view = view;
                parcels.add(new Parcel(null, bus, null, view));
            }
        }
    }

    private Set<String> view(MemoryBus bus) {
        Set<String> view = new TreeSet<>(nodes.keySet());
        view.removeIf(name -> name.equals(bus.name) || !reaches(bus.name, name));
        return Collections.unmodifiableSet(view);
    }

    private final class MemoryBus implements ClusterBus {
        private final String name;

        // guarded by the cluster
        private Listener listener;
        private Set<String> view;
        private boolean ready;
        private boolean over;

        MemoryBus(String name) {
            this.name = name;
        }

        @Override
        public void open(Listener listener) {
            Set<String> first;
            synchronized (MemoryCluster.this) {
                if (this.listener != null || over || nodes.containsKey(name)) {
                    throw new IllegalStateException(name + " has been open already");
                }
                this.listener = listener;
                nodes.put(name, this);
                first = view(this);
                view = first;
                changed();
            }
            listener.view(first);
            synchronized (MemoryCluster.this) {
                ready = true;
            }
            pump();
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public void send(String node, byte[] message) {
            if (lookedAt.incrementAndGet() <= LOOKED_AT) {
                HeldLocks.none();
            }
            synchronized (MemoryCluster.this) {
                if (nodes.get(name) != this) {
                    throw new IllegalStateException(name + " is not open");
                }
                if (failing.contains(name)) {
                    failures++;
                    throw new IllegalStateException(name + " is to fail");
                }
                sent.computeIfAbsent(name, n -> new HashMap<>()).merge(node, 1, Integer::sum);
                MemoryBus to = nodes.get(node);
                if (to != null && to != this && reaches(name, node)) {
                    parcels.add(new Parcel(this, to, message, null));
                }
            }
            pump();
            takeAfterNext(name, node).run();
        }

        @Override
        public void close() {
            synchronized (MemoryCluster.this) {
                if (nodes.get(name) == this) {
                    leave(this);
                }
            }
            pump();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final class MemoryGuest implements GuestBus {
        private final MemoryBus from;

        MemoryGuest(String name) {
            from = new MemoryBus(name);
        }

        @Override
        public String self() {
            return from.name;
        }

        @Override
        public boolean isNoNodeEver() {
            return true;
        }

        @Override
        public void send(byte[] message) {
            synchronized (MemoryCluster.this) {
                nodes.values().forEach(to -> parcels.add(new Parcel(from, to, message, null)));
            }
            pump();
        }

        @Override
        public void close() {
            // nothing is left of it
        }
    }
}
