package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.enfilade.junit.Received;
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
    private static final int CROWD = 30;
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

        CompletableFuture<Received> nap = client.emitWithAck("/slow", "nap", "well");

        assertLively(nap, client);
    }

    @Test
    void connectMiddleware_sleeping_delaysNeitherOtherNamespaceNorHeartbeat() {
        SocketIOClient client = open(Transport.WEBSOCKET);
        client.connect("/echo");

        CompletableFuture<String> joined = client.connectLater("/slow-to-join");

        assertLively(joined, client);
    }

    @Test
    void eventMiddleware_sleeping_delaysNeitherOtherNamespaceNorHeartbeat() {
        SocketIOClient client = open(Transport.WEBSOCKET);
        client.connect("/slow-to-ask");
        client.connect("/echo");

        CompletableFuture<Received> asked = client.emitWithAck("/slow-to-ask", "ask", "well?");

        assertLively(asked, client);
    }

    /** Echoes after each ping while the other sleeps. */
    private static void assertLively(CompletableFuture<?> slow, SocketIOClient client) {
        awaitSleepers(client, 1);
        for (int ping = 0; ping < PINGS; ping++) {
            client.awaitPing();
            assertThat(client.call("/echo", "echo", "ping " + ping)).isEqualTo("ping " + ping);
        }
        assertThat(slow).as("still asleep").isNotDone();
        client.call("/echo", "wake");
        SocketIOClient.await(slow, "the end of a nap");
        assertThat(client.isOpen()).isTrue();
    }

    private static void awaitSleepers(SocketIOClient client, int count) {
        awaitSleepers(client, "/echo", count);
    }

    private static void awaitSleepers(SocketIOClient client, String namespace, int count) {
        long end = System.nanoTime() + SocketIOClient.PATIENCE.toNanos();
        while (!client.call(namespace, "sleepers").equals(Integer.toString(count))) {
            assertThat(System.nanoTime()).as("not all are asleep").isLessThan(end);
        }
    }

    @Test
    void handlers_thirtySleeping_delayNoOtherClient() {
        SocketIOClient other = other();
        List<CompletableFuture<Received>> naps = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            SocketIOClient client = open(Transport.WEBSOCKET);
            client.connect("/slow");
            naps.add(client.emitWithAck("/slow", "nap", "number " + i));
        }

        assertOthersServed(other, naps);
    }

    /** The handlers that sleep have all threads, and more of them wait. */
    @ParameterizedTest
    @EnumSource
    void handlers_moreSleepingThanThreads_delayNoClientThatNeedsNone(Transport transport) {
        List<CompletableFuture<String>> naps = new ArrayList<>();
        SocketIOClient first = transport.open(server);
        clients.add(first);
        first.connect("/prompt");
        for (int i = 0; i < BlockingApplication.MAX_THREADS + 10; i++) {
            SocketIOClient client = open(Transport.WEBSOCKET);
            String number = "number " + i;
            naps.add(SocketIOClient.later(() -> {
                client.connect("/slow");
                return client.call("/slow", "nap", number);
            }));
        }
        awaitSleepers(first, "/prompt", BlockingApplication.MAX_THREADS);

        SocketIOClient newcomer = open(transport);
        newcomer.connect("/prompt");
        List<CompletableFuture<Received>> burst = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            burst.add(newcomer.emitWithAck("/prompt", "echo", "event " + i));
        }
        burst.forEach(one -> SocketIOClient.await(one, "an answer in a burst"));
        assertThat(naps).as("all still asleep").noneMatch(CompletableFuture::isDone);

        first.call("/prompt", "wake");
        while (!naps.stream().allMatch(CompletableFuture::isDone)) {
            first.call("/prompt", "wake");
        }
    }

    @Test
    void threads_areNamedAfterTheApplication() {
        assertThat(other().call("/echo", "thread")).startsWith("enfilade-blocking-");
    }

    @Test
    void connectMiddleware_thirtySleeping_delaysNoOtherClient() {
        SocketIOClient other = other();
        List<CompletableFuture<String>> joins = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            SocketIOClient client = open(Transport.WEBSOCKET);
            joins.add(client.connectLater("/slow-to-join"));
        }

        assertOthersServed(other, joins);
    }

    private void assertOthersServed(SocketIOClient other, List<? extends CompletableFuture<?>> slow) {
        awaitSleepers(other, slow.size());
        for (int i = 0; i < 5; i++) {
            assertThat(other.call("/echo", "echo", "event " + i)).isEqualTo("event " + i);
        }
        SocketIOClient newcomer = other();
        assertThat(newcomer.call("/echo", "echo", "new")).isEqualTo("new");
        assertThat(slow).as("all still asleep").noneMatch(CompletableFuture::isDone);

        other.call("/echo", "wake");
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
