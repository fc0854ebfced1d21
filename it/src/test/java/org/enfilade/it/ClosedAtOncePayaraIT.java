package org.enfilade.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Payara uses request objects again, with traces of what they were used for before; that may cost nobody a request.
 * Whether it came to that is in the log only: the request that is lost is another one's, and later.
 */
@ExtendWith(ArquillianExtension.class)
class ClosedAtOncePayaraIT {
    private static final int ROUNDS = 200;
    private static final int AT_ONCE = 8;

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("recycled", EchoApplication.class, MarkedRequests.class);
    }

    @Test
    void webSocketThatTheServerClosesAtOnce_afterAsynchronousRequests_isGivenBackOnce() throws Exception {
        long before = complaints();
        try (SocketIOClient other = SocketIOClient.at(base).webSocket()) {
            URI another = URI.create(address() + "&sid=" + other.handshake().getString("sid"));
            for (int round = 0; round < ROUNDS; round++) {
                pollOnce();
                Closing closing = new Closing();
                ClientTarget.HTTP.newWebSocketBuilder().buildAsync(another, closing);
                closing.end.get(SocketIOClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            other.connect("/");
            assertThat(other.call("/", "echo", "still here")).isEqualTo("still here");
        }
        assertThat(complaints() - before).isZero();
    }

    @Test
    void webSocketThatItsClientClosesAtOnce_afterAsynchronousRequests_isGivenBackOnce() throws Exception {
        long before = complaints();
        URI address = address();
        for (int round = 0; round < ROUNDS; round++) {
            pollOnce();
            ClientTarget.HTTP
                    .newWebSocketBuilder()
                    .buildAsync(address, new WebSocket.Listener() {})
                    .thenCompose(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .get(SocketIOClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(complaints() - before).isZero();
    }

    @Test
    void polls_onRequestObjectsThatAreMarkedAsServed_areAllAnswered() throws Exception {
        long before = complaints();
        HttpRequest poll = HttpRequest.newBuilder(
                        URI.create(SocketIOClient.at(base).uri("polling") + "&" + MarkedRequests.MARKED))
                .build();
        for (int round = 0; round < ROUNDS; round++) {
            List<CompletableFuture<String>> answers = Stream.generate(() -> ClientTarget.HTTP
                            .sendAsync(poll, BodyHandlers.ofString())
                            .thenApply(HttpResponse::body))
                    .limit(AT_ONCE)
                    .toList();
            for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get(SocketIOClient.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .startsWith("0{");
            }
        }
        assertThat(complaints() - before).isZero();
    }

    private URI address() {
        return URI.create(
                "ws" + SocketIOClient.at(base).uri("websocket").toString().substring("http".length()));
    }

    /** Opens a session, whose id is returned. */
    private String pollOnce() throws Exception {
        var request =
                HttpRequest.newBuilder(SocketIOClient.at(base).uri("polling")).build();
        String opened = ClientTarget.HTTP.send(request, BodyHandlers.ofString()).body();
        return SocketIOClient.json(opened.substring(1)).asJsonObject().getString("sid");
    }

    private static long complaints() throws Exception {
        try (Stream<String> log = Files.lines(Path.of(System.getProperty("it.log")), UTF_8)) {
            return log.filter(
                            line -> line.contains("Response has not been set") || line.contains("NullPointerException"))
                    .count();
        }
    }

    private static final class Closing implements WebSocket.Listener {
        private final CompletableFuture<Integer> end = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            end.complete(0);
        }
    }
}
