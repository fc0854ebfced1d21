package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import org.enfilade.Connect;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

@EnfiladeTest
class SmokeTest {
    @NamespaceEndpoint("/echo")
    static class Echo {
        void connected(@Observes @Connect Socket socket) {
            socket.emit("welcome", socket.id());
        }

        String echo(@Observes @On("echo") String text) {
            return text;
        }
    }

    @Test
    void echo(SocketIOTestClient client) {
        TestSocket socket = client.connect("/echo");
        assertThat(socket.next("welcome").text(0)).isEqualTo(socket.id());
        assertThat(socket.call("echo", "hello").text(0)).isEqualTo("hello");
    }
}
