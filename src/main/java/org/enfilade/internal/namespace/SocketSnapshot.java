package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Emitter;
import org.enfilade.Handshake;
import org.enfilade.RemoteSocket;
import org.enfilade.Socket;

/** A socket of this node as others see it. */
record SocketSnapshot(Socket socket, Set<String> rooms, Map<String, Object> data) implements RemoteSocket {
    SocketSnapshot(Socket socket) {
        this(socket, Set.copyOf(socket.rooms()), Map.copyOf(socket.data()));
    }

    @Override
    public String id() {
        return socket.id();
    }

    @Override
    public Handshake handshake() {
        return socket.handshake();
    }

    @Override
    public void emit(String event, Object... args) {
        socket.emit(event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object... args) {
        return socket.emitWithAck(event, args);
    }

    @Override
    public Emitter bestEffort() {
        return socket.bestEffort();
    }

    @Override
    public Emitter compress(boolean compress) {
        return socket.compress(compress);
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return socket.timeout(timeout);
    }

    @Override
    public CompletionStage<Void> join(String... more) {
        return socket.join(more);
    }

    @Override
    public void leave(String... rooms) {
        socket.leave(rooms);
    }

    @Override
    public void disconnect(boolean close) {
        socket.disconnect(close);
    }
}
