package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;
import org.junit.jupiter.api.Test;

/** Acknowledgements of clients of several nodes. */
class ClusterAckTest extends ClusterOfThree {
    @Test
    void emitWithAck_asksANodeThatHasNotToldItsRoomsYet() {
        Client client = member(a, "/chat", "red");
        cluster.silence("a");
        TestServer d = node("d");
        cluster.deliverAll();

        d.server.of("/chat").to("red").emitWithAck("x");
        cluster.wake("a");
        run();

        assertThat(client.received()).hasSize(1).first().asString().matches("2/chat,\\d+\\[\"x\"]");
    }

    @Test
    void emitWithAck_whenTheQuestionCannotBeSent_isCompletedAtOnce() {
        member(b, "/chat");
        cluster.failSends("a", true);

        var answers = a.server.of("/chat").emitWithAck("x");

        assertThat(failure(answers).missingNodes()).containsExactly("b");
    }

    @Test
    void emitWithAck_gathersTheAnswersOfAllNodes() {
        Client one = member(a, "/chat");
        Client two = member(b, "/chat");

        var answers = a.server.of("/chat").emitWithAck("sum", 1);
        run();
        one.send("3/chat," + id(one) + "[\"one\"]");
        two.post("61-/chat," + id(two) + "[{\"_placeholder\":true,\"num\":0}]", "#0a0b");
        run();

        List<Arguments> all = await(answers);
        assertThat(all).hasSize(2);
        assertThat(all.stream().map(each -> each.toList().get(0)))
                .anySatisfy(value -> assertThat(value).isEqualTo("one"))
                .anySatisfy(value -> assertThat(value).isEqualTo(new byte[] {10, 11}));
    }

    /** The id in {@code 2/chat,17["sum",1]}. */
    private static String id(Client client) {
        String packet = client.received().get(0);
        return packet.substring("2/chat,".length(), packet.indexOf('['));
    }

    @Test
    void emitWithAck_whenSomeDoNotAnswer_namesThem() {
        Client one = member(a, "/chat");
        member(b, "/chat");
        String mute = b.server.of("/chat").sockets().iterator().next().id();

        var answers = a.server.of("/chat").timeout(Duration.ofSeconds(1)).emitWithAck("sum");
        run();
        one.send("3/chat," + id(one) + "[\"one\"]");
        nodes.forEach(node -> node.ticker.advance(Duration.ofSeconds(1)));
        run();

        AckTimeout failure = failure(answers);
        assertThat(failure.responses()).hasSize(1);
        assertThat(failure.missingSockets()).containsExactly(mute);
        assertThat(failure.missingNodes()).isEmpty();
    }

    @Test
    void emitWithAck_whenANodeDies_isCompletedWithoutIt() {
        Client one = member(a, "/chat");
        member(b, "/chat");

        var answers = a.server.of("/chat").emitWithAck("sum");
        run();
        one.send("3/chat," + id(one) + "[\"one\"]");
        cluster.kill("b");
        run();

        AckTimeout failure = failure(answers);
        assertThat(failure.responses()).hasSize(1);
        assertThat(failure.missingNodes()).containsExactly("b");
    }

    @Test
    void emitWithAck_whenANodeIsSilent_isCompletedWithoutIt() {
        member(b, "/chat");
        cluster.silence("b");

        var answers = a.server.of("/chat").timeout(Duration.ofSeconds(1)).emitWithAck("sum");
        run();
        a.ticker.advance(Duration.ofSeconds(2));
        run();

        assertThat(failure(answers).missingNodes()).containsExactly("b");
    }

    private static AckTimeout failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertThat(future).isCompletedExceptionally();
        try {
            future.join();
        } catch (CompletionException e) {
            return (AckTimeout) e.getCause();
        }
        throw new AssertionError();
    }
}
