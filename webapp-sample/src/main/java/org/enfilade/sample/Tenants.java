package org.enfilade.sample;

import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.enfilade.Connect;
import org.enfilade.Disconnect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Param;
import org.enfilade.Socket;

/** One bean for every tenant: /tenants/acme is made when the first client asks for it. */
@NamespaceEndpoint("/tenants/{tenant}")
public class Tenants {
    /** A message, and the tenant that it belongs to. */
    public record Message(String tenant, String text) {}

    void connected(@Observes @Connect Socket socket, @Param("tenant") String tenant) {
        socket.emit("said", new Message(tenant, "Welcome to " + tenant));
        socket.namespace().emit("changed");
    }

    void say(@Observes @On("say") String text, Socket socket, @Param("tenant") String tenant) {
        socket.namespace().emit("said", new Message(tenant, text));
    }

    CompletionStage<Integer> members(@Observes @On("members") Socket socket) {
        return socket.namespace().fetchSockets().thenApply(List::size);
    }

    void left(@Observes @Disconnect Socket socket) {
        socket.namespace().emit("changed");
    }
}
