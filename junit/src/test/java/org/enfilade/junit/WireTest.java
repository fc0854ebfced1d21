package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.enfilade.ServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What writes the frames. Fails if a new version of Tyrus hides its writer from the library. */
@Isolated("listens to the library's one logger")
class WireTest {
    @ApplicationScoped
    static class StandardOnly {
        void configure(@Observes ServerOptions.Builder options) {
            options.fastWire(false);
        }
    }

    private final Logger logger = Logger.getLogger("org.enfilade");
    private final Messages messages = new Messages();

    @BeforeEach
    void listen() {
        logger.addHandler(messages);
        logger.setLevel(Level.INFO);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void unlisten() {
        logger.removeHandler(messages);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
    }

    @Test
    void tyrus_isWrittenToDirectly() {
        try (EmbeddedServer server = EmbeddedServer.start(Chat.class)) {
            assertThat(messages.all)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Enfilade is listening at /socket.io/; WebSocket frames by Tyrus's writer, handlers on ");
            assertEventsArrive(server);
        }
    }

    @Test
    void standardApi_servesAsWell_ifToldTo() {
        try (EmbeddedServer server = EmbeddedServer.start(Chat.class, StandardOnly.class)) {
            assertThat(messages.all).singleElement().asString().contains("; WebSocket frames by the standard API, ");
            assertEventsArrive(server);
        }
    }

    private static void assertEventsArrive(EmbeddedServer server) {
        TestSocket socket = server.client().connect("/chat");
        String long16 = "x".repeat(200);
        String long64 = "é".repeat(40_000);

        assertThat(socket.call("echo", "short").as(0, String.class)).isEqualTo("short");
        assertThat(socket.call("echo", long16).as(0, String.class)).isEqualTo(long16);
        assertThat(socket.call("echo", long64).as(0, String.class)).isEqualTo(long64);
        assertThat(socket.call("reverse", (Object) new byte[] {1, 2, 3}).as(0, byte[].class))
                .containsExactly(3, 2, 1);
        socket.emit("noise", 1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(socket.next("noise").as(0, Integer.class)).isEqualTo(i);
        }
        socket.next("silence");
    }

    private static final class Messages extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord logged) {
            all.add(logged.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
