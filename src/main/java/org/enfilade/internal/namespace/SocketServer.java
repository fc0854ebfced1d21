package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.Cluster;
import org.enfilade.ConnectionError;
import org.enfilade.Namespace;
import org.enfilade.ParentNamespace;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.SocketIO;
import org.enfilade.Transport;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.EngineOptions;
import org.enfilade.internal.engine.EngineServer;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.Flusher;
import org.enfilade.internal.engine.OutboxBound;
import org.enfilade.internal.engine.SessionListener;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.time.Ticker;
import org.enfilade.internal.watch.Watcher;

/**
 * The server of one deployment. Namespaces are declared first; then it is started with what the container gives, and
 * accepts connections; then it is stopped for good.
 */
public final class SocketServer extends BroadcastDelegate implements SocketIO {
    private final Core core;
    private final NamespaceRegistry registry;
    private volatile EngineServer engine;
    private volatile Consumer<Namespace> onNewNamespace = namespace -> {};
    private volatile Consumer<ConnectionError> onConnectionError = error -> {};

    public SocketServer(JsonBinding binding) {
        ShownTypes.register(binding);
        core = new Core(binding);
        registry = new NamespaceRegistry(core, this::created);
        registry.declare("/", NamespaceHandler.NONE);
    }

    // --- before the start

    /** Declares a namespace. */
    public void declare(String name, NamespaceHandler handler) {
        registry.declare(name, handler);
    }

    /** Declares a dynamic namespace; they are tried in the order of declaration. */
    public void declareParent(String name, ChildMatcher matcher, NamespaceHandler handler) {
        registry.declareParent(name, matcher, handler);
    }

    /** Who is told of namespaces that are created while the server runs. */
    public void onNewNamespace(Consumer<Namespace> listener) {
        onNewNamespace = listener;
    }

    /** Who is told of refused handshakes. */
    public void onConnectionError(Consumer<ConnectionError> listener) {
        onConnectionError = listener;
    }

    /** This node, for the others. */
    public LocalNode asNode() {
        return new OwnSockets(core, registry);
    }

    /** Makes this node one of several; before the start. */
    public void join(Peers others) {
        core.join(others);
    }

    /**
     * Accepts connections from now on.
     *
     * @param handlers for everything of the application, which may block
     */
    public void start(ServerOptions options, Executor handlers, Ticker ticker) {
        Executor executor = new HandlerExecutor(handlers);
        Flusher flusher = new Flusher(ticker);
        Budget budget = new Budget(options.maxWaitingBytes(), ticker);
        OutboxBound outbox = new OutboxBound(options.outboxMaxBytes(), options.outboxMaxPackets());
        EngineOptions engineOptions = new EngineOptions(
                options.pingInterval(),
                options.pingTimeout(),
                options.upgradeTimeout(),
                options.maxHttpBufferSize(),
                options.allowUpgrades() && options.transports().contains(Transport.WEBSOCKET),
                outbox,
                options.maxConnections(),
                budget);
        MailboxExecutor mailboxes = new MailboxExecutor(executor, flusher, ticker);
        EngineServer started =
                new EngineServer(engineOptions, ticker, flusher, core.peers().tag());
        core.start(new Core.Running(options, ticker, budget, outbox, executor, mailboxes, started::newId));
        engine = started;
    }

    /** Ends all connections, whose sockets leave with "server shutting down". */
    public void stop() {
        if (engine != null) {
            engine.stop();
        }
    }

    /** Ends all connections like {@link #stop}, and accepts none until {@link #resume}. */
    public void suspend() {
        if (engine != null) {
            engine.suspend();
        }
    }

    /** Accepts connections again. */
    public void resume() {
        if (engine != null) {
            engine.resume();
        }
    }

    // --- for the transports

    /** The sessions; only while the server runs. */
    public EngineServer engine() {
        EngineServer started = engine;
        if (started == null) {
            throw new IllegalStateException("the application has not started yet");
        }
        return started;
    }

    /** What a session that is being opened by this request talks to. */
    public SessionListener connect(EngineSession session, HandshakeRequest request) {
        return new ClientConnection(core, registry, session, request);
    }

    /** Tells of a refused handshake. */
    public void refused(ConnectionError error) {
        watcher().requestRefused(error.code());
        onConnectionError.accept(error);
    }

    // --- for operations

    /** What it tells about itself; from before the start to after the end. */
    public Figures figures() {
        return new ServerFigures(core, registry, () -> engine != null && engine.isAccepting(), this::connectionCount);
    }

    /** Who hears what happens. */
    public Watcher watcher() {
        return core.watcher();
    }

    // --- for the namespaces

    /** Runs something of the application on a thread that may block; on this one before the start. */
    public void execute(Runnable task) {
        core.execute(task);
    }

    /**
     * The same as the caller who opened the socket's connection.
     *
     * @param notRun told instead if the task cannot be run
     */
    public void execute(Socket socket, Runnable task, Consumer<Throwable> notRun) {
        Runnable asCaller =
                socket instanceof ServerSocket own ? () -> own.caller().run(task, notRun) : task;
        if (!core.isRunning()) {
            asCaller.run();
        } else if (!core.mailboxes().execute(asCaller)) {
            notRun.accept(new RejectedExecutionException("no thread could be had"));
        }
    }

    /** The same in the order of the socket's events; not at all if it has left by then. */
    public void inOrder(Socket socket, Runnable task) {
        if (socket instanceof ServerSocket own) {
            own.inOrder(task);
        } else {
            execute(task);
        }
    }

    /** How values become JSON and back. */
    JsonBinding binding() {
        return core.binding();
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
    public int connectionCount() {
        return engine == null ? 0 : engine.size();
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
