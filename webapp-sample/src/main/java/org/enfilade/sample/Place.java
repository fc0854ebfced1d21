package org.enfilade.sample;

import org.enfilade.Socket;
import org.enfilade.SocketIO;

/** Where a socket is: sockets of two namespaces have two ids, and the same connection. */
public record Place(String namespace, String socket, String connection, String transport, int connections) {
    static Place of(Socket socket, SocketIO io) {
        return new Place(
                socket.namespace().name(),
                socket.id(),
                socket.connection().id(),
                socket.connection().transport().text(),
                io.connectionCount());
    }
}
