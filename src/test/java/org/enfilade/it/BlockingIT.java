package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What blocks holds up nobody but its own socket: no other namespace, no heartbeat, no other client. */
@ExtendWith(ArquillianExtension.class)
class BlockingIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int CROWD = 30;
    /** At 500 ms there are ten of them in the five seconds on an idle machine. */
    private static final int PINGS = 4;

    @ArquillianResource
    private URI base;

    private ClientTarget server;
    private final List<SocketIOClient> clients = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("blocking", BlockingApplication.class);
    }

    @BeforeEach
    void locate() {
        server = SocketIOClient.at(base);
    }

    @AfterEach
    void close() {
        clients.forEach(SocketIOClient::close);
    }

    @ParameterizedTest
    @EnumSource
    void handler_sleeping_delaysNeitherOtherNamespaceNorHeartbeat(Transport transport) {
        SocketIOClient client = open(transport);
        client.connect("/slow");
        client.connect("/echo");

        CompletableFuture<List<JsonValue>> nap = client.emitWithAck("/slow", "nap", "well");

        assertLivelyUntil(nap, client);
    }

    @Test
    void connectMiddleware_sleeping_delaysNeitherOtherNamespaceNorHeartbeat() {
        SocketIOClient client = open(Transport.WEBSOCKET);
        client.connect("/echo");

        CompletableFuture<String> joined = client.connectLater("/slow-to-join");

        assertLivelyUntil(joined, client);
    }

    @Test
    void eventMiddleware_sleeping_delaysNeitherOtherNamespaceNorHeartbeat() {
        SocketIOClient client = open(Transport.WEBSOCKET);
        client.connect("/slow-to-ask");
        client.connect("/echo");

        CompletableFuture<List<JsonValue>> asked = client.emitWithAck("/slow-to-ask", "ask", "well?");

        assertLivelyUntil(asked, client);
    }

    /** Echoes after each ping, and expects enough of them. */
    private static void assertLivelyUntil(CompletableFuture<?> slow, SocketIOClient client) {
        int pings = 0;
        while (!slow.isDone()) {
            client.awaitPing();
            pings++;
            assertThat(client.call(AT_ONCE, "/echo", "echo", "ping " + pings)).isEqualTo("ping " + pings);
        }
        assertThat(slow).isCompleted();
        assertThat(pings).isGreaterThanOrEqualTo(PINGS);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void handlers_thirtySleeping_delayNoOtherClient() {
        SocketIOClient other = other();
        List<CompletableFuture<List<JsonValue>>> naps = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            SocketIOClient client = open(Transport.WEBSOCKET);
            client.connect("/slow");
            naps.add(client.emitWithAck("/slow", "nap", "number " + i));
        }

        assertOthersServedAtOnce(other, naps);
    }

    @Test
    void connectMiddleware_thirtySleeping_delaysNoOtherClient() {
        SocketIOClient other = other();
        List<CompletableFuture<String>> joins = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            SocketIOClient client = open(Transport.WEBSOCKET);
            joins.add(client.connectLater("/slow-to-join"));
        }

        assertOthersServedAtOnce(other, joins);
    }

    private void assertOthersServedAtOnce(SocketIOClient other, List<? extends CompletableFuture<?>> slow) {
        assertThat(slow).as("the machine is fast enough that all sleep at once").noneMatch(CompletableFuture::isDone);
        for (int i = 0; i < 5; i++) {
            assertThat(other.call(AT_ONCE, "/echo", "echo", "event " + i)).isEqualTo("event " + i);
        }
        long start = System.nanoTime();
        SocketIOClient newcomer = other();
        assertThat(newcomer.call("/echo", "echo", "new")).isEqualTo("new");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        assertThat(slow).as("all still asleep").noneMatch(CompletableFuture::isDone);

        slow.forEach(one -> SocketIOClient.await(one, "the end of a nap"));
        assertThat(clients).allMatch(SocketIOClient::isOpen);
    }

    private SocketIOClient other() {
        SocketIOClient client = open(Transport.WEBSOCKET);
        client.connect("/echo");
        return client;
    }

    private SocketIOClient open(Transport transport) {
        SocketIOClient client = transport.open(server);
        clients.add(client);
        return client;
    }
}
