package org.enfilade.internal.namespace;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;
import org.enfilade.internal.reach.NodeAnswers;

/** What other nodes answer, for the application. */
final class RemoteAnswers {
    private RemoteAnswers() {}

    /** The acknowledgements of their sockets, clients, or their own; fails with {@link AckTimeout} if some are missing. */
    static CompletableFuture<List<Arguments>> of(
            SocketServer server, CompletionStage<NodeAnswers> answers, boolean ofClients) {
        return onOwnThread(server, answers).thenCompose(all -> {
            List<Arguments> arguments = all.answers().stream()
                    .<Arguments>map(each -> JsonArguments.of(server.binding(), each, ofClients))
                    .toList();
            if (all.areComplete()) {
                return CompletableFuture.completedFuture(arguments);
            }
            return CompletableFuture.failedFuture(new AckTimeout(
                    "acknowledgements of other nodes are missing",
                    arguments,
                    all.missingSockets(),
                    all.missingNodes()));
        });
    }

    /** The same stage, completed where its dependents may block. */
    static <T> CompletableFuture<T> onOwnThread(SocketServer server, CompletionStage<T> stage) {
        if (stage.toCompletableFuture().isDone()) {
            return stage.toCompletableFuture();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        stage.thenAccept(value -> {
            try {
                server.executor().execute(() -> result.complete(value));
            } catch (RejectedExecutionException fullOrShutDown) {
                result.complete(value);
            }
        });
        return result;
    }
}
