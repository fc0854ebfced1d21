package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.RemoteSocket;

/** Everybody, before the application has started. */
enum NobodyYet implements Broadcast {
    BROADCAST;

    static IllegalStateException notStarted() {
        return new IllegalStateException("the application has not started yet");
    }

    @Override
    public Broadcast to(String... rooms) {
        return this;
    }

    @Override
    public Broadcast except(String... rooms) {
        return this;
    }

    @Override
    public Broadcast local() {
        return this;
    }

    @Override
    public Broadcast bestEffort() {
        return this;
    }

    @Override
    public Broadcast compress(boolean compress) {
        return this;
    }

    @Override
    public Broadcast timeout(Duration timeout) {
        return this;
    }

    @Override
    public void emit(String event, Object... args) {}

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(String event, Object... args) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Void> socketsJoin(String... rooms) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void socketsLeave(String... rooms) {}

    @Override
    public void disconnectSockets(boolean close) {}
}
