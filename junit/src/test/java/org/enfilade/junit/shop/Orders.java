package org.enfilade.junit.shop;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.enfilade.Connect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Param;
import org.enfilade.Socket;

/** Each shop has its own orders; members only. */
@NamespaceEndpoint("/shops/{shop}")
@MembersOnly
public class Orders {
    @Inject
    Repository repository;

    @Inject
    Visit visit;

    void connected(@Observes @Connect Socket socket, @Param("shop") String shop) {
        socket.emit("welcome", shop);
    }

    List<String> list(@Observes @On("list") Socket socket, @Param("shop") String shop) {
        return repository.of(shop);
    }

    int visit(@Observes @On("visit") Socket socket) {
        visit.count();
        return visit.count();
    }
}
