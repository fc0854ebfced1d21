package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a handshake over TLS tells. WildFly has a certificate that it makes itself, and takes a listener while it runs;
 * the other servers of the tests have no port for TLS.
 */
@ExtendWith(ArquillianExtension.class)
class TlsWildFlyIT {
    /** 8443 with the offset of all ports. */
    private static final String SERVER = "127.0.0.1:20443/tls/socket.io/?EIO=4&transport=";

    private static final String LISTENER = "/subsystem=undertow/server=default-server/https-listener=https";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting())
            .build();

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("tls", TlsApplication.class);
    }

    @BeforeEach
    void listen() throws Exception {
        try (Socket there = new Socket("127.0.0.1", 20443)) {
            assertThat(there.isConnected()).isTrue();
        } catch (ConnectException notYet) {
            Process cli = new ProcessBuilder(
                            Path.of(System.getProperty("wildfly.home"), "bin", "jboss-cli.sh")
                                    .toString(),
                            "--connect",
                            "--controller=127.0.0.1:21990",
                            "--command=" + LISTENER + ":add(socket-binding=https, ssl-context=applicationSSC)")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(cli.getInputStream().readAllBytes());
            assertThat(cli.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(cli.exitValue()).as(said).isZero();
        }
    }

    @Test
    void polling_overTls_tellsTheCipherSuite() throws Exception {
        String sid = ask("polling", null).split("\"")[3];
        assertThat(ask("polling&sid=" + sid, "40")).isEqualTo("ok");
        assertThat(ask("polling&sid=" + sid, null)).startsWith("40{");
        assertThat(ask("polling&sid=" + sid, "420[\"tls\"]")).isEqualTo("ok");
        assertThat(ask("polling&sid=" + sid, null)).matches("430\\[\"true TLS_[A-Z0-9_]+ (128|256) true 0\"]");
    }

    @Test
    void webSocket_overTls_tellsTheCipherSuite() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("wss://" + SERVER + "websocket"), heard)
                .get(1, TimeUnit.MINUTES);
        assertThat(heard.next()).startsWith("0{");
        socket.sendText("40", true).get(1, TimeUnit.MINUTES);
        assertThat(heard.next()).startsWith("40{");
        socket.sendText("420[\"tls\"]", true).get(1, TimeUnit.MINUTES);
        assertThat(heard.next()).matches("430\\[\"true TLS_[A-Z0-9_]+ (128|256) true 0\"]");
        socket.abort();
    }

    /** More than a record of TLS, and than a buffer of the server. */
    @Test
    void longMessages_travelOverTls_inBothDirections() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("wss://" + SERVER + "websocket"), heard)
                .get(1, TimeUnit.MINUTES);
        assertThat(heard.next()).startsWith("0{");
        socket.sendText("40/echo,", true).get(1, TimeUnit.MINUTES);
        assertThat(heard.next()).startsWith("40/echo,{");
        for (int length : new int[] {1, 20_000, 300_000, 900_000}) {
            String text = "0123456789".repeat(length / 10 + 1);
            socket.sendText("42/echo,0[\"echo\",\"" + text + "\"]", true).get(1, TimeUnit.MINUTES);
            assertThat(heard.next().equals("43/echo,0[\"" + text + "\"]"))
                    .as("a text of " + length)
                    .isTrue();
        }
        socket.abort();
    }

    @Test
    void webSocket_withoutTls_hasNone() {
        try (SocketIOClient plain = SocketIOClient.at(base).webSocket()) {
            plain.connect("/");
            assertThat(plain.call("/", "tls")).isEqualTo("false none");
        }
    }

    /** @param body of a POST; {@code null} for a GET */
    private String ask(String query, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://" + SERVER + query)).timeout(SocketIOClient.PATIENCE);
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        String next() throws InterruptedException {
            return texts.poll(SocketIOClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    /** Trusts the certificate that the server has made for itself. */
    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
