package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.Cluster;
import org.enfilade.ConnectionError;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;
import org.enfilade.ServerOptions;
import org.enfilade.SocketIO;
import org.enfilade.Transport;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.EngineOptions;
import org.enfilade.internal.engine.EngineServer;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.OutboxBound;
import org.enfilade.internal.engine.SessionListener;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.reach.Answers;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.recovery.Recovery;
import org.enfilade.internal.recovery.SessionRecords;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;
import org.enfilade.internal.watch.Counts;

/** The server of one deployment. It accepts connections from its making on, until it is stopped for good. */
public final class Server extends BroadcastDelegate implements SocketIO {
    /** How long the end of the server may wait for other nodes. */
    private static final long LEAVING_MILLIS = 2_000;
    /** How many nodes are tried that may have gone. */
    private static final int MOST_KEEPERS = 3;

    /** Longer than it takes until the application ends too. */
    private static final Duration ALONE = Duration.ofSeconds(30);

    private final Consumer<Namespace> onNewNamespace;
    private final Consumer<ConnectionError> onConnectionError;
    private final HeaderListener onHeaders;
    private final Counts counts = new Counts(
            Arrays.stream(CloseReason.values()).map(CloseReason::text).toList());
    private final EngineServer engine;
    private final Core core;
    private final NamespaceRegistry registry;
    /** Rings when its cluster has ended, and it has not. */
    private final Alarm alone;

    /**
     * The server of a blueprint.
     *
     * @param tasks run what is the application's
     */
    public Server(Blueprint blueprint, ServerOptions options, SocketTasks tasks, Network network) {
        ShownTypes.register(blueprint.binding());
        onNewNamespace = blueprint.onNewNamespace();
        onConnectionError = blueprint.onConnectionError();
        onHeaders = blueprint.onHeaders();
        Peers peers = network.connect(new OwnSockets(this), counts);
        Budget budget = new Budget(options.maxWaitingBytes(), tasks.ticker());
        OutboxBound outbox = new OutboxBound(options.outboxMaxBytes(), options.outboxMaxPackets());
        engine = new EngineServer(engineOptions(options, outbox, budget), tasks.ticker(), tasks.flusher(), peers.tag());
        Format format = Format.of(blueprint.binding(), blueprint.parser(), options);
        core = new Core(options, format, tasks, peers, counts, budget, outbox, engine::newId, blueprint.records());
        registry = new NamespaceRegistry(core, blueprint, this::created);
        alone = new Alarm(tasks.ticker());
    }

    private static EngineOptions engineOptions(ServerOptions options, OutboxBound outbox, Budget budget) {
        return new EngineOptions(
                options.pingInterval(),
                options.pingTimeout(),
                options.upgradeTimeout(),
                options.maxHttpBufferSize(),
                options.allowUpgrades() && options.transports().contains(Transport.WEBSOCKET),
                outbox,
                options.maxConnections(),
                budget);
    }

    /** Ends all connections, whose sockets leave with "server shutting down". */
    public void stop() {
        engine.stop();
        Recovery<Logged> recovery = core.recovery();
        if (recovery != null) {
            leave(recovery);
            recovery.stop();
            alone.stop();
        }
    }

    /**
     * Payara ends Hazelcast before the applications. Clients that can come back are sent to other nodes while these can
     * get what is theirs. If the application does not end, but Hazelcast alone, then this node goes on alone.
     */
    void clusterEnds() {
        Recovery<Logged> recovery = core.recovery();
        if (recovery != null) {
            engine.suspend();
            leave(recovery);
            alone.set(ALONE, engine::resume);
        }
    }

    /**
     * The clients come back to other nodes, which get what is theirs. Once; waits for the others. Whoever calls it too
     * waits as well: the application and its cluster may end at the same time, and not before this is done.
     */
    private void leave(Recovery<Logged> recovery) {
        if (!recovery.leaves()) {
            await(recovery.left(), (2 + MOST_KEEPERS) * LEAVING_MILLIS);
            return;
        }
        try {
            await(
                    CompletableFuture.allOf(registry.namespaces().stream()
                            .map(ServerNamespace::haveArrived)
                            .toArray(CompletableFuture<?>[]::new)),
                    LEAVING_MILLIS);
            leaveBehind(recovery);
        } finally {
            recovery.leave();
        }
    }

    private void leaveBehind(Recovery<Logged> recovery) {
        Keepers keepers = core.keepers() == null ? new Keepers(core.peers()) : core.keepers();
        for (int i = 0; i < MOST_KEEPERS; i++) {
            Optional<String> keeper = keepers.keeper();
            if (keeper.isEmpty()) {
                return;
            }
            registry.namespaces().forEach(namespace -> namespace.leaveBehind(keepers));
            keepers.bequeath(recovery);
            // it is answered after all that was sent before
            Optional<Answers<Boolean>> answers = await(core.peers().ask(new Question.Sent()), LEAVING_MILLIS);
            if (core.peers().others().contains(keeper.get())) {
                if (answers.filter(Answers::areAll).isPresent()) {
                    registry.namespaces().forEach(ServerNamespace::hasLeftBehind);
                }
                break;
            }
            // It was gone, and nobody knew: somebody else keeps it.
        }
        recovery.hasLeftBehind();
    }

    private static <T> Optional<T> await(CompletionStage<T> stage, long millis) {
        try {
            return Optional.ofNullable(stage.toCompletableFuture().get(millis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Log.debug(() -> "A node that ends has waited for other nodes in vain: " + e);
        }
        return Optional.empty();
    }

    /** Ends all connections like {@link #stop}, and accepts none until {@link #resume}. */
    public void suspend() {
        engine.suspend();
    }

    /** Accepts connections again. */
    public void resume() {
        engine.resume();
    }

    // --- for the transports

    /** The sessions. */
    public EngineServer engine() {
        return engine;
    }

    /** Its clock. */
    public Ticker ticker() {
        return core.ticker();
    }

    /** What a session that is being opened by this request talks to. */
    public SessionListener connect(EngineSession session, HandshakeRequest request) {
        return new ClientConnection(core, registry, session, request);
    }

    /** Tells of a refused handshake. */
    public void refused(ConnectionError error) {
        counts.requestRefused(error.code());
        onConnectionError.accept(error);
    }

    /** Who adds headers to answers. */
    public HeaderListener headerListener() {
        return onHeaders;
    }

    // --- for operations

    /** Where the sessions of lost connections are kept; empty if they are not. */
    public Optional<SessionRecords> records() {
        return Optional.ofNullable(core.recovery()).map(Recovery::records);
    }

    /** What it tells about itself; also after the end. */
    public Figures figures() {
        return new ServerFigures(core, counts, registry, engine);
    }

    /** What its parts share. */
    Core core() {
        return core;
    }

    /** Its namespaces. */
    NamespaceRegistry registry() {
        return registry;
    }

    /** Whoever is told of it and fails keeps nobody out. */
    private void created(Namespace namespace) {
        try {
            onNewNamespace.accept(namespace);
        } catch (RuntimeException | Error e) {
            Log.error("Nobody could be told of the new namespace " + LogText.quote(namespace.name()), e);
        }
    }

    // --- SocketIO

    @Override
    Broadcast everyone() {
        return registry.of("/").everyone();
    }

    @Override
    public void serverSideEmit(String event, Object... args) {
        registry.of("/").serverSideEmit(event, args);
    }

    @Override
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Object... args) {
        return registry.of("/").serverSideEmitWithAck(event, args);
    }

    @Override
    public Namespace of(String name) {
        return registry.of(name.startsWith("/") ? name : "/" + name);
    }

    /** The dynamic namespace that was declared under this name. */
    public ParentNamespace parent(String name) {
        for (ServerParent parent : registry.parents()) {
            if (parent.name().equals(name)) {
                return parent;
            }
        }
        throw new IllegalArgumentException("no dynamic namespace is declared as \"" + name + "\"");
    }

    @Override
    public Collection<Namespace> namespaces() {
        return new ArrayList<>(registry.namespaces());
    }

    @Override
    public Collection<ParentNamespace> parents() {
        return List.copyOf(registry.parents());
    }

    @Override
    public void close() {
        if (!engine.isStopped()) {
            Log.info("The application has closed its Socket.IO server: its " + engine.size()
                    + " connections end, and more are refused until it is deployed again");
        }
        stop();
    }

    @Override
    public int connectionCount() {
        return engine.size();
    }

    @Override
    public Cluster cluster() {
        return core.peers();
    }

    @Override
    public ServerOptions options() {
        return core.options();
    }
}
