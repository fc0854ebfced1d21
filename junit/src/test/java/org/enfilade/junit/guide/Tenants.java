package org.enfilade.junit.guide;

import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;

@NamespaceEndpoint("/tenants/{tenant}")
public class Tenants {
    void say(@Observes @On("say") String text, Socket socket) {
        socket.namespace().emit("said", Map.of("text", text));
    }

    List<String> list(@Observes @On("list") String what) {
        return List.of(what);
    }

    byte[] thumbnail(@Observes @On("thumbnail") byte[] image, Socket socket) {
        socket.emitWithAck("question", "why?").thenAccept(answer -> socket.disconnect());
        return image;
    }
}
