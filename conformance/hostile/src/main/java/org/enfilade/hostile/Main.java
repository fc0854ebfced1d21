package org.enfilade.hostile;

import jakarta.enterprise.event.Observes;
import org.enfilade.Connect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Socket;

/** The main namespace, which looks at what its clients introduce themselves with. */
@NamespaceEndpoint("/")
public class Main extends Toys {
    void connected(@Observes @Connect Socket socket) {
        socket.data().put("auth", socket.handshake().auth());
    }
}
