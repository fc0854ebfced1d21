package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the application adds to answers arrives on both transports, and so does the cookie of a session. */
@ExtendWith(ArquillianExtension.class)
class HeadersIT {
    private static final String HERE = "/headers/socket.io/?EIO=4&transport=";

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("headers", HeadersApplication.class)
                .addAsResource(
                        new StringAsset("enfilade.cookie.name=io\nenfilade.cookie.maxAge=PT1H"),
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
