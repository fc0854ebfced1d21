package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcksTest {
    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/other");
    private final FakeHandler chat = test.declare("/chat");
    private final Client client;
    private final Socket socket;

    AcksTest() {
        test.declarePattern("^/t-\\w+$");
        test.start();
        client = test.join("/chat");
        socket = chat.socket();
    }

    /** What a stage has come to, seen from a dependent of it. */
    private static String outcome(CompletionStage<?> stage) {
        CompletableFuture<String> seen = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> seen.complete(failure == null ? show(value) : show(failure)));
        return seen.getNow("waiting");
    }

    private static String show(Object value) {
        if (value instanceof AckTimeout) {
            return "timeout " + list(((AckTimeout) value).responses());
        }
        return value instanceof Arguments ? ((Arguments) value).toList().toString() : list((List<?>) value);
    }

    private static String list(List<?> answers) {
        return answers.stream()
                .map(answer -> ((Arguments) answer).toList())
                .toList()
                .toString();
    }

    /** The id of the last packet, as {@code 2/chat,7["e"]}. */
    private static String id(Client receiver) {
        String packet = receiver.received().stream()
                .filter(p -> !p.startsWith("#"))
                .reduce((a, b) -> b)
                .orElseThrow();
        return packet.replaceAll("^\\d+-", "2").replaceAll("^2/[^,]+,(\\d+)\\[.*", "$1");
    }

    // --- one client

    @Test
    void stageThatFails_failsOnItsOwnThreadToo() {
        TestServer other = new TestServer().start();
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> same = other.server.core().onOwnThread(stage);
        stage.completeExceptionally(new IllegalStateException("no answer"));
        other.executor.run();
        assertThat(same).isCompletedExceptionally();
    }

    @Test
    void answer_completesTheStage_onTheExecutor() {
        CompletionStage<Arguments> stage = socket.emitWithAck("question", 1);
        String id = id(client);
        client.post("3/chat," + id + "[\"yes\",2]");
        assertThat(outcome(stage)).isEqualTo("waiting");
        test.executor.run();
        assertThat(outcome(stage)).isEqualTo("[yes, 2]");
        assertThat(test.ticker.size()).as("only the heartbeat and a sweep").isLessThanOrEqualTo(2);
    }

    @Test
    void binaryAnswer() {
        CompletionStage<Arguments> stage = socket.emitWithAck("question", new byte[] {9});
        String id = id(client);
        client.send("61-/chat," + id + "[{\"_placeholder\":true,\"num\":0}]", "#0102");
        byte[] bytes = stage.toCompletableFuture().join().get(0, byte[].class);
        assertThat(bytes).containsExactly(1, 2);
    }

    @Test
    void silence_failsAfterTheTime_withAckTimeoutItself() {
        CompletionStage<Arguments> byOption = socket.emitWithAck("question");
        CompletionStage<Arguments> own = socket.timeout(Duration.ofMillis(500)).emitWithAck("question");
        test.ticker.advanceMillis(500);
        test.executor.run();
        assertThat(outcome(own)).isEqualTo("timeout []");
        assertThat(outcome(byOption)).isEqualTo("waiting");
        test.ticker.advanceMillis(1_500);
        test.executor.run();
        assertThat(outcome(byOption)).isEqualTo("timeout []");
    }

    @Test
    void time_thatIsUpBeforeTheTimerIsKnown_failsTheStageToo() {
        test.ticker.ringAtOnce();
        CompletionStage<Arguments> stage = socket.timeout(Duration.ofMillis(1)).emitWithAck("question");
        test.executor.run();
        assertThat(outcome(stage)).isEqualTo("timeout []");
    }

    @Test
    void answer_afterTheTime_isIgnored() {
        CompletionStage<Arguments> stage = socket.emitWithAck("question");
        String id = id(client);
        test.ticker.advanceMillis(2_000);
        client.send("3/chat," + id + "[1]");
        assertThat(outcome(stage)).isEqualTo("timeout []");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void secondAnswer_isIgnored() {
        CompletionStage<Arguments> stage = socket.emitWithAck("question");
        String id = id(client);
        client.send("3/chat," + id + "[1]", "3/chat," + id + "[2]");
        assertThat(outcome(stage)).isEqualTo("[1]");
        assertThat(client.isClosed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3/chat,123456[]", "3/chat,[\"x\"]", "61-/chat,77[{\"_placeholder\":true,\"num\":0}]|#01"})
    void answer_nobodyWaitsFor_isIgnored(String packets) {
        client.send(packets.split("\\|"));
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void answerOfAnotherClient_orAnotherNamespace_doesNotCount() {
        client.join("/other");
        Client stranger = test.join("/chat");
        CompletionStage<Arguments> stage = socket.emitWithAck("question");
        String id = id(client);
        stranger.send("3/chat," + id + "[\"not yours\"]");
        client.send("3/other," + id + "[\"not here\"]");
        assertThat(outcome(stage)).isEqualTo("waiting");
        assertThat(main.socket().isConnected()).isTrue();
    }

    @Test
    void clientThatLeaves_failsTheStageAtOnce() {
        CompletionStage<Arguments> stage = socket.emitWithAck("question");
        client.send("1/chat,");
        assertThat(outcome(stage)).isEqualTo("timeout []");
        assertThat(outcome(socket.emitWithAck("late"))).isEqualTo("waiting");
        test.executor.run();
    }

    @Test
    void socketThatHasLeft_failsAtOnce() {
        client.send("1/chat,");
        CompletionStage<Arguments> stage = socket.emitWithAck("late");
        test.executor.run();
        assertThat(outcome(stage)).isEqualTo("timeout []");
    }

    @Test
    void refusingExecutor_doesNotLoseTheResult() {
        CompletionStage<Arguments> stage = socket.emitWithAck("question");
        String id = id(client);
        test.executor.refuse(true);
        client.post("3/chat," + id + "[1]");
        assertThat(outcome(stage)).isEqualTo("[1]");
    }

    @Test
    void handler_mayWaitForAnAnswer() {
        chat.on("ask", (s, event, ack) -> {
            CompletionStage<Arguments> stage = s.emitWithAck("question");
            test.ticker.advanceMillis(6);
            client.post("3/chat," + id(client) + "[\"yes\"]");
            test.executor.runElsewhere();
            ack.send(stage.toCompletableFuture().join().get(0, String.class));
        });
        client.send("2/chat,9[\"ask\"]");
        assertThat(client.received()).containsExactly("3/chat,9[\"yes\"]");
    }

    // --- several clients

    @Test
    void broadcast_gathersAllAnswers_inTheOrderOfTheirArrival() {
        Client second = test.join("/chat");
        CompletionStage<List<Arguments>> stage = test.server.of("/chat").emitWithAck("question");
        String id = id(client);
        assertThat(id(second)).isEqualTo(id);
        second.send("3/chat," + id + "[\"second\"]");
        assertThat(outcome(stage)).isEqualTo("waiting");
        client.send("3/chat," + id + "[\"first\"]");
        assertThat(outcome(stage)).isEqualTo("[[second], [first]]");
    }

    @Test
    void broadcast_withoutReceivers_isAnsweredAtOnce() {
        assertThat(outcome(test.server.of("/chat").to("nowhere").emitWithAck("question")))
                .isEqualTo("[]");
        assertThat(outcome(test.server.emitWithAck("question"))).isEqualTo("[]");
        assertThat(test.executor.size()).isZero();
    }

    @Test
    void broadcast_beforeTheStart_reachesNobody_andIsNoError() {
        InjectedServer early = new InjectedServer();
        early.emit("x");
        assertThat(outcome(early.emitWithAck("question"))).isEqualTo("[]");
        assertThat(early.connectionCount()).isZero();
    }

    @Test
    void broadcast_failsWithWhatHasCome() {
        Client second = test.join("/chat");
        CompletionStage<List<Arguments>> stage =
                test.server.of("/chat").timeout(Duration.ofMillis(300)).emitWithAck("question");
        second.send("3/chat," + id(second) + "[\"only me\"]");
        test.ticker.advanceMillis(300);
        test.executor.run();
        assertThat(outcome(stage)).isEqualTo("timeout [[only me]]");
    }

    @Test
    void receiverThatLeaves_countsAsMissing_andIsWaitedForNoLonger() {
        Client second = test.join("/chat");
        CompletionStage<List<Arguments>> stage = test.server.of("/chat").emitWithAck("question");
        client.send("3/chat," + id(client) + "[1]");
        second.lose();
        assertThat(outcome(stage)).isEqualTo("timeout [[1]]");
    }

    @Test
    void bestEffort_thatWasDropped_isMissing() {
        client.wire.hold();
        socket.emit("busy");
        CompletionStage<List<Arguments>> stage =
                test.server.of("/chat").bestEffort().emitWithAck("question");
        test.ticker.advanceMillis(2_000);
        test.executor.run();
        assertThat(outcome(stage)).isEqualTo("timeout []");
        client.wire.release();
        assertThat(client.received()).containsExactly("2/chat,[\"busy\"]");
    }

    @Test
    void parent_gathersTheAnswersOfItsChildren() {
        CompletionStage<List<Arguments>> empty = test.server.parent("^/t-\\w+$").emitWithAck("question");
        assertThat(outcome(empty)).isEqualTo("[]");

        Client first = test.join("/t-a");
        Client second = test.join("/t-b");
        CompletionStage<List<Arguments>> stage = test.server.parent("^/t-\\w+$").emitWithAck("question");
        second.send("3/t-b," + id(second) + "[\"b\"]");
        assertThat(outcome(stage)).isEqualTo("waiting");
        first.send("3/t-a," + id(first) + "[\"a\"]");
        assertThat(outcome(stage)).isIn("[[a], [b]]", "[[b], [a]]");
    }

    @Test
    void parent_failsWithWhatHasCome() {
        Client first = test.join("/t-a");
        Client second = test.join("/t-b");
        CompletionStage<List<Arguments>> stage = test.server.parent("^/t-\\w+$").emitWithAck("question");
        second.send("3/t-b," + id(second) + "[\"b\"]");
        first.lose();
        assertThat(outcome(stage)).isEqualTo("timeout [[b]]");
    }
}
