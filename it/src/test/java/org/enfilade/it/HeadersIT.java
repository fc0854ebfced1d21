package org.enfilade.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is in the answers to requests: what the application adds, the cookie of a session, how they are compressed, and
 * that too much was asked.
 */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HeadersIT {
    private static final String HERE = "/headers/socket.io/?EIO=4&transport=";

    /** More than the other tests need. */
    private static final int HANDSHAKES = 40;

    private final HttpClient http = ClientTarget.HTTP; // Payara ends connections of HTTP/2 with many requests

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("headers", HeadersApplication.class)
                .addAsResource(
                        new StringAsset("enfilade.cookie.name=io\nenfilade.cookie.maxAge=PT1H\n"
                                + "enfilade.httpCompression=true\nenfilade.maxBufferedChunks=1000\n"
                                + "enfilade.maxHandshakesPerAddress=" + HANDSHAKES),
                        "META-INF/enfilade.properties");
    }

    private RawRequest.Answer ask(String query) {
        RawRequest request = RawRequest.handshake("GET", HERE + query).with("X-Ask", "you");
        return query.startsWith("polling")
                ? request.with("Upgrade", null)
                        .with("Connection", null)
                        .with("Sec-WebSocket-Key", null)
                        .with("Sec-WebSocket-Version", null)
                        .send(base)
                : request.send(base);
    }

    @Test
    void firstPoll_hasTheCookieOfItsSession_andWhatTheApplicationAdds() {
        RawRequest.Answer answer = ask("polling");
        String sid = answer.body().split("\"")[3];

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("set-cookie"))
                .containsExactlyInAnyOrder(
                        "seen=yes; Path=/", "io=" + sid + "; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax");
        assertThat(answer.header("x-answer")).containsExactly("you");
    }

    @Test
    void webSocketOfANewSession_hasWhatTheApplicationAdds() {
        RawRequest.Answer answer = ask("websocket");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("set-cookie")).containsExactly("seen=yes; Path=/");
        assertThat(answer.header("x-answer")).containsExactly("you");
    }

    @Test
    void upgrade_hasWhatTheApplicationAddsToLaterAnswers() {
        String sid = ask("polling").body().split("\"")[3];
        RawRequest.Answer answer = ask("websocket&sid=" + sid);

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.header("x-answer")).containsExactly("you");
    }

    // --- compression

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create("http://" + base.getAuthority() + HERE + "polling" + query))
                .timeout(SocketIOClient.PATIENCE);
    }

    private HttpResponse<byte[]> poll(String sid) throws Exception {
        HttpRequest poll = request("&sid=" + sid)
                .header("Accept-Encoding", "gzip, deflate")
                .build();
        return http.send(poll, HttpResponse.BodyHandlers.ofByteArray());
    }

    private void post(String sid, String body) throws Exception {
        HttpRequest post = request("&sid=" + sid)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        byte[] body = answer.body();
        return answer.headers().firstValue("content-encoding").isEmpty()
                ? new String(body, ISO_8859_1)
                : new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), ISO_8859_1);
    }

    @Test
    void answerToAPoll_isCompressed_ifItIsLong_andTheApplicationDoesNotSayOtherwise() throws Exception {
        String sid = ask("polling").body().split("\"")[3];
        post(sid, "40");
        HttpResponse<byte[]> answer = poll(sid);
        assertThat(text(answer)).startsWith("40{");
        assertThat(answer.headers().allValues("content-encoding")).isEmpty();
        assertThat(answer.headers().allValues("vary")).contains("Accept-Encoding");

        post(sid, "420[\"text\",50000]");
        answer = poll(sid);
        assertThat(text(answer)).isEqualTo("430[\"" + "x".repeat(50_000) + "\"]");
        assertThat(answer.headers().allValues("content-encoding")).containsExactly("gzip");
        assertThat(answer.body().length).isLessThan(2_000);

        post(sid, "42[\"plain\",50000]");
        answer = poll(sid);
        assertThat(text(answer)).isEqualTo("42[\"plain\",\"" + "x".repeat(50_000) + "\"]");
        assertThat(answer.headers().allValues("content-encoding")).isEmpty();
    }

    // --- too much

    @Test
    void body_inChunksWithoutEnd_is413() throws Exception {
        String sid = ask("polling").body().split("\"")[3];
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) SocketIOClient.PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + HERE + "polling&sid=" + sid + " HTTP/1.1\r\nHost: " + base.getAuthority()
                            + "\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n4\r\n")
                    .getBytes(ISO_8859_1));
            // fewer than the million bytes that a body may have
            for (int i = 0; i < 500_000 && socket.getInputStream().available() == 0; i++) {
                out.write("1\r\nx\r\n".getBytes(ISO_8859_1));
            }
            assertThat(new Scanner(socket.getInputStream(), ISO_8859_1).nextLine())
                    .startsWith("HTTP/1.1 413");
        }
    }

    /** The last one, since the others would be refused too. */
    @Test
    @Order(Integer.MAX_VALUE)
    void handshakes_ofOneAddress_beyondALimit_are429_forAWhile() throws Exception {
        long end = System.nanoTime() + SocketIOClient.PATIENCE.toNanos();
        Optional<HttpResponse<String>> refused = Optional.empty();
        while (refused.isEmpty() && System.nanoTime() < end) {
            List<CompletableFuture<HttpResponse<String>>> all = Stream.generate(
                            () -> http.sendAsync(request("").build(), HttpResponse.BodyHandlers.ofString()))
                    .limit(5L * HANDSHAKES)
                    .toList();
            for (CompletableFuture<HttpResponse<String>> each : all) {
                HttpResponse<String> answer = each.get(1, TimeUnit.MINUTES);
                refused = answer.statusCode() == 200 ? refused : Optional.of(answer);
            }
        }
        assertThat(refused).isPresent();
        assertThat(refused.orElseThrow().statusCode()).isEqualTo(429);
        assertThat(refused.orElseThrow().body()).isEqualTo("{\"code\":4,\"message\":\"Too many handshakes\"}");

        int status = 429;
        while (status == 429 && System.nanoTime() < end) {
            status = ask("websocket").status();
        }
        assertThat(status).isEqualTo(101);
    }

    // --- decisions that come later

    @Test
    void poll_aboutWhichTheApplicationDecidesLater_isServed_orRefused() {
        assertThat(ask("polling&later=yes").status()).isEqualTo(200);
        RawRequest.Answer refused = ask("polling&later=no");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"not you\"}");
    }

    @Test
    void webSocket_aboutWhichTheApplicationDecidesLater_isServed() throws Exception {
        Heard heard = open("yes");
        assertThat(heard.next()).startsWith("0{\"sid\":");
        heard.socket.sendText("40", true).get(60, TimeUnit.SECONDS);
        assertThat(heard.next()).startsWith("40{\"sid\":");
        heard.socket.abort();
    }

    @Test
    void webSocket_aboutWhichTheApplicationDecidesLater_isToldThatItIsRefused_andClosed() throws Exception {
        Heard heard = open("no");
        assertThat(heard.next()).isEqualTo("{\"code\":4,\"message\":\"not you\"}");
        assertThat(heard.next()).isEqualTo("closed 1000");
    }

    private Heard open(String later) throws Exception {
        Heard heard = new Heard();
        URI address = URI.create("ws://" + base.getAuthority() + HERE + "websocket&later=" + later);
        heard.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, heard)
                .get(60, TimeUnit.SECONDS);
        return heard;
    }

    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private WebSocket socket;

        String next() throws InterruptedException {
            return texts.poll(60, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            texts.add(data.toString());
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            texts.add("closed " + code);
            return null;
        }
    }
}
