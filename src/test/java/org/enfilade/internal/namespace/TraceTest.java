package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.enfilade.ConnectionRefused;
import org.enfilade.EventRefused;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that a client loses is lost without a trace: one line at DEBUG says what, where and why. */
class TraceTest {
    private final LogCapture log = LogCapture.ofAll();
    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/");
    private final FakeHandler chat = test.declare("/chat").echo();

    @AfterEach
    void close() {
        log.close();
    }

    private void assertTrace(String... parts) {
        assertThat(log.messages()).hasSize(1);
        assertDebug(parts);
    }

    /** The warning, of which there is one in a while, says the same. */
    private void assertLimit(String... parts) {
        assertThat(log.messages())
                .filteredOn(line -> line.getLevel() == Level.WARNING)
                .singleElement()
                .satisfies(line -> assertThat(line.getMessage()).contains(parts).contains("127.0.0.1"));
        assertThat(log.messages()).hasSize(2);
        assertDebug(parts);
    }

    private void assertDebug(String... parts) {
        assertThat(log.debug()).singleElement().asString().contains(parts).contains("127.0.0.1");
    }

    @Test
    void event_thatNobodyHandles() {
        Client client = test.start().connect();
        String id = client.join("/chat");
        client.send("2/chat,1[\"nobody\",1]");
        assertTrace("\"nobody\"", "\"/chat\"", "Nobody handles", id);
    }

    @Test
    void event_thatSomebodyHandles_leavesNoTrace() {
        chat.onConnect = socket -> {
            socket.on("listened", (event, ack) -> {});
            socket.on("any", (event, ack) -> socket.onAny((e, a) -> {}));
        };
        Client client = test.start().join("/chat");
        client.send("2/chat,[\"echo\"]", "2/chat,[\"listened\"]", "2/chat,[\"any\"]", "2/chat,[\"whatever\"]");
        client.send("1/chat,");
        client.lose();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void connect_thatMiddlewareRefuses() {
        chat.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("members only"));
        test.start().connect().send("0/chat,");
        assertTrace("CONNECT", "\"/chat\"", "members only", chat.socket().id());
    }

    @Test
    void connect_toNoNamespace() {
        test.start().connect().send("0/nowhere\r\n,");
        assertTrace("CONNECT", "\"/nowhere\\r\\n\"", "Invalid namespace");
    }

    @Test
    void connect_toOneNamespaceTooMany() {
        Client client =
                test.start(options -> options.maxNamespacesPerConnection(1)).join("/");
        client.send("0/chat,");
        assertTrace("CONNECT", "\"/chat\"", "Too many namespaces");
    }

    @Test
    void authThatDoesNotFit_isTheReason_andNoError() {
        chat.admission = chat.admission = socket -> {
            try {
                socket.handshake().auth(Integer.class);
                return CompletableFuture.completedFuture(null);
            } catch (IllegalArgumentException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
        Client client = test.start().connect();
        client.send("0/chat,{\"token\":\"x\"}");
        assertThat(client.received()).containsExactly("4/chat,{\"message\":\"Internal error\"}");
        assertTrace("CONNECT", "\"/chat\"", "An object where a number is expected");
    }

    @Test
    void message_overTheLimit() {
        Client client = test.start().connect();
        String id = client.join("/chat");
        client.send("2/chat,[\"echo\",\"" + "x".repeat(10_000) + "\"]");
        assertThat(client.isClosed()).isTrue();
        assertLimit("maxHttpBufferSize", "\"/chat\"", id, "transport error");
    }

    @Test
    void brokenProtocol() {
        Client client = test.start().join("/chat");
        client.send("2/chat,[\"echo\"");
        assertThat(client.isClosed()).isTrue();
        assertTrace("\"/chat\"", "forced close");
    }

    @Test
    void inbox_thatIsFull() {
        Client client = test.start(options -> options.inboxMaxEvents(1)).join("/chat");
        client.post("2/chat,[\"echo\"]", "2/chat,[\"echo\"]", "2/chat,[\"echo\"]");
        assertLimit("inbox", "\"/chat\"");
    }

    @Test
    void outbox_thatIsFull() {
        Client client = test.start(options -> options.outboxMaxPackets(2)).join("/chat");
        client.wire.hold();
        for (int i = 0; i < 5; i++) {
            chat.socket().emit("news", i);
        }
        assertLimit("outbox", "\"/chat\"", "transport error");
    }

    @Test
    void connection_thatJoinsNothingInTime() {
        test.start();
        test.connect();
        test.ticker.advance(Duration.ofSeconds(2));
        assertTrace("joined no namespace");
    }

    @Test
    void eventThatAListenerRefuses_isRefusedInItsTurn() {
        chat.onConnect = socket -> {
            socket.on("x", (event, ack) -> {
                throw new EventRefused("no");
            });
            socket.onAny((event, ack) -> {
                if (event.name().equals("y")) {
                    throw new EventRefused("not y");
                }
            });
        };
        Client client = test.start().join("/chat");
        chat.take();
        client.send("2/chat,1[\"x\"]", "2/chat,[\"y\"]");
        assertThat(chat.take()).containsExactly("x []", "refused no", "refused not y", "y []");
        assertThat(client.received()).isEmpty();
        assertThat(log.messages()).isEmpty();
    }
}
