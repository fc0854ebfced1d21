package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;

/** The acknowledgements of several namespaces or nodes as one result. */
final class AckParts {
    private AckParts() {}

    static CompletableFuture<List<Arguments>> join(List<CompletableFuture<List<Arguments>>> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        CompletableFuture<List<Arguments>> whole = new CompletableFuture<>();
        CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            List<Arguments> answers = new ArrayList<>();
            List<String> missingSockets = new ArrayList<>();
            List<String> missingNodes = new ArrayList<>();
            Throwable missing = null;
            for (CompletableFuture<List<Arguments>> part : parts) {
                Throwable cause = gather(part, answers);
                missing = cause == null ? missing : cause;
                if (cause instanceof AckTimeout timeout) {
                    missingSockets.addAll(timeout.missingSockets());
                    missingNodes.addAll(timeout.missingNodes());
                }
            }
            if (missing == null) {
                whole.complete(answers);
            } else {
                whole.completeExceptionally(
                        new MissingAcks(missing.getMessage(), answers, missingSockets, missingNodes));
            }
        });
        return whole;
    }

    /** The answer of the only socket; fails, with {@link AckTimeout} itself, if there is none. */
    static CompletionStage<Arguments> only(CompletionStage<List<Arguments>> answers) {
        CompletableFuture<Arguments> only = new CompletableFuture<>();
        answers.whenComplete((all, failure) -> {
            if (failure != null) {
                only.completeExceptionally(Refusals.cause(failure));
            } else if (all.isEmpty()) {
                only.completeExceptionally(new MissingAcks("the socket has left", List.of(), List.of(), List.of()));
            } else {
                only.complete(all.get(0));
            }
        });
        return only;
    }

    private static Throwable gather(CompletableFuture<List<Arguments>> part, List<Arguments> answers) {
        try {
            answers.addAll(part.join());
            return null;
        } catch (RuntimeException failure) {
            Throwable cause = Refusals.cause(failure);
            if (cause instanceof AckTimeout) {
                answers.addAll(((AckTimeout) cause).responses());
            }
            return cause;
        }
    }
}
