package org.enfilade.internal.namespace;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Acks;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Belongings;
import org.enfilade.internal.reach.Bequest;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Recalled;
import org.enfilade.internal.reach.RoomCounts;
import org.enfilade.internal.reach.RoomQuery;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.recovery.OwnEmissions;
import org.enfilade.internal.recovery.RecoverableSession;
import org.enfilade.internal.recovery.Recovery;
import org.enfilade.internal.recovery.Standing;

/** What commands and questions of other nodes find on this one. */
final class OwnSockets implements LocalNode {
    private final Server server;

    /** @param server may be in the making */
    OwnSockets(Server server) {
        this.server = server;
    }

    private ServerBroadcast broadcast(Scope scope, Audience audience, boolean bestEffort, Duration timeout) {
        Manner manner = new Manner(bestEffort, true, timeout);
        return new ServerBroadcast(server.core(), server.registry(), scope, audience.onlyLocal(), manner);
    }

    private ServerBroadcast broadcast(Scope scope, Audience audience) {
        return broadcast(scope, audience, false, null);
    }

    @Override
    public void asOneRun(Runnable task) {
        server.engine().reading(task);
    }

    @Override
    public Runnable atEndOfRun(Runnable sending) {
        return server.engine().atEndOfReading(sending, server.core().executor());
    }

    @Override
    public void emit(Scope scope, Audience audience, Payload event, boolean bestEffort, Emission emission) {
        broadcast(scope, audience, bestEffort, null).emit(event.asEvent(), emission);
    }

    @Override
    public CompletionStage<Acks> emitWithAck(
            Scope scope, Audience audience, Payload event, Duration timeout, boolean bestEffort) {
        var parts = broadcast(scope, audience, bestEffort, timeout).collect(event.asEvent());
        CompletableFuture<Acks> result = new CompletableFuture<>();
        AckParts.join(parts).whenComplete((answers, failure) -> {
            try {
                result.complete(answersOf(answers, failure));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static Acks answersOf(List<Arguments> answers, Throwable failure) {
        if (failure == null) {
            return new Acks(encoded(answers), List.of());
        }
        Throwable cause = Refusals.cause(failure);
        return cause instanceof AckTimeout timeout
                ? new Acks(encoded(timeout.responses()), timeout.missingSockets())
                : Acks.NONE;
    }

    private static List<Payload> encoded(List<Arguments> answers) {
        return answers.stream()
                .map(answer -> ((JsonArguments) answer).payload())
                .toList();
    }

    /** Values of the application are written: not on a thread of the bus. */
    @Override
    public CompletionStage<Payload> sockets(Scope scope, Audience audience) {
        Core core = server.core();
        return elsewhere(
                () -> new SocketDescription(core.binding(), core.options().clusterCredentials())
                        .of(broadcast(scope, audience).selected()));
    }

    /** There may be very many: not on a thread of the bus. */
    @Override
    public CompletionStage<RoomCounts> rooms(String namespace, RoomQuery query) {
        Core core = server.core();
        RoomCensus census = new RoomCensus(core, server.registry());
        return elsewhere(() -> census.own(namespace, query)
                .orElseGet(() -> new RoomCounts(core.peers().node().orElse(""), 0, List.of(), false)));
    }

    /** On a thread of the application. */
    private <T> CompletionStage<T> elsewhere(Supplier<T> answer) {
        CompletableFuture<T> result = new CompletableFuture<>();
        boolean isTaken = server.core().mailboxes().execute(() -> {
            try {
                result.complete(answer.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        if (!isTaken) {
            result.completeExceptionally(new RejectedExecutionException("no thread could be had"));
        }
        return result;
    }

    @Override
    public void join(Scope scope, Audience audience, List<String> rooms) {
        broadcast(scope, audience).enter(rooms.toArray(String[]::new));
    }

    @Override
    public void leave(Scope scope, Audience audience, List<String> rooms) {
        broadcast(scope, audience).leave(rooms.toArray(String[]::new));
    }

    @Override
    public void disconnect(Scope scope, Audience audience, boolean close) {
        broadcast(scope, audience).disconnect(close);
    }

    @Override
    public void serverSideEmit(String namespace, Payload event) {
        handle(namespace, event, new ServerSideAck(server.core().binding(), false));
    }

    @Override
    public CompletionStage<Optional<Payload>> serverSideEmitWithAck(String namespace, Payload event) {
        ServerSideAck ack = new ServerSideAck(server.core().binding(), true);
        handle(namespace, event, ack);
        return ack.answer();
    }

    private void handle(String namespace, Payload event, ServerSideAck ack) {
        Collection<? extends LocalNamespace> existing = server.registry().existing(Scope.namespace(namespace));
        if (existing.isEmpty()) {
            ack.none();
            return;
        }
        existing.forEach(each -> each.serverSide(event.asEvent(), ack));
    }

    /** Values of the application are written: not on a thread of the bus. */
    @Override
    public CompletionStage<Optional<Belongings>> giveAway(
            String namespace, String pid, Optional<String> principal, long nanos, String asker) {
        if (server.registry().existing(Scope.namespace(namespace)).stream()
                .anyMatch(each -> each.hasComeWithin(pid, nanos))) {
            return CompletableFuture.completedFuture(Optional.of(Belongings.HAVE_COME_LATER));
        }
        return existing(namespace, each -> each.giveAway(pid, principal, nanos, asker))
                .thenCompose(found -> found.map(session -> elsewhere(() -> belongings(session)))
                        .orElseGet(() -> CompletableFuture.completedFuture(whereabouts(namespace, pid))));
    }

    private Optional<Belongings> whereabouts(String namespace, String pid) {
        return server.registry().existing(Scope.namespace(namespace)).stream()
                .flatMap(each -> each.whereabouts(pid).stream())
                .findFirst();
    }

    /** Empty if its data cannot be written: the client does not come back to have less than before. */
    private Optional<Belongings> belongings(RecoverableSession session) {
        Core core = server.core();
        byte[] data;
        try {
            data = CarriedData.write(session.data(), core.binding());
        } catch (IllegalArgumentException e) {
            Log.warning("The data of a socket cannot go to another node, so its client cannot come back there: "
                    + e.getMessage());
            return Optional.empty();
        }
        Instant end = session.end();
        return Optional.of(new Belongings(
                core.peers().node().orElseThrow(),
                session.id(),
                session.stays().rooms(),
                end.equals(Instant.MAX) ? 0 : end.toEpochMilli(),
                data));
    }

    @Override
    public CompletionStage<Optional<Missed>> handOver(String namespace, String pid, String offset) {
        return existing(namespace, each -> each.handOver(pid, offset));
    }

    private <T> CompletionStage<Optional<T>> existing(
            String namespace, Function<LocalNamespace, CompletionStage<Optional<T>>> asked) {
        return server.registry().existing(Scope.namespace(namespace)).stream()
                .findFirst()
                .map(asked::apply)
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    @Override
    public CompletionStage<Void> sent() {
        Recovery<?> recovery = server.core().recovery();
        return recovery == null
                ? CompletableFuture.completedFuture(null)
                : recovery.own().over();
    }

    /** A long log is gone through: not on a thread of the bus. */
    @Override
    public CompletionStage<Optional<Recalled>> recall(String namespace, String parent, byte[] standing) {
        Core core = server.core();
        Recovery<?> recovery = core.recovery();
        if (recovery == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return elsewhere(() -> {
            try {
                BusReader in = new BusReader(standing);
                OwnEmissions.Query query = new OwnEmissions.Query(namespace, parent, Standing.read(in));
                in.end();
                return recovery.recall(
                        query, core.options().outboxMaxPackets(), core.options().outboxMaxBytes());
            } catch (BusFormatException e) {
                throw new IllegalArgumentException("how far a client is", e);
            }
        });
    }

    @Override
    public void keep(String tag, List<Kept> events) {
        Recovery<?> recovery = server.core().recovery();
        if (recovery != null && recovery.backups().keep(tag, events)) {
            recovery.logBegun();
        }
    }

    @Override
    public void inherit(Bequest bequest) {
        Recovery<?> recovery = server.core().recovery();
        if (recovery != null) {
            recovery.inherit(bequest);
        }
    }

    @Override
    public void ending() {
        server.clusterEnds();
    }

    @Override
    public void arrives(String node, String tag) {
        Recovery<?> recovery = server.core().recovery();
        if (recovery != null) {
            recovery.arrives(node, tag);
        }
    }

    @Override
    public void departs(String node, String tag) {
        Recovery<?> recovery = server.core().recovery();
        if (recovery != null) {
            recovery.own().departs(node, tag);
            server.registry().namespaces().forEach(namespace -> namespace.departs(tag));
        }
    }
}
