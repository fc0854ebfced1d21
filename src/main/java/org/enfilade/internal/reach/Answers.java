package org.enfilade.internal.reach;

import java.util.List;
import java.util.Set;

/**
 * What other nodes have answered.
 *
 * @param all one for each node that has answered, in the order of their arrival
 * @param missingNodes the nodes that have not
 * @param goneNodes which of those have gone meanwhile
 * @param <A> an answer
 */
public record Answers<A>(List<A> all, List<String> missingNodes, Set<String> goneNodes) {
    public Answers {
        all = List.copyOf(all);
        missingNodes = List.copyOf(missingNodes);
        goneNodes = Set.copyOf(goneNodes);
    }

    /** Those of nobody. */
    public static <A> Answers<A> none() {
        return new Answers<>(List.of(), List.of(), Set.of());
    }

    /** Whether all have answered that were waited for, and have not gone. */
    public boolean areAll() {
        return goneNodes.containsAll(missingNodes);
    }
}
