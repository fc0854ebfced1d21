package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.enfilade.ConnectionRefused;
import org.enfilade.SocketEvent;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.Test;

/** What a client chose never begins a line of the log. */
class LogLinesTest {
    /** JSON for a text that would begin lines, color a terminal, and turn the direction of reading. */
    private static final String HOSTILE =
            "x\\r\\nERROR forged\\u0085ERROR forged\\u2028ERROR forged\\u2029ERROR forged\\u001b[2J\\u202e";

    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/");

    private static void assertUnforged(LogCapture log) {
        assertThat(log.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .doesNotStartWith("ERROR forged")
                        .doesNotContain("\u001b", "\u202e", "\r", "\n"));
    }

    @Test
    void eventName_behindAFailingListener() {
        main.observesErrors = false;
        main.onConnect = socket -> socket.onAny((event, ack) -> {
            throw new IllegalStateException("cannot do " + event.name(), new RuntimeException(event.name()));
        });
        Client client = test.start().join("/");
        try (LogCapture log = new LogCapture()) {
            client.send("2[\"" + HOSTILE + "\"]");
            assertThat(log.errors()).hasSize(1);
            assertUnforged(log);
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("at org.enfilade"));
        }
    }

    @Test
    void nameOfANamespace_inARefusal() {
        FakeHandler child = test.declareParent(
                "matcher", new ChildMatcher.ByFunction((name, auth) -> CompletableFuture.completedFuture(true)));
        child.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("no", new byte[] {1}));
        Client client = test.start().connect();
        try (LogCapture log = LogCapture.ofAll()) {
            client.send("0/x\r\nERROR forged\u001b[2J\u202e,");
            assertThat(log.errors()).hasSize(1);
            assertUnforged(log);
        }
    }

    @Test
    void longName_isCutShort() {
        main.observesErrors = false;
        main.onConnect = socket -> socket.onAny((event, ack) -> {
            throw new IllegalStateException("cannot do " + event.name());
        });
        Client client = test.start().join("/");
        try (LogCapture log = new LogCapture()) {
            client.send("2[\"" + "x".repeat(9_000) + "\"]");
            assertThat(log.errors()).hasSize(1);
            assertThat(log.errors().get(0).getMessage()).hasSizeLessThan(300);
            assertThat(log.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(5_000));
        }
    }

    @Test
    void descriptions_ofWhatAClientNamed_areOneLine() {
        FakeHandler child = test.declareParent(
                "matcher", new ChildMatcher.ByFunction((name, auth) -> CompletableFuture.completedFuture(true)));
        SocketEvent[] seen = new SocketEvent[1];
        child.filter = (socket, event) -> {
            seen[0] = event;
            return CompletableFuture.completedFuture(event);
        };
        Client client = test.start().connect();
        client.send("0/x\r\nERROR forged,");
        client.send("2/x\r\nERROR forged,[\"" + HOSTILE + "\",\"" + HOSTILE + "\"]");
        assertThat(seen[0].toString())
                .doesNotContain("\n", "\r", "\u001b", "\u2028")
                .contains("1 argument");
        assertThat(child.socket().toString()).doesNotContain("\n", "\r");
        assertThat(child.socket().namespace().toString()).doesNotContain("\n", "\r");
    }

    // --- what a client does wrong is no error

    @Test
    void argumentThatAListenerReads_andThatDoesNotFit_isNoError() {
        main.onConnect = socket -> {
            socket.on("sum", (event, ack) -> ack.send(event.arguments().get(0, Integer.class) + 1));
            socket.on("wrapped", (event, ack) -> {
                try {
                    event.arguments().get(0, Integer.class);
                } catch (IllegalArgumentException e) {
                    throw new IllegalStateException("no sum", e);
                }
            });
        };
        main.observesErrors = false;
        Client client = test.start().join("/");
        try (LogCapture log = LogCapture.ofAll()) {
            client.send("2[\"sum\",\"one\"]", "2[\"wrapped\",\"one\"]");
            assertThat(log.errors()).isEmpty();
            assertThat(log.debug())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("A text where a number is expected"));
            assertThat(log.messages())
                    .allSatisfy(logged -> assertThat(logged.getThrown()).isNull());
        }
    }

    @Test
    void argumentThatTheApplicationItselfGives_andThatDoesNotFit_isAnError() {
        main.onConnect = socket -> socket.on(
                "sum", (event, ack) -> event.withArguments("two").arguments().get(0, Integer.class));
        main.observesErrors = false;
        Client client = test.start().join("/");
        try (LogCapture log = new LogCapture()) {
            client.send("2[\"sum\",1]");
            assertThat(log.errors()).hasSize(1);
        }
    }
}
