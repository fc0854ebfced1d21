package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;
import org.enfilade.Socket;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.Test;

/** A client that is asked and never answers makes nothing grow without a bound. */
class PendingAcksTest {
    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/");
    private Client client;
    private Socket socket;

    private void start(int maxAcks, long maxBytes) {
        test.start(options -> options.maxPendingAcksPerSocket(maxAcks).maxWaitingBytes(maxBytes));
        client = test.join("/");
        socket = main.socket();
        client.received();
    }

    private List<CompletableFuture<Arguments>> ask(int questions) {
        return IntStream.range(0, questions)
                .mapToObj(i -> socket.emitWithAck("q", i).toCompletableFuture())
                .toList();
    }

    private AckTimeout failure(CompletionStage<?> stage) {
        test.executor.run();
        try {
            stage.toCompletableFuture().getNow(null);
            throw new AssertionError("it has not failed");
        } catch (CompletionException e) {
            return (AckTimeout) e.getCause();
        }
    }

    private static Stream<String> ids(List<String> packets) {
        return packets.stream().map(packet -> packet.replaceAll("^2(\\d+).*", "$1"));
    }

    @Test
    void question_overTheLimit_isSent_andNotWaitedFor() {
        start(3, 1_000_000);
        List<CompletableFuture<Arguments>> asked = ask(4);

        List<String> packets = client.received();
        assertThat(packets).hasSize(4);
        assertThat(failure(asked.get(3))).hasMessageContaining("enfilade.maxPendingAcksPerSocket");
        assertThat(asked.subList(0, 3)).noneMatch(CompletableFuture::isDone);
        ids(packets).forEach(id -> client.send("3" + id + "[1]"));
        test.executor.run();
        assertThat(asked.subList(0, 3)).allMatch(stage -> stage.isDone() && !stage.isCompletedExceptionally());
    }

    @Test
    void answer_makesRoomForTheNextQuestion() {
        start(1, 1_000_000);
        for (int i = 0; i < 10; i++) {
            CompletableFuture<Arguments> stage = ask(1).get(0);
            client.send("3" + ids(client.received()).findFirst().orElseThrow() + "[]");
            test.executor.run();
            assertThat(stage).isCompleted();
        }
    }

    @Test
    void time_makesRoomForTheNextQuestion() {
        start(1, 1_000_000);
        CompletableFuture<Arguments> first = ask(1).get(0);
        test.ticker.advanceMillis(2_000);
        assertThat(failure(first)).hasMessageContaining("2000 ms");
        assertThat(ask(1).get(0)).isNotDone();
    }

    @Test
    void broadcast_takesAnAnswerOverTheLimitForMissing_andGathersTheOthers() {
        start(1, 1_000_000);
        ask(1);
        client.received();
        Client other = test.join("/");
        other.received();
        CompletableFuture<List<Arguments>> all =
                test.server.of("/").emitWithAck("q").toCompletableFuture();

        assertThat(client.received()).hasSize(1);
        other.send("3" + ids(other.received()).findFirst().orElseThrow() + "[7]");
        AckTimeout failure = failure(all);
        assertThat(failure.missingSockets()).containsExactly(socket.id());
        assertThat(failure.responses()).hasSize(1);
    }

    @Test
    void questions_countAmongAllThatWaits_untilTheyAreAnswered() {
        start(10_000, 100_000);
        List<CompletableFuture<Arguments>> asked = ask(1_000);
        test.executor.run();
        long waiting = asked.stream().filter(stage -> !stage.isDone()).count();

        assertThat(waiting).isBetween(300L, 400L);
        assertThat(client.isClosed()).isFalse();
        ids(client.received()).forEach(id -> client.send("3" + id + "[]"));
        test.executor.run();
        assertThat(test.server.figures().waitingBytes()).isZero();
    }

    @Test
    void questions_toAClientThatLeaves_areGivenBack() {
        start(10_000, 1_000_000);
        List<CompletableFuture<Arguments>> asked = ask(1_000);
        client.send("1");
        assertThat(failure(asked.get(999))).hasMessageContaining("has left");
        assertThat(test.server.figures().waitingBytes()).isZero();
    }

    @Test
    void log_warnsOnce() {
        start(1, 1_000_000);
        try (LogCapture log = LogCapture.ofAll()) {
            ask(100);
            assertThat(log.messages())
                    .filteredOn(message -> message.getLevel() == Level.WARNING)
                    .singleElement()
                    .satisfies(message -> assertThat(message.getMessage()).contains("maxPendingAcksPerSocket"));
        }
    }

    @Test
    void noQuestion_isLostSilently() {
        start(2, 1_000_000);
        List<CompletableFuture<Arguments>> asked = new ArrayList<>(ask(5));
        test.ticker.advanceMillis(3_000);
        test.executor.run();
        assertThat(asked).allMatch(CompletableFuture::isCompletedExceptionally);
    }
}
