package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.enfilade.EventRefused;
import org.enfilade.SocketEvent;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.FakeWire;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.PollPost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What waits for and from all clients counts in one sum, and all of it is given back, whatever becomes of the clients.
 */
class WaitingBytesTest {
    private static final int LARGE = 5_000;
    private static final String PLACE = "{\"_placeholder\":true,\"num\":0}";

    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/");
    private final FakeHandler chat = test.declare("/chat");

    private void start(long max) {
        test.start(options -> options.maxWaitingBytes(max)
                .maxHttpBufferSize(50_000)
                .inboxMaxBytes(100_000)
                .outboxMaxBytes(100_000));
    }

    private long used() {
        return test.server.figures().waitingBytes();
    }

    private static String large(int bytes) {
        return "x".repeat(bytes);
    }

    @Test
    void broadcast_thatWaitsForManyClients_countsOnce() {
        start(100_000);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(test.join("/"));
            clients.get(i).wire.hold();
            test.server.of("/").emit("taken"); // by those so far
        }
        test.server.of("/").emit("large", large(10_000));
        assertThat(clients).noneMatch(Client::isClosed);
        assertThat(used()).isBetween(20_000L, 40_000L);
        clients.forEach(client -> client.wire.release());
        assertThat(used()).isZero();
        assertThat(clients).noneMatch(Client::isClosed);
    }

    @Test
    void tooMuchThatWaits_isWarnedOfInOneLine() {
        start(50_000);
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 10; i++) {
                test.join("/").wire.hold();
                for (int k = 0; k < 3; k++) {
                    main.socket().emit("large", large(10_000));
                }
            }
            assertThat(log.messages()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARNING);
                assertThat(line.getMessage()).contains("enfilade.maxWaitingBytes");
            });
        }
        assertThat(test.server.figures().limits()).containsKey("maxWaitingBytes");
    }

    @Test
    void clientThatMakesTooMuchWait_isClosed_andOneThatReadsIsNot() {
        start(100_000);
        Client reader = test.join("/");
        List<Client> silent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Client client = test.join("/");
            client.wire.hold();
            silent.add(client);
            for (int k = 0; k < 3; k++) {
                main.socket().emit("large", large(10_000));
            }
        }
        assertThat(silent).anyMatch(Client::isClosed);
        assertThat(used()).isLessThanOrEqualTo(100_000);
        test.server.of("/").emit("hello");
        assertThat(reader.received()).containsExactly("2[\"hello\"]");
        assertThat(reader.isClosed()).isFalse();
        silent.forEach(Client::lose);
        assertThat(used()).isZero();
    }

    @Test
    void clientThatKeepsUp_costsNothing() {
        start(10_000);
        Client client = test.join("/");
        for (int i = 0; i < 100; i++) {
            main.socket().emit("large", large(20_000));
        }
        assertThat(client.isClosed()).isFalse();
        assertThat(used()).isZero();
    }

    @Test
    void eventsOfClientsThatAreGone_goOnCounting_soThatReconnectingEvadesNothing() {
        start(100_000);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(test.join("/"));
        }
        int refused = 0;
        for (Client client : clients) {
            client.post("2[\"large\",\"" + large(20_000) + "\"]");
            refused += client.isClosed() ? 1 : 0;
            client.drop();
        }
        assertThat(refused).isEqualTo(2); // whole blocks of 4,096 bytes count
        assertThat(used()).isBetween(80_000L, 100_000L);
        test.executor.run();
        assertThat(used()).isZero();
    }

    @Test
    void eventsThatWait_whenTheirClientAsksForTooMuch_areDroppedAtOnce() {
        start(50_000);
        main.take();
        Client holder = test.connect();
        holder.send("0{\"t\":\"" + large(30_000) + "\"}");
        for (String tooMuch :
                List.of("0/chat,{\"t\":\"" + large(40_000) + "\"}", "2[\"e\",\"" + large(40_000) + "\"]")) {
            Client client = test.join("/");
            client.post("2[\"waits\"]", tooMuch);
            assertThat(client.isClosed()).isTrue();
        }
        test.executor.run();
        assertThat(main.take()).noneMatch(called -> called.startsWith("waits"));
        holder.lose();
        assertThat(used()).isZero();
    }

    @Test
    void messagesHeldBackForSocketsInMiddleware_areBoundedInBytes_andCount() {
        start(1_000_000);
        CompletableFuture<Void> middleware = new CompletableFuture<>();
        List<Integer> refused = new ArrayList<>();
        main.admission = socket -> {
            for (int i = 0; i < 15; i++) {
                try {
                    socket.emit("early", large(10_000));
                } catch (IllegalStateException e) {
                    refused.add(i);
                }
            }
            return middleware;
        };
        Client client = test.connect().send("0");
        assertThat(refused).hasSize(6);
        assertThat(used()).isGreaterThan(9 * 20_000);
        middleware.complete(null);
        test.executor.run();
        assertThat(client.received()).hasSize(10);
        assertThat(used()).isZero();
    }

    @Test
    void authPayloads_countAsLongAsTheirSockets() {
        start(1_000_000);
        Client client = test.connect();
        client.send("0{\"t\":\"" + large(20_000) + "\"}", "0/chat,{\"t\":\"" + large(20_000) + "\"}");
        assertThat(used()).isGreaterThan(36_000);
        client.send("1/chat,");
        assertThat(used()).isBetween(16_000L, 24_000L);
        client.send("0/never,{\"t\":\"" + large(20_000) + "\"}");
        assertThat(used()).isBetween(16_000L, 24_000L);
        client.lose();
        assertThat(used()).isZero();
    }

    @Test
    void answers_thatWaitForThoseOfOthers_count_untilAllAreThereOrTheTimeIsUp() {
        start(100_000);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(test.join("/"));
        }
        var answers = test.server.of("/").emitWithAck("ask").toCompletableFuture();
        int refused = 0;
        for (Client client : clients.subList(1, 8)) {
            String id = client.received().get(0).replaceAll("2(\\d+).*", "$1");
            client.post("3" + id + "[\"" + large(20_000) + "\"]");
            refused += client.isClosed() ? 1 : 0;
        }
        assertThat(refused).isEqualTo(2);
        assertThat(used()).isBetween(90_000L, 100_000L);
        test.ticker.advanceMillis(2_000);
        test.executor.run();
        assertThat(answers).isCompletedExceptionally();
        assertThat(used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {60_000, 300_000, 100_000_000})
    void allThatIsCounted_isGivenBack_whateverBecomesOfTheClients(long max) {
        start(max);
        chat.filter =
                (socket, event) -> event.name().equals("slow") ? slow() : CompletableFuture.completedFuture(event);
        for (int seed = 0; seed < 60; seed++) {
            Lives lives = new Lives(new Random(seed));
            for (int i = 0; i < 300; i++) {
                lives.step();
                assertThat(used()).as("seed %d, step %d", seed, i).isBetween(0L, max + 500_000);
            }
            lives.end();
            assertThat(used()).as("seed %d", seed).isZero();
        }
        assertThat(test.server.engine().size()).isZero();
    }

    private int asked;
    private final List<CompletableFuture<SocketEvent>> filtered = new ArrayList<>();

    private CompletableFuture<SocketEvent> slow() {
        CompletableFuture<SocketEvent> future = new CompletableFuture<>();
        filtered.add(future);
        return future;
    }

    /** Some clients and what they do, at random. */
    private final class Lives {
        private final Random random;
        private final List<Peer> peers = new ArrayList<>();

        Lives(Random random) {
            this.random = random;
        }

        void step() {
            if (peers.size() < 5 || random.nextInt(40) == 0) {
                peers.add(random.nextBoolean() ? new OnWebSocket() : new OnPolling());
            }
            Peer peer = peers.get(random.nextInt(peers.size()));
            String text = large(random.nextInt(4) * LARGE);
            switch (random.nextInt(17)) {
                case 0 -> peer.text("40{\"t\":\"" + text + "\"}");
                case 1 -> peer.text("40/chat,{\"t\":\"" + text + "\"}");
                case 2 -> peer.text("42[\"e\",\"" + text + "\"]");
                case 3 -> peer.text("42/chat,[\"e\",\"" + text + "\"]");
                case 4 -> peer.text("42/chat,[\"slow\",\"" + text + "\"]");
                case 5 -> peer.text("452-[\"e\"," + PLACE + "," + PLACE.replace('0', '1') + "]");
                case 6 -> peer.binary(new byte[text.length()]);
                case 7 -> peer.text(random.nextBoolean() ? "41" : "41/chat,");
                case 8 -> test.server.of(random.nextBoolean() ? "/" : "/chat").emit("b", text);
                case 9, 10 -> test.executor.run();
                case 11 -> peer.read();
                case 12 -> peer.stopReading();
                case 13 -> answerMiddleware();
                case 14 -> disconnectOne();
                case 15 -> {
                    if (random.nextInt(6) == 0) {
                        peer.leave();
                    }
                }
                case 16 -> {
                    test.server.of("/").emitWithAck("ask");
                    peer.text("43" + asked++ + "[\"" + text + "\"]");
                }
                default -> throw new AssertionError();
            }
        }

        private void answerMiddleware() {
            if (!filtered.isEmpty()) {
                filtered.remove(0).completeExceptionally(new EventRefused("no"));
            }
        }

        private void disconnectOne() {
            if (!main.sockets.isEmpty()) {
                main.sockets.get(main.sockets.size() - 1).disconnect(random.nextBoolean());
            }
        }

        void end() {
            test.executor.refuse(random.nextInt(4) == 0);
            peers.forEach(Peer::leave);
            test.executor.refuse(false);
            while (!filtered.isEmpty()) {
                answerMiddleware();
            }
            test.executor.run();
            test.ticker.advanceMillis(120_000);
            test.executor.run();
            main.sockets.clear();
        }

        private abstract class Peer {
            abstract void text(String packet);

            abstract void binary(byte[] packet);

            abstract void read();

            abstract void stopReading();

            abstract void leave();
        }

        private final class OnWebSocket extends Peer {
            private final FakeWire wire = new FakeWire();
            private final Inbound inbound = test.server
                    .engine()
                    .openWebSocket(Dialects.REVISION_4, wire, session -> test.server.connect(session, test.request()));

            @Override
            void text(String packet) {
                inbound.text(packet);
            }

            @Override
            void binary(byte[] packet) {
                inbound.binary(packet);
            }

            @Override
            void read() {
                wire.release();
            }

            @Override
            void stopReading() {
                wire.hold();
            }

            @Override
            void leave() {
                switch (random.nextInt(4)) {
                    case 0 -> inbound.closed();
                    case 1 -> inbound.failed();
                    case 2 -> inbound.text("nonsense");
                    default -> {
                        wire.fail();
                        inbound.closed();
                    }
                }
            }
        }

        private final class OnPolling extends Peer {
            private EngineSession session;
            private FakePoll poll = new FakePoll();
            private PollPost post;

            OnPolling() {
                test.server.engine().openPolling(Dialects.REVISION_4, poll, opened -> {
                    session = opened;
                    return test.server.connect(opened, test.request());
                });
            }

            @Override
            void text(String packet) {
                if (post == null) {
                    post = session.beginPost();
                }
                if (post == null || !post.take(packet.length()) || random.nextInt(20) == 0) {
                    forget();
                } else if (random.nextInt(5) > 0) {
                    post.deliver(packet);
                    forget();
                } // else it is still being read
            }

            private void forget() {
                if (post != null) {
                    post.end();
                    post = null;
                }
            }

            @Override
            void binary(byte[] packet) {
                text("b" + java.util.Base64.getEncoder().encodeToString(packet));
            }

            @Override
            void read() {
                poll = new FakePoll();
                session.poll(poll);
            }

            @Override
            void stopReading() {
                poll = FakePoll.slow();
                session.poll(poll);
            }

            @Override
            void leave() {
                forget();
                switch (random.nextInt(3)) {
                    case 0 -> session.abort();
                    case 1 -> session.close();
                    default -> {
                        PollPost last = session.beginPost();
                        if (last != null) {
                            last.deliver("1");
                            last.end();
                        }
                        session.abort();
                    }
                }
            }
        }
    }
}
