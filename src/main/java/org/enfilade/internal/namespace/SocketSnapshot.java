package org.enfilade.internal.namespace;

import java.util.Map;
import java.util.Set;
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
    public void join(String... more) {
        socket.join(more);
    }

    @Override
    public void leave(String... left) {
        for (String room : left) {
            socket.leave(room);
        }
    }

    @Override
    public void disconnect(boolean close) {
        socket.disconnect(close);
    }
}
