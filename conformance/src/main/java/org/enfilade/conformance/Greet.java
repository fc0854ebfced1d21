package org.enfilade.conformance;

import jakarta.enterprise.event.Observes;
import org.enfilade.Connect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Socket;

/** Speaks first. */
@NamespaceEndpoint("/greet")
public class Greet extends Toolkit {
    void connected(@Observes @Connect Socket socket) {
        socket.emit("greeting", 1);
        socket.emit("greeting", 2, new byte[] {7, 8, 9});
        socket.emit("greeting", 3, socket.id());
    }
}
