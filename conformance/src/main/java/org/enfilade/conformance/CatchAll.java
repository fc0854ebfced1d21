package org.enfilade.conformance;

import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.enfilade.Ack;
import org.enfilade.Connect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.OnAnyOutgoing;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/** Sees every event, in both directions. */
@NamespaceEndpoint("/catchall")
public class CatchAll {
    private static final String SENT = "sent";

    void connected(@Observes @Connect Socket socket) {
        socket.data().put(SENT, new CopyOnWriteArrayList<String>());
    }

    void any(@Observes @OnAny SocketEvent event, Socket socket, Ack<Object> ack) {
        if (!event.name().equals("outgoing")) {
            socket.emit("any", event.name(), event.arguments().toList(), event.wantsAck());
            ack.sendAll("caught", event.name());
        }
    }

    void sent(@Observes @OnAnyOutgoing SocketEvent event, Socket socket) {
        sent(socket).add(event.name());
    }

    List<String> outgoing(@Observes @On("outgoing") Socket socket) {
        return sent(socket);
    }

    @SuppressWarnings("unchecked")
    private static List<String> sent(Socket socket) {
        return (List<String>) socket.data().get(SENT);
    }
}
