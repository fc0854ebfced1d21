package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.enfilade.ConnectionRefused;
import org.enfilade.Socket;
import org.enfilade.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoiningTest {
    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/");
    private final FakeHandler chat = test.declare("/chat");
    private final CompletableFuture<Void> middleware = new CompletableFuture<>();

    public record Token(String token) {}

    JoiningTest() {
        test.declare("/salle-\u00e9t\u00e9");
        test.declare("/a/b/c");
        test.start();
    }

    @ParameterizedTest(name = "{0} joins {1}")
    @CsvSource({
        "0, /",
        "0{}, /",
        "'0/,', /",
        "0/chat, /chat",
        "'0/chat,', /chat",
        "'0/chat,{}', /chat",
        "'0/salle-\u00e9t\u00e9,', /salle-\u00e9t\u00e9",
        "0/a/b/c, /a/b/c"
    })
    void connect_isAnsweredWithAnIdOfItsOwn(String packet, String namespace) {
        Client client = test.connect().send(packet);

        Socket socket = test.server.of(namespace).sockets().iterator().next();
        String prefix = namespace.equals("/") ? "0" : "0" + namespace + ",";
        assertThat(client.received()).containsExactly(prefix + "{\"sid\":\"" + socket.id() + "\"}");
        assertThat(socket.id()).hasSize(22).isNotEqualTo(socket.connection().id());
        assertThat(socket.connection().transport()).isEqualTo(Transport.WEBSOCKET);
    }

    @Test
    void connect_whenNoThreadCanBeHad_endsTheConnection() {
        Client client = test.connect();
        test.executor.refuse(true);
        client.send("0/chat,");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void connect_withNothingToRun_isAnsweredThoughNoThreadIsFree() {
        chat.nothingToAdmit = true;
        chat.nonBlocking.add("echo");
        chat.echo();
        Client client = test.connect().post("0/chat,");
        assertThat(client.received()).singleElement().asString().startsWith("0/chat,{\"sid\":\"");

        for (int i = 0; i < 3; i++) {
            client.post("2/chat," + i + "[\"echo\"]");
        }
        test.ticker.advanceMillis(10);
        assertThat(client.received()).containsExactly("3/chat,0[]", "3/chat,1[]", "3/chat,2[]");
        assertThat(chat.take()).containsExactly("echo []", "echo []", "echo []");
        client.drop();
        test.executor.run();
        assertThat(chat.take()).containsExactly("disconnecting transport close []", "disconnected transport close []");
    }

    @Test
    void socket_whoseEndNobodyObserves_endsThoughNoThreadIsFree() {
        chat.nothingToAdmit = true;
        chat.observesEnds = false;
        Client client = test.connect().post("0/chat,");
        client.drop();
        assertThat(test.executor.size()).isZero();
        assertThat(test.server.of("/chat").roomSizes()).isEmpty();
        assertThat(chat.take()).isEmpty();
    }

    @Test
    void eventsThatWait_comeBeforeAnEndThatNobodyObserves() {
        chat.observesEnds = false;
        Client client = test.join("/chat");
        chat.take();
        client.post("2/chat,[\"last\"]");
        client.drop();
        test.executor.run();
        assertThat(chat.take()).containsExactly("last []");
    }

    @Test
    void connect_withNothingToRun_ofACallerWhoCannotBePutOnAThread_isAnswered() {
        chat.nothingToAdmit = true;
        test.caller = new Caller() {
            @Override
            public Executor identity() {
                return task -> {
                    throw new IllegalStateException("no context");
                };
            }
        };
        Client client = test.connect().post("0/chat,");
        assertThat(client.received()).singleElement().asString().startsWith("0/chat,{\"sid\":\"");
    }

    @Test
    void connect_toANamespaceWithoutABean_isAnsweredAtOnce() {
        test.server.of("/bare");
        Client client = test.connect().post("0/bare,");
        assertThat(client.received()).singleElement().asString().startsWith("0/bare,{\"sid\":\"");
    }

    @Test
    void middleware_thatThrows_isAnsweredLikeOneThatFails() {
        chat.admission = socket -> {
            throw new IllegalStateException("a bug");
        };
        Client client = test.connect().send("0/chat,");
        assertThat(client.received()).containsExactly("4/chat,{\"message\":\"Internal error\"}");
    }

    @Test
    void connect_ofACallerWhoCannotBePutOnAThread_endsTheConnection() {
        test.caller = new Caller() {
            @Override
            public Executor identity() {
                return task -> {
                    throw new IllegalStateException("no context");
                };
            }
        };
        Client client = test.connect().send("0/chat,");
        assertThat(client.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/none", "/chat/", "/chat?x=1", "/%63hat", "/Chat", "/salle-e\u0301te\u0301", "//"})
    void unknownNamespace_isRefused_andTheConnectionLivesOn(String name) {
        Client client = test.connect().send("0" + name + ",");
        assertThat(client.received()).containsExactly("4" + name + ",{\"message\":\"Invalid namespace\"}");
        client.join("/chat");
    }

    @Test
    void order_middlewareThenConnectPacketThenHandler() {
        chat.onConnect = socket -> socket.emit("hello");
        Client client = test.connect().send("0/chat,");
        assertThat(chat.take()).containsExactly("admit", "connected");
        assertThat(client.received()).last().isEqualTo("2/chat,[\"hello\"]");
    }

    @Test
    void eachNamespace_hasASocketOfItsOwn_onOneConnection() {
        Client client = test.connect();
        String first = client.join("/");
        String second = client.join("/chat");
        assertThat(first).isNotEqualTo(second);
        assertThat(main.socket().connection()).isSameAs(chat.socket().connection());
        assertThat(test.server.connectionCount()).isEqualTo(1);
    }

    @Test
    void handshake_isTheConnections_withTheAuthOfTheNamespace() {
        Client client = test.connect();
        client.send("0{\"token\":\"one\"}", "0/chat,{\"token\":{\"a\":[1]}}");
        assertThat(main.socket().handshake().auth().getString("token")).isEqualTo("one");
        assertThat(chat.socket().handshake().auth().get("token")).hasToString("{\"a\":[1]}");
        assertThat(chat.socket().handshake().header("x-conf")).contains("h");
        assertThat(chat.socket().handshake().query("EIO")).contains("4");
    }

    @Test
    void auth_isEmptyIfTheClientGivesNone() {
        test.join("/chat");
        assertThat(chat.socket().handshake().auth()).isEqualTo(JsonObject.EMPTY_JSON_OBJECT);
        assertThat(chat.socket().handshake().auth(Token.class)).isEqualTo(new Token(null));
    }

    // --- refusals

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new ConnectionRefused("no"), "{\"message\":\"no\"}"),
                Arguments.of(new CompletionException(new ConnectionRefused("no")), "{\"message\":\"no\"}"),
                Arguments.of(new ConnectionRefused("no \"way\""), "{\"message\":\"no \\\"way\\\"\"}"),
                Arguments.of(new ConnectionRefused(null), "{\"message\":\"\"}"),
                Arguments.of(new ConnectionRefused("no", null), "{\"message\":\"no\",\"data\":null}"),
                Arguments.of(new ConnectionRefused("no", 0), "{\"message\":\"no\",\"data\":0}"),
                Arguments.of(new ConnectionRefused("no", false), "{\"message\":\"no\",\"data\":false}"),
                Arguments.of(new ConnectionRefused("no", ""), "{\"message\":\"no\",\"data\":\"\"}"),
                Arguments.of(new ConnectionRefused("no", List.of()), "{\"message\":\"no\",\"data\":[]}"),
                Arguments.of(
                        new ConnectionRefused("no", Map.of("code", 401)),
                        "{\"message\":\"no\",\"data\":{\"code\":401}}"),
                Arguments.of(new ConnectionRefused("no", new byte[1]), "{\"message\":\"no\"}"),
                Arguments.of(new IllegalStateException("a secret"), "{\"message\":\"Internal error\"}"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_tellsTheClientWhatTheApplicationSaid_andNothingElse(Throwable refusal, String expected) {
        chat.admission = socket -> CompletableFuture.failedFuture(refusal);
        Client client = test.connect().send("0/chat,");
        assertThat(client.received()).containsExactly("4/chat," + expected);
    }

    @Test
    void refusedSocket_leavesNothingBehind_andItsNeighboursAlone() {
        Client client = test.connect();
        client.join("/");
        chat.admission = socket -> {
            socket.join("waiting");
            socket.emit("never");
            return CompletableFuture.failedFuture(new ConnectionRefused("no"));
        };
        client.send("0/chat,");

        assertThat(client.received()).containsExactly("4/chat,{\"message\":\"no\"}");
        assertThat(chat.take()).containsExactly("admit");
        assertThat(test.server.of("/chat").sockets()).isEmpty();
        assertThat(chat.socket().rooms()).isEmpty();
        assertThat(chat.socket().isConnected()).isFalse();
        test.server.of("/chat").to("waiting").emit("x");
        client.lose();
        assertThat(chat.take()).isEmpty();
        assertThat(main.take()).contains("disconnected transport close []");
    }

    @Test
    void refusedClient_mayTryAgain() {
        chat.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("no"));
        Client client = test.connect().send("0/chat,");
        client.received();
        chat.admission = socket -> CompletableFuture.completedFuture(null);
        client.join("/chat");
    }

    // --- while middleware runs

    private Client pending() {
        chat.admission = socket -> middleware;
        return test.connect().send("0/chat,");
    }

    @Test
    void whatIsEmittedInMiddleware_arrivesAfterConnect_inOrder() {
        chat.admission = socket -> {
            socket.emit("one");
            socket.bestEffort().emit("dropped");
            socket.emit("two", new byte[] {1});
            return middleware;
        };
        chat.onConnect = socket -> socket.emit("three");
        Client client = test.connect().send("0/chat,");
        assertThat(client.received()).isEmpty();

        middleware.complete(null);
        test.executor.run();
        assertThat(client.received())
                .containsExactly(
                        "0/chat,{\"sid\":\"" + chat.socket().id() + "\"}",
                        "2/chat,[\"one\"]",
                        "51-/chat,[\"two\",{\"_placeholder\":true,\"num\":0}]",
                        "#01",
                        "2/chat,[\"three\"]");
    }

    @Test
    void roomsJoinedInMiddleware_areTheSockets_onceItIsAdmitted() {
        chat.admission = socket -> {
            socket.join("early", "left again");
            socket.leave("left again");
            return middleware;
        };
        Client client = test.connect().send("0/chat,");
        test.server.of("/chat").to("early").emit("too early");
        middleware.complete(null);
        test.executor.run();
        client.received();

        assertThat(chat.socket().rooms())
                .containsExactlyInAnyOrder("early", chat.socket().id());
        test.server.of("/chat").to("early").emit("now");
        assertThat(client.received()).containsExactly("2/chat,[\"now\"]");
    }

    @Test
    void pendingSocket_isNotInTheNamespace() {
        Client client = pending();
        assertThat(test.server.of("/chat").sockets()).isEmpty();
        assertThat(chat.socket().isConnected()).isFalse();
        test.server.of("/chat").emit("not for you");
        assertThat(client.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2/chat,[\"early\"]", "3/chat,1[]", "0/chat,"})
    void packet_whileMiddlewareRuns_closesTheConnection(String packet) {
        Client client = pending().send(packet);
        assertThat(client.isClosed()).isTrue();

        middleware.complete(null);
        test.executor.run();
        assertThat(chat.take()).containsExactly("admit");
        assertThat(test.server.of("/chat").sockets()).isEmpty();
    }

    @Test
    void socketWhoseConnectionIsLost_whileMiddlewareRuns_neverConnects() {
        Client client = pending();
        client.lose();
        middleware.complete(null);
        test.executor.run();
        assertThat(client.received()).isEmpty();
        assertThat(chat.take()).containsExactly("admit");
        assertThat(test.server.of("/chat").sockets()).isEmpty();
        assertThat(chat.socket().rooms()).isEmpty();
    }

    @Test
    void socketThatLeaves_whileMiddlewareRuns_neverConnects_andMayComeAgain() {
        Client client = pending().send("1/chat,");
        middleware.complete(null);
        test.executor.run();
        assertThat(client.received()).isEmpty();
        assertThat(chat.take()).containsExactly("admit");
        client.join("/chat");
    }

    @Test
    void connectAndDisconnect_inOneRead_areTakenInOrder() {
        Client client = test.connect();
        client.join("/");
        client.send("0/chat,", "1/chat,");
        assertThat(client.isClosed()).isFalse();
        assertThat(test.server.of("/chat").sockets()).isEmpty();
        client.join("/chat");
    }

    @Test
    void middlewareThatDisconnects_endsIt() {
        chat.admission = socket -> {
            socket.disconnect();
            return CompletableFuture.completedFuture(null);
        };
        Client client = test.connect().send("0/chat,");
        assertThat(client.received()).containsExactly("1/chat,");
        assertThat(chat.take()).containsExactly("admit");
    }

    @Test
    void otherNamespaces_goOnMeanwhile() {
        main.echo();
        Client client = pending();
        client.join("/");
        client.send("27[\"echo\",1]");
        assertThat(client.received()).containsExactly("37[1]");
    }

    // --- order of packets

    @ParameterizedTest
    @ValueSource(strings = {"2[\"echo\"]", "2/chat,[\"echo\"]", "31[]", "1", "1/chat,", "2/none,[\"echo\"]"})
    void packetBeforeConnect_closes(String packet) {
        assertThat(test.connect().send(packet).isClosed()).isTrue();
    }

    @Test
    void secondConnect_closes_withAllNamespaces() {
        Client client = test.connect();
        client.join("/");
        client.join("/chat");
        client.send("0/chat,");
        assertThat(client.isClosed()).isTrue();
        assertThat(main.take()).endsWith("disconnecting forced close []", "disconnected forced close []");
        assertThat(chat.take()).endsWith("disconnecting forced close []", "disconnected forced close []");
    }

    @Test
    void clientThatHasLeft_mayJoinAgain_withANewId() {
        Client client = test.connect();
        String first = client.join("/chat");
        client.send("1/chat,");
        assertThat(client.join("/chat")).isNotEqualTo(first);
    }

    @Test
    void packet_afterTheClientsDisconnect_closes() {
        Client client = test.join("/chat").send("1/chat,");
        assertThat(client.isClosed()).isFalse();
        assertThat(client.send("2/chat,[\"late\"]").isClosed()).isTrue();
    }

    // --- limits

    @Test
    void connectTimeout_closes_whoeverHasJoinedNothing() {
        Client client = test.connect();
        test.ticker.advanceMillis(999);
        assertThat(client.isClosed()).isFalse();
        test.ticker.advanceMillis(1);
        assertThat(client.isClosed()).isTrue();
        assertThat(test.server.connectionCount()).isZero();
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void connectTimeout_isNotStoppedByARefusal() {
        Client client = test.connect().send("0/none,");
        test.ticker.advanceMillis(1_000);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void connectTimeout_includesMiddleware() {
        Client client = pending();
        test.ticker.advanceMillis(1_000);
        middleware.complete(null);
        test.executor.run();
        assertThat(client.isClosed()).isTrue();
        assertThat(client.received()).isEmpty();
        assertThat(chat.take()).containsExactly("admit");
    }

    @Test
    void connectTimeout_neverAppliesAgainAfterTheFirstJoin() {
        Client client = test.join("/chat").send("1/chat,");
        test.ticker.advanceMillis(20_000);
        assertThat(client.isClosed()).isFalse();
        client.join("/");
    }

    @Test
    void tooManyNamespaces_areRefused_andTheConnectionLivesOn() {
        TestServer small = new TestServer();
        small.declare("/a");
        small.declare("/b");
        small.declare("/c");
        small.start(options -> options.maxNamespacesPerConnection(2));
        Client client = small.connect();
        client.join("/a");
        client.join("/b");
        client.send("0/c,");
        assertThat(client.received()).containsExactly("4/c,{\"message\":\"Too many namespaces\"}");

        client.send("1/a,");
        client.join("/c");
    }

    @Test
    void tooManyRooms_areRefused_alsoInMiddleware_butNotTheSameOneAgain() {
        TestServer small = new TestServer();
        FakeHandler handler = small.declare("/");
        small.start(options -> options.maxRoomsPerSocket(3));
        handler.admission = socket -> {
            socket.join("1", "2");
            assertThatIllegalStateException().isThrownBy(() -> socket.join("3")).withMessageContaining("3 rooms");
            return CompletableFuture.completedFuture(null);
        };
        small.join("/");
        Socket socket = handler.socket();
        socket.join("1", "2");
        assertThatIllegalStateException().isThrownBy(() -> socket.join("3"));
        socket.leave("1");
        socket.join("3");
        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "2", "3");
    }

    @Test
    void tooManyRooms_atOnce_areNoneOfThemJoined() {
        TestServer small = new TestServer();
        FakeHandler handler = small.declare("/");
        small.start(options -> options.maxRoomsPerSocket(3));
        small.join("/");
        Socket socket = handler.socket();

        assertThatIllegalStateException().isThrownBy(() -> socket.join("1", "2", "3"));

        assertThat(socket.rooms()).containsExactly(socket.id());
    }

    @Test
    void clientThatDoesNotRead_whileItJoins_leavesNothingBehind() {
        TestServer small = new TestServer();
        FakeHandler handler = small.declare("/");
        small.start(options -> options.outboxMaxPackets(2));
        handler.admission = socket -> {
            socket.join("room");
            return CompletableFuture.completedFuture(null);
        };
        Client client = small.connect();
        client.wire.hold();
        client.send("0/none,");
        client.send("0/none,");
        client.send("0");

        assertThat(client.isClosed()).isTrue();
        assertThat(handler.socket().isConnected()).isFalse();
        assertThat(small.server.of("/").sockets()).isEmpty();
        assertThat(handler.log.stream()
                        .filter(what -> what.startsWith("disconnected"))
                        .toList())
                .isEqualTo(List.of("disconnected transport error []"));
        handler.socket().disconnect();
        small.executor.run();
        assertThat(handler.log.stream()
                        .filter(what -> what.startsWith("disconnect"))
                        .toList())
                .hasSize(2);
    }

    @Test
    void floodOfConnectAndDisconnect_doesNotPileUpMiddleware() {
        TestServer small = new TestServer();
        FakeHandler handler = small.declare("/slow");
        small.start(options -> options.maxNamespacesPerConnection(8));
        handler.admission = socket -> middleware;
        Client client = small.connect();
        for (int i = 0; i < 8; i++) {
            client.send("0/slow,", "1/slow,");
        }
        assertThat(handler.sockets).hasSize(8);
        client.send("0/slow,");
        assertThat(handler.sockets).hasSize(8);
        assertThat(client.received()).containsExactly("4/slow,{\"message\":\"Too many namespaces\"}");

        middleware.complete(null);
        small.executor.run();
        client.join("/slow");
    }
}
