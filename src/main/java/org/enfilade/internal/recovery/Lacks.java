package org.enfilade.internal.recovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * What has been dropped before its time of what this node has emitted: for each other node, whose clients may lack it.
 * What was for others only they do not lack. Safe for use by any thread; takes no other lock.
 */
final class Lacks {
    /** Of more nodes it is not told apart. */
    private static final int MAX_NODES = 256;

    private static final Lack NOTHING = new Lack(0, 0);

    /** @param time when it was emitted, in nanoseconds of the ticker */
    private record Lack(long number, long time) {}

    // guarded by this
    /** By the names of the nodes. */
    private final Map<String, Lack> nodes = new HashMap<>();
    /** That was for anybody. */
    private Lack forAll = NOTHING;

    /**
     * One has been dropped; numbers rise.
     *
     * @param receivers the names of the nodes that it was sent to; {@code null} if that is not known yet
     */
    synchronized void dropped(long number, Set<String> receivers, long time) {
        Lack lack = new Lack(number, time);
        if (receivers == null || nodes.size() >= MAX_NODES && !nodes.keySet().containsAll(receivers)) {
            forAll = lack;
            nodes.clear();
        } else {
            receivers.forEach(node -> nodes.put(node, lack));
        }
    }

    /** The highest number of those that were for a node and are not too old; 0 if there are none. */
    synchronized long of(String node, LongPredicate isTooOld) {
        Lack lack = nodes.getOrDefault(node, forAll);
        return lack == NOTHING || isTooOld.test(lack.time) ? 0 : lack.number;
    }
}
