package org.enfilade.internal.namespace;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Ack;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Payload;

/** The answer to one event of another node. What is said first counts, be it an answer or that there is none. */
public final class ServerSideAck implements Ack<Object> {
    private final JsonBinding binding;
    private final boolean requested;
    private final CompletableFuture<Optional<Payload>> answer = new CompletableFuture<>();

    ServerSideAck(JsonBinding binding, boolean requested) {
        this.binding = binding;
        this.requested = requested;
    }

    @Override
    public void send(Object value) {
        sendAll(value);
    }

    @Override
    public void sendAll(Object... values) {
        if (!requested || answer.isDone()) {
            return;
        }
        answer.complete(Optional.of(Payload.values(binding, values)));
    }

    @Override
    public boolean isRequested() {
        return requested;
    }

    /** There will be no answer. */
    public void none() {
        answer.complete(Optional.empty());
    }

    /** Completes with the answer; empty if there is none. Never fails. */
    CompletionStage<Optional<Payload>> answer() {
        return answer;
    }
}
