package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.enfilade.CorsOptions;
import org.enfilade.ServerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filter, servlet and endpoint over real sockets. */
@EnfiladeTest(Chat.class)
class WebLayerTest {
    private static final int LIMIT = 100_000;

    @ApplicationScoped
    static class Options {
        void configure(@Observes ServerOptions.Builder options) {
            options.maxHttpBufferSize(LIMIT).cors(CorsOptions.allowing("https://friend.example"));
        }
    }

    @Inject
    @ServerUrl
    URI base;

    private Http http;

    @BeforeEach
    void connectTo() {
        http = new Http(base);
    }

    // --- requests that are refused

    @ParameterizedTest
    @CsvSource({
        "GET, transport=carrier-pigeon&EIO=4, 0, Transport unknown",
        "GET, transport=polling&EIO=4&sid=unknown, 1, Session ID unknown",
        "POST, transport=polling&EIO=4, 2, Bad handshake method",
        "GET, transport=websocket&EIO=4, 3, Bad request",
        "GET, transport=polling&EIO=3, 5, Unsupported protocol version"
    })
    void request_againstTheProtocol_isAnswered400(String method, String query, int code, String message)
            throws Exception {
        HttpResponse<String> answer = http.send(method, "socket.io/?" + query, null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ClientJson.parse(answer.body()).asJsonObject())
                .isEqualTo(ClientJson.parse("{\"code\":" + code + ",\"message\":\"" + message + "\"}"));
    }

    @Test
    void anotherPath_isNotFound() throws Exception {
        assertThat(http.get("elsewhere/").statusCode()).isEqualTo(404);
    }

    @Test
    void foreignOrigin_isRefused_onPolling() throws Exception {
        HttpResponse<String> answer =
                http.get("socket.io/?EIO=4&transport=polling", "Origin", "https://stranger.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":4", "Origin not allowed");
    }

    @Test
    void foreignOrigin_isRefused_onWebSocket(SocketIOTestClient client) {
        HandshakeRefusal refusal =
                client.header("Origin", "https://stranger.example").refusedHandshake();

        assertThat(refusal.status()).isEqualTo(403);
    }

    @Test
    void allowedOrigin_isServed_onBothTransports(SocketIOTestClient client) throws Exception {
        HttpResponse<String> answer =
                http.get("socket.io/?EIO=4&transport=polling", "Origin", "https://friend.example");
        client.header("Origin", "https://friend.example").connect("/chat");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://friend.example");
    }

    @Test
    void preflight_isAnswered() throws Exception {
        HttpResponse<String> answer = http.send(
                "OPTIONS",
                "socket.io/?EIO=4&transport=polling",
                null,
                "Origin",
                "https://friend.example",
                "Access-Control-Request-Method",
                "POST");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).isPresent();
    }

    @Test
    void webSocket_ofUnknownSession_isRefused(SocketIOTestClient client) {
        assertThat(client.query("sid", "unknown").refusedHandshake().status()).isEqualTo(400);
    }

    // --- polling

    @Test
    void polling_carriesEventsBothWays() throws Exception {
        String sid = http.open();

        HttpResponse<String> joined = http.post(sid, "40/chat,");
        String welcome = http.pollFor(sid, "welcome");
        http.post(sid, "42/chat,7[\"echo\",\"grüße\"]");

        assertThat(joined.body()).isEqualTo("ok");
        assertThat(joined.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).containsIgnoringCase("utf-8"));
        assertThat(welcome).startsWith("40/chat,{\"sid\":");
        assertThat(http.poll(sid).body()).isEqualTo("43/chat,7[\"grüße\"]");
    }

    @Test
    void polling_carriesMoreThanOneBuffer() throws Exception {
        String sid = http.open();
        String text = "x".repeat(LIMIT - 100);

        http.post(sid, "40/chat,");
        http.pollFor(sid, "welcome");
        http.post(sid, "42/chat,0[\"echo\",\"" + text + "\"]");

        assertThat(http.poll(sid).body()).isEqualTo("43/chat,0[\"" + text + "\"]");
    }

    @Test
    void postOverTheLimit_isAnswered413() throws Exception {
        assertThat(http.post(http.open(), "4".repeat(LIMIT + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void parallelPolls_endTheSession() throws Exception {
        String sid = http.open();
        http.post(sid, "40/chat,");
        http.pollFor(sid, "welcome");
        CompletableFuture<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(() -> pollUnchecked(sid));
        HttpResponse<String> second = http.poll(sid);
        HttpResponse<String> first = waiting.get(2, TimeUnit.MINUTES);

        assertThat(List.of(first.statusCode(), second.statusCode())).contains(400);
        assertThat(http.poll(sid).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> pollUnchecked(String sid) {
        try {
            return http.poll(sid);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    // --- WebSocket

    @Test
    void open_announcesTheOptions(SocketIOTestClient client) {
        client.connect("/chat");

        JsonObject open = client.handshake().asJsonObject();
        assertThat(open.getInt("maxPayload")).isEqualTo(LIMIT);
        assertThat(open.getJsonArray("upgrades")).isEmpty();
    }

    @Test
    void messageOverTheLimit_closesWith1009(SocketIOTestClient client) {
        TestSocket socket = client.connect("/chat");

        socket.emit("echo", "x".repeat(LIMIT + 1));

        assertThat(client.closed()).isEqualTo(1009);
        assertThat(socket.disconnected()).isEqualTo("transport close");
    }

    @Test
    void longMessages_arriveWhole(SocketIOTestClient client) {
        String text = "ä".repeat(LIMIT / 3);

        assertThat(client.connect("/chat").call("echo", text).text(0)).isEqualTo(text);
    }

    @Test
    void polling_canBeUpgraded() throws Exception {
        String sid = http.open();
        http.post(sid, "40/chat,");
        http.pollFor(sid, "welcome");
        RawWebSocket webSocket = new RawWebSocket(base, sid);

        webSocket.send("2probe");
        assertThat(webSocket.next()).isEqualTo("3probe");
        webSocket.send("5");
        webSocket.send("42/chat,1[\"echo\",\"upgraded\"]");

        assertThat(webSocket.next()).isEqualTo("43/chat,1[\"upgraded\"]");
        webSocket.close();
    }

    /** Engine.IO packets by hand. */
    private static final class RawWebSocket implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final WebSocket socket;

        RawWebSocket(URI base, String sid) {
            URI uri =
                    URI.create("ws" + base.toString().substring(4) + "socket.io/?EIO=4&transport=websocket&sid=" + sid);
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .connectTimeout(Duration.ofMinutes(2))
                    .buildAsync(uri, this)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            messages.add(data.toString());
            from.request(1);
            return null;
        }

        void send(String message) {
            socket.sendText(message, true).join();
        }

        String next() throws InterruptedException {
            return messages.poll(2, TimeUnit.MINUTES);
        }

        void close() {
            socket.abort();
        }
    }
}
