package org.enfilade.junit;

import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import org.enfilade.Arg;
import org.enfilade.Connect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;

/** A namespace that several tests talk to. */
@NamespaceEndpoint("/chat")
public class Chat {
    public record Picture(String name, byte[] bytes) {}

    void connected(@Observes @Connect Socket socket) {
        socket.emit("welcome", socket.id());
    }

    String echo(@Observes @On("echo") String text) {
        return text;
    }

    int add(@Observes @On("add") int a, @Arg(1) int b) {
        return a + b;
    }

    byte[] reversed(@Observes @On("reverse") byte[] bytes) {
        byte[] reversed = bytes.clone();
        for (int i = 0; i < bytes.length; i++) {
            reversed[bytes.length - 1 - i] = bytes[i];
        }
        return reversed;
    }

    Picture first(@Observes @On("first") List<Picture> pictures) {
        return pictures.get(0);
    }

    void noise(@Observes @On("noise") int count, Socket socket) {
        for (int i = 0; i < count; i++) {
            socket.emit("noise", i);
        }
        socket.emit("silence");
    }

    void tell(@Observes @On("tell") String text, Socket socket) {
        socket.broadcast().emit("told", text);
    }

    void ask(@Observes @On("ask") String question, Socket socket) {
        socket.emitWithAck("question", question).thenAccept(answer -> socket.emit("answered", answer.toList()));
    }

    Map<String, Object> handshake(@Observes @On("handshake") Socket socket) {
        return Map.of(
                "query", socket.handshake().query("color").orElse(""),
                "header", socket.handshake().header("X-Team").orElse(""),
                "auth", socket.handshake().auth().getString("token", ""));
    }

    void leave(@Observes @On("leave") Socket socket) {
        socket.disconnect();
    }

    void end(@Observes @On("end") Socket socket) {
        socket.disconnect(true);
    }
}
