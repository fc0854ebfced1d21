package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A request that asks for a WebSocket gets one, or the protocol's error; and whatever gets none leaves no session
 * behind, of which this server allows only one.
 */
@ExtendWith(ArquillianExtension.class)
class UpgradeIT {
    private static final String HERE = "/upgrade/socket.io/";
    private static final String QUERY = "?EIO=4&transport=websocket";

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("upgrade", EchoApplication.class)
                .addAsResource(new StringAsset("enfilade.maxConnections=1"), "META-INF/enfilade.properties");
    }

    /** Fails if a session was left behind. */
    @AfterEach
    void theOneConnection_isFree() throws Exception {
        try (SocketIOClient client = admitted(() -> SocketIOClient.at(base).webSocket())) {
            client.connect("/");
            assertThat(client.call("/", "echo", "hello")).isEqualTo("hello");
        }
    }

    /** The server may hear of the end of the connection before only after it hears of this one. */
    private static <T> T admitted(Supplier<T> opening) throws Exception {
        long deadline = System.nanoTime() + SocketIOClient.PATIENCE.toNanos();
        while (true) {
            try {
                return opening.get();
            } catch (AssertionError full) {
                if (System.nanoTime() > deadline) {
                    throw full;
                }
                Thread.sleep(50);
            }
        }
    }

    record Change(String what, UnaryOperator<RawRequest> change) {
        static Change header(String name, String value) {
            return new Change(name + ": " + value, request -> request.with(name, value));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Change> noHandshakes() {
        return Stream.of(
                Change.header("Sec-WebSocket-Key", null),
                Change.header("Sec-WebSocket-Key", ""),
                Change.header("Sec-WebSocket-Key", "dG9vIHNob3J0"),
                Change.header("Sec-WebSocket-Key", "!!!!!!!!!!!!!!!!!!!!!!=="),
                Change.header("Sec-WebSocket-Version", null),
                Change.header("Sec-WebSocket-Version", "8"),
                Change.header("Sec-WebSocket-Version", "12"),
                Change.header("Sec-WebSocket-Version", "x"),
                Change.header("Connection", null),
                Change.header("Connection", "close"),
                Change.header("Connection", "keep-alive"),
                Change.header("Upgrade", null),
                Change.header("Upgrade", "foo"),
                new Change(
                        "only Upgrade",
                        request -> request.with("Connection", null)
                                .with("Sec-WebSocket-Key", null)
                                .with("Sec-WebSocket-Version", null)),
                new Change("HTTP/1.0", request -> request.inVersion("1.0")));
    }

    @ParameterizedTest
    @MethodSource("noHandshakes")
    void request_thatIsNoWebSocketHandshake_isBad(Change change) {
        assertBad(
                change.change().apply(RawRequest.handshake("GET", HERE + QUERY)).send(base));
    }

    @ParameterizedTest
    @MethodSource("noHandshakes")
    void upgrade_thatIsNoWebSocketHandshake_isBad_andLeavesTheSession(Change change) throws Exception {
        try (SocketIOClient client = admitted(() -> SocketIOClient.at(base).polling())) {
            String sid = client.handshake().getString("sid");

            assertBad(change.change()
                    .apply(RawRequest.handshake("GET", HERE + QUERY + "&sid=" + sid))
                    .send(base));

            client.connect("/");
            client.upgrade();
            assertThat(client.call("/", "echo", "after")).isEqualTo("after");
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, 2", "PUT, 2", "DELETE, 2"})
    void handshake_byAnotherMethod_isRefused(String method, int code) {
        assertRefused(
                RawRequest.handshake(method, HERE + QUERY)
                        .with("Content-Length", "0")
                        .send(base),
                code);
    }

    @ParameterizedTest
    @CsvSource({
        "/upgrade/socket.io",
        "/upgrade/socket.io/foo",
        "/upgrade/socket.io/foo/",
        "/upgrade/socket.io/socket.io/"
    })
    void handshake_besideThePath_isBad(String path) {
        assertBad(RawRequest.handshake("GET", path + QUERY).send(base));
    }

    /** Servers see a WebSocket where there is a key, whatever it is that the request wants to upgrade to. */
    @ParameterizedTest
    @CsvSource({"foo", "'h2c, websocket'", "websocket"})
    void polling_thatAsksForAWebSocket_isBad(String upgrade) {
        assertBad(RawRequest.handshake("GET", HERE + "?EIO=4&transport=polling")
                .with("Upgrade", upgrade)
                .send(base));
    }

    @Test
    void version_thatIsNotKnown_isToldTheOneThatIs() {
        assertThat(RawRequest.handshake("GET", HERE + QUERY)
                        .with("Sec-WebSocket-Version", "12")
                        .send(base)
                        .headers())
                .containsEntry("sec-websocket-version", "13");
    }

    @ParameterizedTest
    @CsvSource({"Upgrade, WebSocket", "Connection, 'keep-alive, Upgrade'", "Connection, upgrade"})
    void handshake_asBrowsersAndProxiesWriteIt_isServed(String header, String value) throws Exception {
        admitted(() -> assertThat(RawRequest.handshake("GET", HERE + QUERY)
                        .with(header, value)
                        .send(base)
                        .status())
                .isEqualTo(101));
    }

    private static void assertBad(RawRequest.Answer answer) {
        assertRefused(answer, 3);
    }

    private static void assertRefused(RawRequest.Answer answer, int code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(SocketIOClient.json(answer.body()).asJsonObject().getInt("code"))
                .isEqualTo(code);
    }
}
