package org.enfilade.internal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.PollExchange;
import org.enfilade.internal.engine.Posting;
import org.enfilade.internal.engine.SessionListener;
import org.enfilade.internal.engine.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients at once, whose requests go to one node after the other, with real threads. */
@Timeout(120)
class RelayConcurrencyTest extends ClusterOfRelays {
    private static final int CLIENTS = 12;
    private static final int ROUNDS = 60;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    RelayConcurrencyTest() {
        nodes.forEach(node -> node.threads = threads);
        cluster.automatic();
    }

    @AfterEach
    void end() throws Exception {
        clients.shutdownNow();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        nodes.forEach(node -> node.threads = null);
    }

    /** Says again what it hears. */
    private record Echo(EngineSession session) implements SessionListener {
        @Override
        public void opened() {}

        @Override
        public void text(String message) {
            session.send(Message.of(message, List.of()));
        }

        @Override
        public void binary(byte[] message) {
            session.send(Message.binary(message));
        }

        @Override
        public void closed(CloseReason reason) {}
    }

    private static final class Poll implements PollExchange {
        final CompletableFuture<String> answer = new CompletableFuture<>();

        @Override
        public void whenGone(Runnable action) {}

        @Override
        public void answer(String payload, boolean compress, Wire.Sent report) {
            report.sent();
            answer.complete(payload);
        }

        @Override
        public void answerBinary(byte[] payload, boolean compress, Wire.Sent report) {
            answer.completeExceptionally(new AssertionError("a binary answer"));
        }

        @Override
        public void refuse(EngineError error) {
            answer.completeExceptionally(new AssertionError("refused: " + error));
        }
    }

    private static final class Received implements Wire {
        final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        volatile Inbound inbound;

        @Override
        public void send(List<Message> batch, Sent report) {
            batch.forEach(message -> frames.add(message.text()));
            report.sent();
        }

        @Override
        public void close() {
            frames.add("closed");
            Inbound told = inbound;
            if (told != null) {
                told.closed();
            }
        }

        String next() throws InterruptedException {
            String frame = frames.poll(30, TimeUnit.SECONDS);
            return frame == null ? "nothing" : frame;
        }
    }

    private RelayNode entry(RelayNode owner, int number) {
        RelayNode node = nodes.get(number % nodes.size());
        return node == owner ? nodes.get((number + 1) % nodes.size()) : node;
    }

    private Void client(int number) throws Exception {
        RelayNode owner = nodes.get(number % nodes.size());
        Poll first = new Poll();
        owner.engine.openPolling(Dialects.REVISION_4, first, Echo::new);
        String sid = first.answer.get(30, TimeUnit.SECONDS).split("\"")[3];
        List<String> expected = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String text = "4" + i + "x".repeat(i % 7 == 0 ? 100_000 : 10);
            expected.add(text);
            CompletableFuture<EngineError> outcome = new CompletableFuture<>();
            Posting post = entry(owner, number + i).begin(sid);
            assertThat(post.take(text.length())).isTrue();
            post.deliver(text, outcome::complete);
            while (heard.size() <= i) {
                Poll poll = new Poll();
                entry(owner, number + 2 * i + heard.size()).relay.poll(sid, Dialects.REVISION_4, poll, error -> {});
                heard.addAll(List.of(poll.answer.get(30, TimeUnit.SECONDS).split("\u001e")));
            }
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isNull();
            post.end(() -> {});
        }
        assertThat(heard).isEqualTo(expected);

        Received wire = new Received();
        Inbound inbound = entry(owner, number + 1).relay.openWebSocket(sid, Dialects.REVISION_4, wire, error -> {});
        wire.inbound = inbound;
        inbound.text("2probe");
        assertThat(wire.next()).isEqualTo("3probe");
        inbound.text("5");
        for (int i = 0; i < ROUNDS; i++) {
            inbound.text("4" + i + "y".repeat(i % 10 == 0 ? 200_000 : 10));
        }
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(wire.next()).startsWith("4" + i + "y");
        }
        if (number % 2 == 0) {
            inbound.closed();
        } else {
            inbound.text("1");
            assertThat(wire.next()).isEqualTo("closed");
        }
        return null;
    }

    @Test
    void clients_getTheirOwnAnswers_inOrder_andLeaveNothingBehind() throws Exception {
        List<Future<Void>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            running.add(clients.submit(() -> client(number)));
        }
        for (Future<Void> each : running) {
            each.get(100, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        cluster.deliverAll();
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.engine.size()).isZero();
            assertThat(node.relay.forwarded()).isZero();
            assertThat(node.relay.served()).isZero();
            assertThat(node.budget.used()).isZero();
        });
    }
}
