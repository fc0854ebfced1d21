package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.enfilade.DisconnectReason;
import org.enfilade.Transport;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.engine.SessionListener;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.PacketDecoder;
import org.enfilade.internal.packet.PacketEncoder;
import org.enfilade.internal.packet.ProtocolException;
import org.enfilade.internal.time.Ticker;

/** The demultiplexer: the sockets of one connection, and which of them a packet is for. */
final class ClientConnection implements SessionListener, SocketConnection {
    /** How many of its sockets the log names when a connection ends. */
    private static final int MAX_NAMED = 3;

    private static final Reproach INBOX =
            new Reproach("more events than the inbox of a connection holds", "inboxMaxBytes and inboxMaxEvents");

    /** A namespace that was asked for; its socket exists once the namespace is found. */
    private static final class Membership {
        private ServerSocket socket;
    }

    private final Core core;
    private final NamespaceRegistry registry;
    private final EngineSession session;
    private final HandshakeRequest request;
    /** Used by the thread that reads; another one when the connection has ended. */
    private volatile PacketDecoder decoder;

    private final Ticker.Timer connectTimer;
    private final Inbox inbox;
    /** What is kept otherwise: auth payloads, and the packet whose attachments are still to come. */
    private final Account kept;

    /** How much of that is the packet; of the reading thread. */
    private int keptOfPacket;
    /** How many children of dynamic namespaces exist that this connection has made; outlives it. */
    private final AtomicInteger madeChildren = new AtomicInteger();

    // guarded by this
    private final Map<String, Membership> memberships = new HashMap<>(4);
    /** Namespaces that are looked for and middleware that runs, also for a client that has left meanwhile. */
    private int joining;
    /** Left by the server's decision: what the client has sent before it knew is ignored. */
    private Set<String> disconnected = Set.of();

    private boolean closed;
    /** More waits, or would, than may. */
    private volatile boolean overLimit;
    /** The client has sent what is no packet, or not one that may come now. */
    private volatile boolean mistaken;

    private Runnable forgetHttpSession = () -> {};

    ClientConnection(Core core, NamespaceRegistry registry, EngineSession session, HandshakeRequest request) {
        this.core = core;
        this.registry = registry;
        this.session = session;
        this.request = request;
        this.decoder = new PacketDecoder(core.packetLimits());
        this.inbox = core.newInbox(core.budget());
        this.kept = new Account(core.budget());
        this.connectTimer = core.ticker().after(core.options().connectTimeout(), this::joinedNothing);
    }

    // Not earlier: the HTTP session may end at once, and then there has to be something to close.
    @Override
    public void opened() {
        if (core.options().disconnectOnSessionEnd()) {
            request.caller()
                    .whenSessionEnds(this::disconnectAll, core.ticker())
                    .ifPresentOrElse(this::forgetAtTheEnd, this::disconnectAll);
        }
    }

    private void forgetAtTheEnd(Runnable forget) {
        boolean over;
        synchronized (this) {
            over = closed;
            forgetHttpSession = forget;
        }
        if (over) {
            forget.run();
        }
    }

    // --- receiving

    @Override
    public void text(String message) {
        try {
            PacketDecoder own = decoder;
            Packet packet = own.text(message);
            if (packet == null && socketFor(own.awaitedNamespace()) == null) {
                own.ignoreAwaited();
            }
            keep(own.waitingBytes());
            handle(packet);
        } catch (ProtocolException e) {
            violated(e);
        }
    }

    @Override
    public void binary(byte[] message) {
        try {
            PacketDecoder own = decoder;
            Packet packet = own.binary(message);
            keep(own.waitingBytes());
            handle(packet);
        } catch (ProtocolException e) {
            violated(e);
        }
    }

    /** Counts what waits of a packet that is not complete. */
    private void keep(int bytes) throws ProtocolException {
        int more = bytes - keptOfPacket;
        keptOfPacket = bytes;
        if (more < 0) {
            kept.give(-more);
        } else if (more > 0 && !kept.take(more)) {
            throw overLimit(Reproach.NO_ROOM);
        }
    }

    /** The socket with this handshake is gone. */
    @Override
    public void forget(NamespaceHandshake handshake) {
        kept.give(handshake.length());
    }

    private ProtocolException overLimit(Reproach what) {
        overLimit = true;
        return new ProtocolException(what.what(), what.limit());
    }

    private void violated(ProtocolException e) {
        mistaken = !overLimit;
        session.abort(new Reproach(e.getMessage(), e.limit()));
    }

    /**
     * Whether the events that wait are still handled when the connection is closed by force: those before a mistake
     * are.
     */
    @Override
    public boolean keepsEvents() {
        return mistaken;
    }

    /** Counts the events of all sockets that wait for the application. */
    @Override
    public Inbox inbox() {
        return inbox;
    }

    /** The client has broken a limit. */
    @Override
    public void abort(Reproach why) {
        session.abort(why);
    }

    private void joinedNothing() {
        Log.debug(() -> "The connection of " + request.remoteAddress() + " ends: it has joined no namespace in time");
        close();
    }

    private void handle(Packet packet) throws ProtocolException {
        if (packet instanceof Packet.Event) {
            Packet.Event event = (Packet.Event) packet;
            ServerSocket socket = socketFor(event.namespace());
            if (socket != null && !socket.receive(event)) {
                throw overLimit(inbox.isFull(event.length()) ? INBOX : Reproach.NO_ROOM);
            }
        } else if (packet instanceof Packet.Ack) {
            ServerSocket socket = socketFor(packet.namespace());
            if (socket != null && !socket.receive((Packet.Ack) packet)) {
                throw overLimit(Reproach.NO_ROOM);
            }
        } else if (packet instanceof Packet.Connect) {
            connect((Packet.Connect) packet);
        } else if (packet instanceof Packet.Disconnect) {
            disconnect(packet.namespace());
        }
    }

    /** The socket that may receive packets for a namespace; {@code null} if they are to be ignored. */
    private ServerSocket socketFor(String namespace) throws ProtocolException {
        synchronized (this) {
            Membership membership = memberships.get(namespace);
            if (membership != null && membership.socket != null && membership.socket.isConnected()) {
                return membership.socket;
            }
            if (membership == null && disconnected.contains(namespace)) {
                return null;
            }
        }
        throw new ProtocolException("a packet for a namespace that the client has not joined");
    }

    private void disconnect(String namespace) throws ProtocolException {
        Membership left;
        synchronized (this) {
            left = memberships.remove(namespace);
            if (left == null && !disconnected.contains(namespace)) {
                throw new ProtocolException("DISCONNECT from a namespace that the client has not joined");
            }
        }
        if (left != null && left.socket != null) {
            left.socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        }
    }

    // --- joining

    private void connect(Packet.Connect packet) throws ProtocolException {
        String name = packet.namespace();
        Membership membership = new Membership();
        boolean full;
        synchronized (this) {
            if (closed) {
                return;
            }
            full = Math.max(memberships.size(), joining) >= core.options().maxNamespacesPerConnection();
            if (!full) {
                if (memberships.putIfAbsent(name, membership) != null) {
                    throw new ProtocolException("a second CONNECT to the same namespace");
                }
                joining++;
                forget(name);
            }
        }
        if (full) {
            refuse(name, "Too many namespaces");
            return;
        }
        NamespaceHandshake handshake = new NamespaceHandshake(request, core.binding(), packet.auth());
        if (!kept.take(handshake.length())) {
            throw overLimit(Reproach.NO_ROOM);
        }
        enter(name, handshake).whenComplete((found, failure) -> {
            try {
                found(name, membership, handshake, failure == null ? found.orElse(null) : null, failure);
            } catch (RuntimeException | Error e) {
                Log.error("A client that has asked for a namespace could not be answered", e);
                session.abort(Reproach.of("it could not be admitted to a namespace"));
            }
        });
    }

    /** A socket in the namespace, empty if there is no such namespace. Fails if the application does, or the core. */
    private CompletionStage<Optional<ServerSocket>> enter(String name, NamespaceHandshake handshake) {
        try {
            return registry.enter(name, handshake::auth, core.executor(), madeChildren)
                    .thenApply(found -> found.map(namespace -> newSocket(namespace, handshake)));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ServerSocket newSocket(ServerNamespace namespace, NamespaceHandshake handshake) {
        try {
            return new ServerSocket(core, namespace, this, handshake);
        } catch (RuntimeException | Error e) {
            namespace.release();
            throw e;
        }
    }

    private void forget(String name) {
        if (!disconnected.isEmpty()) {
            disconnected.remove(name);
        }
    }

    /** @param socket {@code null} if there is none, be it for a failure or not */
    private void found(
            String name, Membership membership, NamespaceHandshake handshake, ServerSocket socket, Throwable failure) {
        boolean current;
        synchronized (this) {
            current = !closed && memberships.get(name) == membership;
            if (current && socket != null) {
                membership.socket = socket;
            } else if (current) {
                memberships.remove(name);
            }
            if (!current || socket == null) {
                joining--;
            }
        }
        if (socket == null) {
            forget(handshake);
            if (failure != null) {
                Log.error("A client could not enter the namespace " + LogText.quote(name), Refusals.cause(failure));
            }
            if (current) {
                refuse(name, whyNot(failure));
            }
        } else if (current) {
            socket.begin();
        } else {
            socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        }
    }

    private String whyNot(Throwable failure) {
        if (failure != null) {
            return Refusals.INTERNAL_ERROR;
        }
        boolean tooMany = madeChildren.get() >= core.options().maxDynamicNamespacesPerConnection();
        return tooMany ? "Too many namespaces" : "Invalid namespace";
    }

    /** The middleware of a socket has ended. */
    @Override
    public synchronized void admissionEnded() {
        joining--;
    }

    /** A socket has joined: the connection may stay. */
    @Override
    public void joined() {
        connectTimer.cancel();
    }

    private void refuse(String namespace, String why) {
        refused(namespace, why);
        send(PacketEncoder.connectError(namespace, why, null));
    }

    private void refused(String namespace, String why) {
        core.watcher().connectRefused();
        Log.debug(() -> "A CONNECT to namespace " + LogText.quote(namespace) + " from " + request.remoteAddress()
                + " was refused: " + why);
    }

    /** Middleware has refused a socket. */
    @Override
    public void refuse(ServerSocket socket, Throwable refusal) {
        if (remove(socket, false)) {
            refused(socket.namespace().name(), Refusals.reason(refusal) + "; socket " + socket.id());
            send(Refusals.packet(core.binding(), socket.namespace().name(), refusal));
        }
    }

    private synchronized boolean remove(ServerSocket socket, boolean byServer) {
        String name = socket.namespace().name();
        Membership membership = memberships.get(name);
        if (membership == null || membership.socket != socket) {
            return false;
        }
        memberships.remove(name);
        if (byServer) {
            if (disconnected.isEmpty()) {
                disconnected = new HashSet<>(2);
            }
            if (disconnected.size() < core.options().maxNamespacesPerConnection()) {
                disconnected.add(name);
            }
        }
        return true;
    }

    // --- sending

    private void send(String packet) {
        session.send(Message.of(packet, List.of()));
    }

    @Override
    public void send(Message message) {
        session.send(message);
    }

    @Override
    public void sendBestEffort(Message message) {
        session.sendBestEffort(message);
    }

    // --- leaving

    /** The server ends the membership of a socket. */
    @Override
    public void disconnect(ServerSocket socket) {
        if (remove(socket, true)) {
            socket.outgoing()
                    .sendLast(Message.of(
                            PacketEncoder.disconnect(socket.namespace().name()), List.of()));
        }
        socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    /** The server ends all memberships and the connection. */
    @Override
    public void disconnectAll() {
        sockets().forEach(this::disconnect);
        session.close();
    }

    private synchronized List<ServerSocket> sockets() {
        List<ServerSocket> sockets = new ArrayList<>(memberships.size());
        for (Membership membership : memberships.values()) {
            if (membership.socket != null) {
                sockets.add(membership.socket);
            }
        }
        return sockets;
    }

    @Override
    public void close() {
        sockets().forEach(socket -> socket.outgoing().flush());
        session.close();
    }

    @Override
    public void closed(CloseReason reason) {
        connectTimer.cancel();
        List<ServerSocket> left;
        Runnable forget;
        synchronized (this) {
            closed = true;
            left = sockets();
            memberships.clear();
            forget = forgetHttpSession;
        }
        Reproach why = session.reproach();
        if (why != null && why.limit() != null) {
            core.watcher().limitReached(why.limit());
            core.limitWarnings().reached(why.limit(), core.ticker(), () -> describeEnd(reason, left));
        }
        core.watcher().connectionClosed(reason.text());
        if (reason == CloseReason.PROTOCOL_VIOLATION || reason == CloseReason.TRANSPORT_ERROR) {
            Log.debug(() -> describeEnd(reason, left));
        }
        left.forEach(socket -> leave(socket, reasonFor(reason)));
        kept.close();
        // Payara keeps the object of a request, and what hangs on it, long after its WebSocket: not the attachments
        // that have come
        decoder = new PacketDecoder(core.packetLimits());
        try {
            forget.run();
        } catch (RuntimeException e) {
            Log.error("Enfilade could not stop watching an HTTP session", e);
        }
    }

    /** One that fails to leave keeps none of the others. */
    private static void leave(ServerSocket socket, DisconnectReason reason) {
        try {
            socket.end(reason);
        } catch (RuntimeException | Error e) {
            Log.error(
                    "A socket could not leave "
                            + LogText.quote(socket.namespace().name()),
                    e);
        }
    }

    private String describeEnd(CloseReason reason, List<ServerSocket> left) {
        Reproach why = session.reproach();
        return "The connection of " + request.remoteAddress() + " ends, \""
                + reasonFor(reason).text() + "\": "
                + (why == null ? "it has failed" : why.what())
                + left.stream()
                        .limit(MAX_NAMED)
                        .map(socket -> "; " + SocketLabel.of(socket))
                        .collect(Collectors.joining());
    }

    private static DisconnectReason reasonFor(CloseReason reason) {
        return switch (reason) {
            case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
            case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
            case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
            case PROTOCOL_VIOLATION, SERVER_CLOSE -> DisconnectReason.FORCED_CLOSE;
            case SHUTDOWN -> DisconnectReason.SERVER_SHUTTING_DOWN;
        };
    }

    // --- what it is

    @Override
    public Caller caller() {
        return request.caller();
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public Transport transport() {
        return session.isPolling() ? Transport.POLLING : Transport.WEBSOCKET;
    }
}
