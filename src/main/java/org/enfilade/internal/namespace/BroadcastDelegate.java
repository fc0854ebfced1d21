package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.RemoteSocket;

/** Something that, taken as a broadcast, means everybody in it. */
abstract class BroadcastDelegate implements Broadcast {
    /** Everybody. */
    abstract Broadcast everyone();

    @Override
    public final Broadcast to(String... rooms) {
        return everyone().to(rooms);
    }

    @Override
    public final Broadcast except(String... rooms) {
        return everyone().except(rooms);
    }

    @Override
    public final Broadcast local() {
        return everyone().local();
    }

    @Override
    public final Broadcast bestEffort() {
        return everyone().bestEffort();
    }

    @Override
    public final Broadcast compress(boolean compress) {
        return everyone().compress(compress);
    }

    @Override
    public final Broadcast timeout(Duration timeout) {
        return everyone().timeout(timeout);
    }

    @Override
    public final void emit(String event, Object... args) {
        everyone().emit(event, args);
    }

    @Override
    public final CompletionStage<List<Arguments>> emitWithAck(String event, Object... args) {
        return everyone().emitWithAck(event, args);
    }

    @Override
    public final CompletionStage<List<RemoteSocket>> fetchSockets() {
        return everyone().fetchSockets();
    }

    @Override
    public final CompletionStage<Void> socketsJoin(String... rooms) {
        return everyone().socketsJoin(rooms);
    }

    @Override
    public final void socketsLeave(String... rooms) {
        everyone().socketsLeave(rooms);
    }

    @Override
    public final void disconnectSockets(boolean close) {
        everyone().disconnectSockets(close);
    }
}
