package org.enfilade.internal.recovery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.internal.reach.Emission;

/**
 * Up to which number all emissions of other nodes have come to this one, in whichever namespace. So nobody needs what
 * they emitted before his time, or for others, and they need not have kept it. Safe for use by any thread.
 */
public final class Settled {
    /** More than can be of use. */
    private static final int MAX_NODES = 4 * Progress.MAX_NODES;

    private record UpTo(long number, long time) {}

    /** By the tags of the nodes. */
    private final Map<String, UpTo> nodes = new ConcurrentHashMap<>();

    /**
     * One of them has come; those of its node that came before have been sent on. It may be for other namespaces too,
     * and not have got there yet.
     *
     * @param now in nanoseconds
     */
    public void came(Emission emission, long now) {
        long before = Math.min(emission.settled(), emission.origin().number() - 1);
        String node = emission.origin().node();
        UpTo known = nodes.get(node);
        if (known == null ? nodes.size() < MAX_NODES : known.number < before) {
            nodes.merge(node, new UpTo(before, now), (one, other) -> one.number > other.number ? one : other);
        }
    }

    /** All that in what has come otherwise. */
    public Progress in(Progress progress) {
        Progress all = progress;
        for (Map.Entry<String, UpTo> node : nodes.entrySet()) {
            all = all.withAll(node.getKey(), node.getValue().number, node.getValue().time);
        }
        return all;
    }

    /**
     * Forgets nodes of which nothing has come for long.
     *
     * @param now in nanoseconds
     * @param memory of as many nanoseconds
     */
    void forget(long now, long memory) {
        nodes.values().removeIf(each -> now - each.time > memory);
    }
}
