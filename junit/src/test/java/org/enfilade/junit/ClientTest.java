package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.enfilade.Middleware;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test can do with its client. */
@EnfiladeTest(Chat.class)
class ClientTest {
    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Closed {}

    @Closed
    @NamespaceEndpoint("/closed")
    static class ClosedNamespace {}

    @Closed
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class ClosedMiddleware {
        @Inject
        @Of("/chat")
        Namespace chat;

        @AroundInvoke
        Object dismiss(InvocationContext call) throws Exception {
            ((Socket) call.getTarget()).disconnect();
            chat.emit("dismissed");
            return call.proceed();
        }
    }

    @Inject
    SocketIOTestClient client;

    private TestSocket chat;

    @BeforeEach
    void join() {
        chat = client.header("X-Team", "red").query("color", "dark blue").connect("/chat", Map.of("token", "secret"));
    }

    @Test
    void event_isTaken_whenItArrives() {
        assertThat(chat.next("welcome").text(0)).isEqualTo(chat.id());
    }

    @Test
    void call_returnsTheAcknowledgement() {
        assertThat(chat.call("add", 2, 3).as(0, int.class)).isEqualTo(5);
    }

    @Test
    void handshake_carriesHeadersQueryAndAuth() {
        Received handshake = chat.call("handshake");

        assertThat(handshake.json(0).asJsonObject().getString("header")).isEqualTo("red");
        assertThat(handshake.json(0).asJsonObject().getString("query")).isEqualTo("dark blue");
        assertThat(handshake.json(0).asJsonObject().getString("auth")).isEqualTo("secret");
    }

    @Test
    void binary_goesBothWays() {
        assertThat(chat.call("reverse", new byte[] {1, 2, 3}).binary(0)).containsExactly(3, 2, 1);
    }

    @Test
    void binary_withinObjects_goesBothWays() {
        List<Chat.Picture> pictures =
                List.of(new Chat.Picture("one", new byte[] {1}), new Chat.Picture("two", new byte[] {2, 2}));

        Chat.Picture first = chat.call("first", pictures).as(0, Chat.Picture.class);

        assertThat(first.name()).isEqualTo("one");
        assertThat(first.bytes()).containsExactly(1);
    }

    @Test
    void event_thatNeverComes_failsWithWhatDidArrive() {
        chat.call("echo", "hello");
        client.timeout(Duration.ofMillis(50));

        assertThatThrownBy(() -> chat.next("farewell"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("nothing came within PT0.05S, awaiting the event farewell in /chat; there is [welcome[\""
                        + chat.id() + "\"]]");
    }

    @Test
    void events_keepTheirOrder() {
        chat.next("welcome");
        chat.emit("noise", 3);
        chat.next("silence");

        assertThat(chat.received()).hasToString("[noise[0], noise[1], noise[2]]");
    }

    @Test
    void serverThatAsks_isAnswered() {
        chat.emit("ask", "why?");
        Received question = chat.next("question");

        question.ack("because", 42);

        assertThat(question.text(0)).isEqualTo("why?");
        assertThat(chat.next("answered").json(0)).hasToString("[\"because\",42]");
    }

    @Test
    void acknowledgement_canBeAwaitedLater() throws Exception {
        CompletableFuture<Received> sum = chat.emitWithAck("add", 2, 3);

        assertThat(chat.call("add", 1, 1).text(0)).isEqualTo("2");
        assertThat(sum.get(2, TimeUnit.MINUTES).text(0)).isEqualTo("5");
    }

    @Test
    void acknowledgement_thatNeverComes_failsWithTheSocket() {
        CompletableFuture<Received> never = chat.emitWithAck("nobody listens");

        chat.disconnect();

        assertThat(never)
                .failsWithin(Duration.ofMinutes(2))
                .withThrowableThat()
                .withMessageContaining("nobody listens");
    }

    @Test
    void acknowledgement_ofASocketThatHasLeft_isIgnored(SocketIOTestClient other) {
        TestSocket witness = other.connect("/chat");
        synchronized (client) { // which receives nothing meanwhile
            chat.emitWithAck("echo", "too late");
            chat.emit("tell", "the acknowledgement is under way");
            witness.next("told");
            chat.disconnect();
        }

        assertThat(client.connect("/chat").call("echo", "again").text(0)).isEqualTo("again");
    }

    @Test
    void dismissal_beforeTheNamespaceIsJoined_isIgnored() {
        client.sendPacket('0', "/closed", "", List.of());

        chat.next("dismissed");
        assertThat(chat.call("echo", "still here").text(0)).isEqualTo("still here");
    }

    @Test
    void namespaceThatIsNotThere_isRefused() {
        Refusal refusal = client.refused("/nowhere");

        assertThat(refusal.message()).isEqualTo("Invalid namespace");
        assertThatThrownBy(() -> client.connect("/nowhere"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Invalid namespace");
    }

    @Test
    void dismissal_isSeen_andTheClientCanJoinAgain() {
        chat.emit("leave");

        assertThat(chat.disconnected()).isEqualTo("io server disconnect");
        assertThat(client.connect("/chat").call("echo", "again").text(0)).isEqualTo("again");
    }

    @Test
    void end_ofTheConnection_isSeen() {
        chat.emit("end");

        assertThat(client.closed()).isEqualTo(1000);
        assertThat(chat.isConnected()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> chat.emit("echo", "too late"));
    }

    @Test
    void optionsOfTheHandshake_comeTooLate_afterwards() {
        assertThatIllegalStateException().isThrownBy(() -> client.header("X-Team", "blue"));
    }

    @Test
    void clientOfNoServer_saysSo() {
        try (SocketIOTestClient nowhere = SocketIOTestClient.of(URI.create("http://127.0.0.1:9/socket.io/"))) {
            assertThatThrownBy(() -> nowhere.connect("/chat"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("no connection to http://127.0.0.1:9/socket.io/");
        }
    }
}
