package org.enfilade.internal.namespace;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.enfilade.DisconnectReason;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.packet.ProtocolException;

/** How a client enters namespaces: each is looked for; then a socket begins its admission, or the client is refused. */
final class NamespaceEntry {
    private final Core core;
    private final NamespaceRegistry registry;
    private final SocketTable sockets;
    private final Account kept;
    private final SocketConnection connection;
    private final HandshakeRequest request;
    private final ConnectGate gate;
    /** How many children of dynamic namespaces exist that this connection has made; outlives it. */
    private final AtomicInteger madeChildren = new AtomicInteger();

    NamespaceEntry(
            Core core,
            NamespaceRegistry registry,
            SocketTable sockets,
            Account kept,
            SocketConnection connection,
            HandshakeRequest request) {
        this.core = core;
        this.registry = registry;
        this.sockets = sockets;
        this.kept = kept;
        this.connection = connection;
        this.request = request;
        this.gate = ConnectGate.of(core.options(), core);
    }

    /** The client asks for a namespace. */
    void connect(Packet.Connect packet) throws ProtocolException, OverLimit {
        String name = packet.namespace();
        if (!gate.admits()) {
            refuse(name, "Too many connects");
            return;
        }
        SocketTable.Place place = sockets.reserve(name);
        if (place == null) {
            if (!sockets.isClosed()) {
                refuse(name, "Too many namespaces");
            }
            return;
        }
        NamespaceHandshake handshake = new NamespaceHandshake(
                request, core.binding(), packet, core.ticker().nanos());
        if (!kept.take(handshake.length())) {
            throw new OverLimit(Reproach.NO_ROOM);
        }
        enter(name, handshake).whenComplete((found, failure) -> {
            try {
                found(name, place, handshake, failure == null ? found.orElse(null) : null, failure);
            } catch (RuntimeException | Error e) {
                Log.error("A client that has asked for a namespace could not be answered", e);
                connection.abort(Reproach.of("it could not be admitted to a namespace"));
            }
        });
    }

    /** A socket in the namespace, empty if there is no such namespace. Fails if the application does, or the core. */
    private CompletionStage<Optional<ServerSocket>> enter(String name, NamespaceHandshake handshake) {
        try {
            return registry.enter(name, handshake::auth, core.executor(), madeChildren)
                    .thenCompose(found -> found.map(namespace -> newSocket(namespace, handshake))
                            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Optional<ServerSocket>> newSocket(ServerNamespace namespace, NamespaceHandshake handshake) {
        return orLeave(namespace, () -> namespace.begin(handshake, connection))
                .thenApply(beginning -> orLeave(
                        namespace,
                        () -> Optional.of(new ServerSocket(core, namespace, connection, handshake, beginning))));
    }

    private static <T> T orLeave(ServerNamespace namespace, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (RuntimeException | Error e) {
            namespace.release();
            throw e;
        }
    }

    /** @param socket {@code null} if there is none, be it for a failure or not */
    private void found(
            String name,
            SocketTable.Place place,
            NamespaceHandshake handshake,
            ServerSocket socket,
            Throwable failure) {
        boolean current = sockets.fill(name, place, socket);
        if (socket == null) {
            connection.forget(handshake);
            if (failure != null) {
                Log.error("A client could not enter the namespace " + LogText.quote(name), Refusals.cause(failure));
            }
            if (current) {
                refuse(name, whyNot(failure));
            }
        } else if (current) {
            socket.begin();
        } else {
            socket.end(
                    sockets.isClosed()
                            ? DisconnectReason.TRANSPORT_CLOSE
                            : DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        }
    }

    private String whyNot(Throwable failure) {
        if (failure != null) {
            return Refusals.INTERNAL_ERROR;
        }
        boolean tooMany = madeChildren.get() >= core.options().maxDynamicNamespacesPerConnection();
        return tooMany ? "Too many namespaces" : "Invalid namespace";
    }

    private void refuse(String namespace, String why) {
        note(namespace, why);
        connection.send(connection.rules().parser().connectError(namespace, why, Payload.NOTHING));
    }

    /** Middleware has refused a socket. */
    void refuse(ServerSocket socket, Throwable refusal) {
        if (sockets.remove(socket)) {
            note(socket.namespace().name(), Refusals.reason(refusal) + "; socket " + socket.id());
            connection.send(Refusals.message(
                    core, connection.rules().parser(), socket.namespace().name(), refusal));
        }
    }

    private void note(String namespace, String why) {
        core.watcher().connectRefused();
        Log.debug(() -> "A CONNECT to namespace " + LogText.quote(namespace) + " from " + request.remoteAddress()
                + " was refused: " + why);
    }
}
