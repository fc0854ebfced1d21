package org.enfilade.internal.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Acks;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Belongings;
import org.enfilade.internal.reach.Bequest;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Recalled;
import org.enfilade.internal.reach.RoomCounts;
import org.enfilade.internal.reach.RoomQuery;
import org.enfilade.internal.reach.Scope;

/** A node without sockets, which notes the events that it is told to emit. */
public final class NoSockets implements LocalNode {
    final List<String> emitted = new ArrayList<>();

    @Override
    public void emit(Scope scope, Audience audience, Payload event, boolean bestEffort, Emission emission) {
        emitted.add(event.text());
    }

    @Override
    public CompletionStage<Acks> emitWithAck(
            Scope scope, Audience audience, Payload event, Duration timeout, boolean bestEffort) {
        return CompletableFuture.completedFuture(Acks.NONE);
    }

    @Override
    public CompletionStage<Payload> sockets(Scope scope, Audience audience) {
        return CompletableFuture.completedFuture(Payload.ofNode("[]", List.of()));
    }

    @Override
    public CompletionStage<RoomCounts> rooms(String namespace, RoomQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void join(Scope scope, Audience audience, List<String> rooms) {}

    @Override
    public void leave(Scope scope, Audience audience, List<String> rooms) {}

    @Override
    public void disconnect(Scope scope, Audience audience, boolean close) {}

    @Override
    public void serverSideEmit(String namespace, Payload event) {}

    @Override
    public CompletionStage<Optional<Payload>> serverSideEmitWithAck(String namespace, Payload event) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<Belongings>> giveAway(
            String namespace, String pid, Optional<String> principal, long nanos, String asker) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<Missed>> handOver(String namespace, String pid, String offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> sent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<Recalled>> recall(String namespace, String parent, byte[] standing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void keep(String tag, List<Kept> events) {}

    @Override
    public void inherit(Bequest bequest) {}

    @Override
    public void ending() {}

    @Override
    public void arrives(String node, String tag) {}

    @Override
    public void departs(String node, String tag) {}

    @Override
    public void asOneRun(Runnable task) {
        emitted.add("(");
        task.run();
        emitted.add(")");
    }

    @Override
    public Runnable atEndOfRun(Runnable sending) {
        return sending;
    }
}
