package org.enfilade.internal.reach;

import java.util.List;

/**
 * What other nodes have answered.
 *
 * @param all one for each node that has answered, in the order of their arrival
 * @param missingNodes the nodes that have not
 * @param <A> an answer
 */
public record Answers<A>(List<A> all, List<String> missingNodes) {
    public Answers {
        all = List.copyOf(all);
        missingNodes = List.copyOf(missingNodes);
    }

    /** Those of nobody. */
    public static <A> Answers<A> none() {
        return new Answers<>(List.of(), List.of());
    }

    /** Whether all have answered that were waited for. */
    public boolean areAll() {
        return missingNodes.isEmpty();
    }
}
