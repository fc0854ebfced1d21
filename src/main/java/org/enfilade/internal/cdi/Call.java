package org.enfilade.internal.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import org.enfilade.Ack;
import org.enfilade.Namespace;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/**
 * What a handler is called with; what its kind does not have is {@code null}.
 *
 * @param occurrence the reason of a disconnect, or what middleware threw
 * @param dependents holds the dependent beans that are made for this call
 */
record Call(
        Namespace namespace,
        Socket socket,
        SocketEvent event,
        Ack<Object> ack,
        Object occurrence,
        CreationalContext<?> dependents) {
    Call(Socket socket) {
        this(socket.namespace(), socket, null, null, null, null);
    }

    Call(Socket socket, SocketEvent event, Ack<Object> ack) {
        this(socket.namespace(), socket, event, ack, null, null);
    }

    Call(Namespace namespace, SocketEvent event, Ack<Object> ack) {
        this(namespace, null, event, ack, null, null);
    }

    Call(Socket socket, Object occurrence) {
        this(socket.namespace(), socket, null, null, occurrence, null);
    }

    Call(Socket socket, SocketEvent event, Ack<Object> ack, Object occurrence) {
        this(socket.namespace(), socket, event, ack, occurrence, null);
    }

    Call with(CreationalContext<?> context) {
        return new Call(namespace, socket, event, ack, occurrence, context);
    }
}
