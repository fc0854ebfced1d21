package org.enfilade.internal.cluster;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which other nodes have a member of which room, as far as they have told. Reading takes no lock; each node's changes
 * come on one thread at a time.
 */
final class Interests {
    private final Map<String, Map<String, Set<String>>> nodesByRoomByKey = new ConcurrentHashMap<>();
    private final AtomicLong lists = new AtomicLong();

    /** Notes what a node has told. Idempotent. */
    void change(String node, Change change) {
        if (change.occupied()) {
            nodesByRoomByKey.compute(change.key(), (key, rooms) -> {
                Map<String, Set<String>> present = rooms == null ? new ConcurrentHashMap<>(4) : rooms;
                present.merge(change.room(), Set.of(node), Interests::with);
                return present;
            });
        } else {
            nodesByRoomByKey.computeIfPresent(change.key(), (key, rooms) -> {
                rooms.computeIfPresent(change.room(), (room, nodes) -> without(nodes, node));
                return rooms.isEmpty() ? null : rooms;
            });
        }
    }

    /** Forgets all that a node has told. */
    void forget(String node) {
        for (String key : nodesByRoomByKey.keySet()) {
            nodesByRoomByKey.computeIfPresent(key, (same, rooms) -> {
                rooms.keySet().forEach(room -> rooms.computeIfPresent(room, (r, nodes) -> without(nodes, node)));
                return rooms.isEmpty() ? null : rooms;
            });
        }
    }

    /** The nodes that have a member of that room; of the scope as a whole if it is empty. */
    Set<String> nodes(String key, String room) {
        Map<String, Set<String>> rooms = nodesByRoomByKey.get(key);
        return rooms == null ? Set.of() : rooms.getOrDefault(room, Set.of());
    }

    /** A node has told all that it has. To be called before anybody relies on that. */
    void completed() {
        lists.incrementAndGet();
    }

    /** How many lists have been completed; what is looked up while that changes may be a part of a list. */
    long lists() {
        return lists.get();
    }

    /** How many rooms there are of which some node has a member, scopes as a whole among them. */
    int size() {
        return nodesByRoomByKey.values().stream().mapToInt(Map::size).sum();
    }

    private static Set<String> with(Set<String> nodes, Set<String> more) {
        if (nodes.containsAll(more)) {
            return nodes;
        }
        Set<String> all = new HashSet<>(nodes);
        all.addAll(more);
        return Set.copyOf(all);
    }

    private static Set<String> without(Set<String> nodes, String node) {
        if (!nodes.contains(node)) {
            return nodes;
        }
        Set<String> others = new HashSet<>(nodes);
        others.remove(node);
        return others.isEmpty() ? null : Set.copyOf(others);
    }
}
