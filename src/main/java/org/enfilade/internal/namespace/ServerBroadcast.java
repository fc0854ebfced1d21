package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.RemoteSocket;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.recovery.OwnEmissions;
import org.enfilade.internal.recovery.Recovery;

/**
 * An audience in one namespace, or in each child of a parent.
 *
 * @param scope what the namespaces are to other nodes
 * @param homes asked anew for each use, since a parent's children come and go
 */
record ServerBroadcast(Core core, Homes homes, Scope scope, Audience audience, Manner manner) implements Broadcast {
    static ServerBroadcast everyone(Core core, Homes homes, Scope scope) {
        return new ServerBroadcast(core, homes, scope, Audience.EVERYBODY, Manner.USUAL);
    }

    private Collection<? extends LocalNamespace> namespaces() {
        return homes.existing(scope);
    }

    /** To another audience. */
    ServerBroadcast with(Audience other) {
        return new ServerBroadcast(core, homes, scope, other, manner);
    }

    private ServerBroadcast in(Manner other) {
        return new ServerBroadcast(core, homes, scope, audience, other);
    }

    @Override
    public Broadcast to(String... rooms) {
        return with(audience.to(rooms));
    }

    @Override
    public Broadcast except(String... rooms) {
        return with(audience.except(rooms));
    }

    @Override
    public Broadcast local() {
        return with(audience.onlyLocal());
    }

    @Override
    public Broadcast bestEffort() {
        return in(manner.bestEffort());
    }

    @Override
    public Broadcast compress(boolean compress) {
        return in(manner.compress(compress));
    }

    @Override
    public Broadcast timeout(Duration wait) {
        return in(manner.timeout(wait));
    }

    @Override
    public void emit(String event, Object... args) {
        send(Payload.event(core.binding(), event, args).compress(manner.compress()));
    }

    /** Sends to all sockets that are meant. */
    void send(Payload emission) {
        boolean isForOthers = isForOthersToo();
        if (isForOthers && core.recovery() != null && !manner.isBestEffort()) {
            sendNumbered(emission, core.recovery());
            return;
        }
        emit(emission, Emission.NONE);
        if (isForOthers) {
            core.peers().tell(new Command.Emit(scope, audience, emission, manner.isBestEffort()));
        }
    }

    /** So that it is the same on all nodes, whichever has a client that comes back for it. */
    private void sendNumbered(Payload event, Recovery<?> recovery) {
        OwnEmissions.One one = recovery.begin(scope, audience, event);
        try {
            emit(event, one.emission());
            one.sentTo(core.peers().tell(new Command.Emit(scope, audience, event, false, one.emission())));
        } finally {
            one.end();
        }
    }

    /** Sends to the sockets of this node. */
    void emit(Payload event, Emission emission) {
        for (LocalNamespace namespace : namespaces()) {
            namespace.emissions().toAudience(event, audience, manner.isBestEffort(), emission);
        }
    }

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(String event, Object... args) {
        Payload emission = Payload.event(core.binding(), event, args).compress(manner.compress());
        List<CompletableFuture<List<Arguments>>> parts = collect(emission);
        if (isForOthersToo()) {
            Duration wait = manner.timeout() == null ? core.options().ackTimeout() : manner.timeout();
            Command.Emit emit = new Command.Emit(scope, audience, emission, manner.isBestEffort());
            parts.add(RemoteAnswers.ofClients(core, core.peers().ask(new Question.EmitWithAck(emit, wait))));
        }
        return AckParts.join(parts);
    }

    private boolean isForOthersToo() {
        return !audience.local() && core.peers() != Peers.NONE;
    }

    /** Sends to the sockets of this node and gathers their acknowledgements. */
    List<CompletableFuture<List<Arguments>>> collect(Payload emission) {
        List<CompletableFuture<List<Arguments>>> parts = new ArrayList<>(2);
        for (LocalNamespace namespace : namespaces()) {
            List<ServerSocket> receivers = audience.in(namespace.rooms());
            receivers.forEach(receiver -> namespace.showOutgoing(receiver, emission, true));
            parts.add(namespace.collect(emission, receivers, manner.timeout(), manner.isBestEffort()));
        }
        return parts;
    }

    /** The room of a socket of another node. The namespace may not exist here. */
    private Broadcast wayTo(String namespace, String socket) {
        return everyone(core, homes, Scope.namespace(namespace)).to(socket);
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        List<RemoteSocket> found = new ArrayList<>();
        selected().forEach(socket -> found.add(new SocketSnapshot(socket)));
        if (!isForOthersToo()) {
            return CompletableFuture.completedFuture(found);
        }
        var question = new Question.FetchSockets(scope, audience);
        return core.onOwnThread(core.peers().ask(question)).thenApply(descriptions -> {
            descriptions.all().forEach(each -> found.addAll(SocketDescription.read(core.binding(), each, this::wayTo)));
            return found;
        });
    }

    @Override
    public CompletionStage<Void> socketsJoin(String... rooms) {
        CompletionStage<Void> entered = enter(rooms);
        if (!audience.local()) {
            core.peers().tell(new Command.Join(scope, audience, List.of(rooms)));
        }
        return entered;
    }

    /** The sockets of this node join, and the other nodes are told. */
    CompletionStage<Void> enter(String... rooms) {
        List<ServerSocket> joining = selected();
        try {
            joining.forEach(socket -> socket.enter(rooms));
        } catch (IllegalStateException tooManyRooms) {
            tellRooms(joining);
            throw tooManyRooms;
        }
        return tellRooms(joining);
    }

    private CompletionStage<Void> tellRooms(List<ServerSocket> joining) {
        namespaces().forEach(LocalNamespace::tellVisits);
        CompletionStage<Void> told = core.peers().tellRooms();
        joining.forEach(socket -> socket.outgoing().holdUntil(told));
        return core.onOwnThread(told);
    }

    @Override
    public void socketsLeave(String... rooms) {
        leave(rooms);
        if (!audience.local()) {
            core.peers().tell(new Command.Leave(scope, audience, List.of(rooms)));
        }
    }

    /** The sockets of this node leave. */
    void leave(String... rooms) {
        selected().forEach(socket -> socket.leave(rooms));
    }

    @Override
    public void disconnectSockets(boolean close) {
        disconnect(close);
        if (!audience.local()) {
            core.peers().tell(new Command.Disconnect(scope, audience, close));
        }
    }

    /** Disconnects the sockets of this node. */
    void disconnect(boolean close) {
        selected().forEach(socket -> socket.disconnect(close));
    }

    /** The sockets of this node. */
    List<ServerSocket> selected() {
        List<ServerSocket> all = new ArrayList<>();
        namespaces().forEach(namespace -> all.addAll(audience.in(namespace.rooms())));
        return all;
    }
}
