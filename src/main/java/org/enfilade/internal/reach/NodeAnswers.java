package org.enfilade.internal.reach;

import java.util.List;

/**
 * What sockets have answered, or nodes themselves.
 *
 * @param answers in the order of their arrival
 * @param missingSockets the ids of those that have not answered
 * @param missingNodes the nodes that have not told what they or their sockets answered
 */
public record NodeAnswers(List<Encoded> answers, List<String> missingSockets, List<String> missingNodes) {
    public NodeAnswers {
        answers = List.copyOf(answers);
        missingSockets = List.copyOf(missingSockets);
        missingNodes = List.copyOf(missingNodes);
    }

    /** Whether nobody is missing. */
    public boolean areComplete() {
        return missingSockets.isEmpty() && missingNodes.isEmpty();
    }
}
