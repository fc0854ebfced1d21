package org.enfilade.sample;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.enfilade.Connect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;
import org.enfilade.SocketIO;

/** The namespace /admin. It has no word about rights: {@link RequiresAdmin} lets nobody in who has none. */
@NamespaceEndpoint("/admin")
@RequiresAdmin
public class Admin {
    /** A namespace as an administrator sees it. */
    public record Row(String namespace, int sockets) {}

    @Inject
    SocketIO io;

    void connected(@Observes @Connect Socket socket) {
        socket.emit("welcome", socket.data().get("user"));
    }

    List<Row> overview(@Observes @On("overview") Socket socket) {
        return io.namespaces().stream()
                .map(namespace -> new Row(namespace.name(), namespace.sockets().size()))
                .sorted((a, b) -> a.namespace().compareTo(b.namespace()))
                .toList();
    }
}
