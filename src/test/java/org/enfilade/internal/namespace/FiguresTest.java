package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.enfilade.ConnectionRefused;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operations see of a server. */
class FiguresTest {
    private final TestServer test = new TestServer();
    private final FakeHandler chat = test.declare("/chat").echo();
    private Figures figures;

    FiguresTest() {
        test.declarePattern("^/shop-(?<id>\\d+)$", "id");
    }

    private void start() {
        start(options -> {});
    }

    private void start(Consumer<ServerOptions.Builder> options) {
        test.start(options);
        figures = test.server.figures();
    }

    private List<String> warnings(LogCapture log) {
        return log.messages().stream()
                .filter(line -> line.getLevel() == Level.WARNING)
                .map(LogRecord::getMessage)
                .toList();
    }

    @Test
    void server_afterTheEnd_acceptsNothing() {
        start();
        assertThat(figures.isAccepting()).isTrue();
        assertThat(figures.connections()).isZero();
        assertThat(figures.waitingBytes()).isZero();
        assertThat(figures.cluster()).isEqualTo(new Figures.OfCluster(Optional.empty(), Set.of(), 0, 0, 0, 0));
        test.server.stop();
        assertThat(figures.isAccepting()).isFalse();
    }

    @Test
    void suspendedServer_endsAllConnections_andAcceptsNoneUntilItGoesOn() {
        start();
        Client before = test.join("/chat");
        chat.take();
        try (LogCapture log = new LogCapture()) {
            test.server.suspend();
            test.server.suspend();
            test.executor.run();
            assertThat(before.isClosed()).isTrue();
            assertThat(chat.take())
                    .containsExactly("disconnecting server shutting down []", "disconnected server shutting down []");
            assertThat(test.server.engine().isFull()).isTrue();
            assertThat(figures.isAccepting()).isFalse();
            assertThat(log.messages()).isEmpty();
        }
        test.server.resume();
        assertThat(test.server.engine().isFull()).isFalse();
        assertThat(figures.isAccepting()).isTrue();
        test.join("/chat");
        assertThat(figures.connections()).isEqualTo(1);
    }

    @Test
    void namespaces_areThoseDeclared_withTheChildrenOfADynamicOneTogether() {
        start();
        test.join("/chat");
        test.join("/chat");
        chat.socket().join("red", "blue");
        for (int i = 0; i < 3; i++) {
            test.join("/shop-" + i);
        }
        test.join("/shop-1");

        assertThat(figures.connections()).isEqualTo(6);
        assertThat(figures.namespaces(10))
                .containsExactly(
                        new Figures.OfNamespace("^/shop-(?<id>\\d+)$", true, 3, 4, 0),
                        new Figures.OfNamespace("/chat", false, 0, 2, 2),
                        new Figures.OfNamespace("/", false, 0, 0, 0));
        assertThat(figures.namespaces(1))
                .extracting(Figures.OfNamespace::sockets)
                .containsExactly(4);
    }

    @Test
    void refusals_areCountedByCode_andThoseOfMiddlewareForThemselves() {
        start();
        chat.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("no"));
        test.connect().send("0/chat,", "0/nowhere,");
        test.server.refused(new RefusedRequest(1, "Session ID unknown", "/", "127.0.0.1"));
        test.server.refused(new RefusedRequest(1, "Session ID unknown", "/", "127.0.0.1"));
        test.server.refused(new RefusedRequest(4, "Forbidden", "/", "127.0.0.1"));

        assertThat(figures.refusedRequests()).containsExactly(entry(1, 2L), entry(4, 1L));
        assertThat(figures.refusedConnects()).isEqualTo(2);
    }

    @Test
    void closes_areCountedByReason() {
        start();
        test.join("/chat").lose();
        test.join("/chat").fail();
        test.join("/chat").send("2/chat,[");
        test.join("/chat");
        test.server.stop();

        assertThat(figures.closes())
                .contains(
                        entry("transport close", 1L),
                        entry("transport error", 1L),
                        entry("protocol violation", 1L),
                        entry("shutdown", 1L),
                        entry("ping timeout", 0L));
        assertThat(figures.limits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxAttachments | 511-/chat,[\"x\"]",
                "maxJsonDepth | 2/chat,[\"x\",[[[[[1]]]]]]",
                "maxNamespaceLength | 0/a-namespace-with-a-long-name,",
                "inboxMaxBytes and inboxMaxEvents | 2/chat,[\"echo\"];2/chat,[\"echo\"];2/chat,[\"echo\"]",
                "maxWaitingBytes | 2/chat,[\"echo\",\"%s\"];2/chat,[\"echo\",\"%s\"];2/chat,[\"echo\",\"%s\"]",
                "maxHttpBufferSize | 2/chat,[\"echo\",\"%s%s\"]",
                "maxHttpBufferSize | "
                        + "52-/chat,[\"echo\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}];#%s;#%s"
            })
    void connectionThatIsClosedForALimit_isCounted_andLoggedOnceInAMinute(String limit, String packets) {
        String big = "1".repeat(6_000);
        Consumer<ServerOptions.Builder> small = options -> options.maxAttachments(10)
                .maxJsonDepth(5)
                .maxNamespaceLength(16)
                .inboxMaxEvents(limit.startsWith("inbox") ? 2 : 100)
                .maxWaitingBytes(limit.equals("maxWaitingBytes") ? 9_000 : 1_000_000)
                .maxHttpBufferSize(limit.equals("maxHttpBufferSize") ? 5_500 : 10_000);
        start(small);
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 3; i++) {
                Client client = test.join("/chat");
                client.post(packets.replace("%s", big).split(";"));
                assertThat(client.isClosed()).isTrue();
                test.executor.run();
            }
            assertThat(figures.limits()).containsExactly(entry(limit, 3L));
            // what all clients share is nobody's in particular
            boolean ofAll = limit.equals("maxWaitingBytes");
            String line = ofAll ? "enfilade.maxWaitingBytes" : "limit: " + limit;
            assertThat(warnings(log))
                    .singleElement()
                    .asString()
                    .contains(line, ofAll ? "More than 9000 bytes" : "The connection of 127.0.0.1 ends")
                    .contains(ofAll ? "" : "\"/chat\"");

            test.ticker.advanceMillis(61_000);
            Client later = test.join("/chat");
            later.post(packets.replace("%s", big).split(";"));
            assertThat(warnings(log)).hasSize(2).allMatch(text -> text.contains(line));
        }
    }

    @Test
    void clientThatDoesNotRead_isClosedForTheLimitOfItsOutbox() {
        start(options -> options.outboxMaxPackets(2));
        Client client = test.join("/chat");
        client.wire.hold();
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 5; i++) {
                chat.socket().emit("news", i);
            }
            assertThat(warnings(log)).singleElement().asString().contains("outboxMaxPackets", "127.0.0.1");
        }
        assertThat(figures.limits()).containsExactly(entry("outboxMaxBytes and outboxMaxPackets", 1L));
    }

    @Test
    void handshakesOverMaxConnections_areLoggedOnceInAMinute() {
        start(options -> options.maxConnections(1));
        test.connect();
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 3; i++) {
                assertThat(test.server.engine().isFull()).isTrue();
            }
            assertThat(warnings(log)).singleElement().asString().contains("enfilade.maxConnections", "1 connections");
        }
    }
}
