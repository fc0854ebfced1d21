package org.enfilade.internal.namespace;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Acks;
import org.enfilade.internal.reach.Answers;

/** What other nodes answer, for the application. */
final class RemoteAnswers {
    private RemoteAnswers() {}

    /** The acknowledgements of their sockets; fails with {@link AckTimeout} if some are missing. */
    static CompletableFuture<List<Arguments>> ofClients(Core core, CompletionStage<Answers<Acks>> answers) {
        return core.onOwnThread(answers).thenCompose(all -> {
            List<Arguments> arguments = all.all().stream()
                    .flatMap(acks -> acks.answers().stream())
                    .map(each -> arguments(core, each, true))
                    .toList();
            List<String> missing = all.all().stream()
                    .flatMap(acks -> acks.missingSockets().stream())
                    .toList();
            return completed(arguments, missing, all.missingNodes());
        });
    }

    /** Their own acknowledgements; fails with {@link AckTimeout} if some are missing. */
    static CompletableFuture<List<Arguments>> ofServers(
            Core core, CompletionStage<Answers<Optional<Payload>>> answers) {
        return core.onOwnThread(answers).thenCompose(all -> {
            List<Arguments> arguments = all.all().stream()
                    .flatMap(Optional::stream)
                    .map(each -> arguments(core, each, false))
                    .toList();
            return completed(arguments, List.of(), all.missingNodes());
        });
    }

    private static Arguments arguments(Core core, Payload answer, boolean isOfClient) {
        return new JsonArguments(core.binding(), answer, isOfClient);
    }

    private static CompletableFuture<List<Arguments>> completed(
            List<Arguments> arguments, List<String> missingSockets, List<String> missingNodes) {
        if (missingSockets.isEmpty() && missingNodes.isEmpty()) {
            return CompletableFuture.completedFuture(arguments);
        }
        return CompletableFuture.failedFuture(new MissingAcks(
                "acknowledgements of other nodes are missing", arguments, missingSockets, missingNodes));
    }
}
