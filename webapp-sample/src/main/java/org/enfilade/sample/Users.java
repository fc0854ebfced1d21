package org.enfilade.sample;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.enfilade.Connect;
import org.enfilade.Disconnect;
import org.enfilade.DisconnectReason;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.Socket;
import org.enfilade.SocketIO;

/** The namespace /users: who is here. A stage that a handler returns acknowledges the event when it completes. */
@NamespaceEndpoint("/users")
public class Users {
    @Inject
    SocketIO io;

    @Inject
    @Of("/users")
    Namespace users;

    void connected(@Observes @Connect Socket socket) {
        users.emit("user:joined", socket.id());
    }

    void left(@Observes @Disconnect DisconnectReason reason, Socket socket) {
        users.emit("user:left", socket.id(), reason.text());
    }

    CompletionStage<List<String>> list(@Observes @On("user:list") Socket socket) {
        return users.fetchSockets()
                .thenApply(all -> all.stream().map(user -> user.id()).toList());
    }

    Place place(@Observes @On("place") Socket socket) {
        return Place.of(socket, io);
    }
}
