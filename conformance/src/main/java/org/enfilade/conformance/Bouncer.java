package org.enfilade.conformance;

import jakarta.enterprise.event.Observes;
import jakarta.json.JsonObject;
import org.enfilade.Connect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Socket;

/** Lets everybody in and nobody stay. */
@NamespaceEndpoint("/bouncer")
public class Bouncer {
    void connected(@Observes @Connect Socket socket) {
        JsonObject auth = socket.handshake().auth();
        if (auth.containsKey("say")) {
            socket.emit("farewell", auth.get("say"));
        }
        socket.disconnect(auth.getBoolean("close", false));
    }
}
