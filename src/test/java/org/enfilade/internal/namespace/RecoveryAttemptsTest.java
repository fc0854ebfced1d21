package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.enfilade.internal.reach.Belongings;
import org.enfilade.internal.reach.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that has less patience than the nodes need tries again, here and there. */
class RecoveryAttemptsTest extends MortalNodes {
    /** The others take their time until they see that a node has gone, and the client has less patience. */
    @ParameterizedTest
    @ValueSource(strings = {"b", "c"})
    void clientThatTriesAgain_whileItIsOnItsWay_isTheSame(String second) {
        start();
        Returner client = new Returner(a);
        emit(b, "0");
        run();
        client.received();
        cluster.silence("a"); // it is dead, and nobody has noticed yet
        nodes.remove("a");
        emit(c, "1");
        client.request(b, client.auth());
        run();
        client.client.lose();
        client.request(nodes.get(second), client.auth());
        run();
        assertThat(client.received()).isEmpty();
        cluster.kill("a");
        run(1);
        assertThat(client.received()).containsExactly("RECOVERED", "1");
        emit(b, "2");
        run();
        assertThat(client.received()).containsExactly("2");
    }

    /** The first attempt is about to find the record when the second one asks. */
    @ParameterizedTest
    @MethodSource("waysAndNodes")
    void clientThatTriesAgain_isTheSame_howeverFarTheFirstAttemptIs(int steps, String second) {
        start();
        Returner client = new Returner(a);
        kill("a");
        emit(c, "1");
        run();
        client.request(b, client.auth());
        steps(steps);
        client.client.drop();
        client.request(nodes.get(second), client.auth());
        run(2);
        assertThat(client.received()).containsExactly("RECOVERED", "1");
        emit(second.equals("b") ? c : b, "2");
        run();
        assertThat(client.received()).containsExactly("2");
    }

    static Stream<Arguments> waysAndNodes() {
        return Stream.of("b", "c")
                .flatMap(node -> IntStream.rangeClosed(0, 12).mapToObj(steps -> arguments(steps, node)));
    }

    /** The other node asks for a client that came to it two seconds ago, and has gone on to this one since. */
    @Test
    void clientThatHasComeLater_isNotGivenAway() {
        start();
        Returner client = new Returner(a);
        a.ticker.advance(Duration.ofSeconds(10));
        client.lose();
        assertThat(client.comeBackTo(a)).containsExactly("RECOVERED");
        a.ticker.advance(Duration.ofSeconds(1));
        assertThat(askedFor(client, Duration.ofSeconds(2)))
                .hasValueSatisfying(said -> assertThat(said.haveComeLater()).isTrue());
        emit(c, "1");
        run();
        assertThat(client.received()).containsExactly("1");
        assertThat(askedFor(client, Duration.ofMillis(900)))
                .hasValueSatisfying(said -> assertThat(said.areHere()).isTrue());
    }

    private Optional<Belongings> askedFor(Returner client, Duration since) {
        var question = new Question.GiveAway("/chat", client.pid, Optional.empty(), since.toNanos(), b.peers.tag());
        var answers = b.peers.ask(question).toCompletableFuture();
        run();
        return answers.join().all().stream().flatMap(Optional::stream).findFirst();
    }

    /** It may have got there what it had missed, and would get it again. */
    @Test
    void clientThatHasBeenElsewhereMeanwhile_isANewSocket() {
        start();
        Returner client = new Returner(a);
        client.lose();
        emit(a, "1");
        run();
        client.offset = "~1." + c.peers.tag();
        assertThat(client.comeBackTo(a)).containsExactly("CONNECT");
    }

    /** It does not go, so nobody can have found anything when it has. */
    @Test
    void nodeThatHangs_keepsAClientThatNobodyKnows_forOneQuestionOnly() {
        start();
        Returner client = new Returner(a);
        client.client.post("1/chat,");
        run();
        cluster.silence("c");
        client.request(b, client.auth());
        run(6); // two seconds of it until nobody waits for that node to know of the join
        assertThat(client.received()).containsExactly("CONNECT");
    }

    /** It tries here and there, with less patience than the nodes need, and whatever their threads do first. */
    @ParameterizedTest
    @MethodSource("seeds")
    void clientWithoutPatience_isTheSame(int seed) {
        Random random = new Random(seed);
        start();
        Returner client = new Returner(a);
        emit(b, "0");
        run();
        client.received();
        List<TestServer> living = new ArrayList<>(List.of(b, c));
        switch (random.nextInt(4)) {
            case 0 -> kill("a");
            case 1 -> {
                cluster.kill("a"); // the others do not know yet
                nodes.remove("a");
            }
            case 2 -> {
                client.client.drop();
                stop("a");
            }
            default -> {
                client.client.drop();
                living.add(a);
            }
        }
        emit(c, "1");
        int attempts = 1 + random.nextInt(6);
        int patience = 1 + random.nextInt(20);
        int ends = random.nextInt(attempts + 1); // another node does, unless this is too late
        TestServer latest = null;
        for (int i = 0; i < attempts; i++) {
            latest = living.get(random.nextInt(living.size()));
            client.request(latest, client.auth());
            for (int steps = random.nextInt(patience); steps > 0; steps--) {
                if (random.nextBoolean()) {
                    cluster.step();
                } else {
                    living.get(random.nextInt(living.size())).executor.step();
                }
            }
            if (i < attempts - 1) {
                client.client.drop(); // and nothing has reached it
                cluster.deliverAll(); // it waits longer than a message is under way
                living.forEach(node -> node.ticker.advanceMillis(100));
            }
            if (i == ends) {
                TestServer ended = living.remove(random.nextInt(living.size()));
                stop(nameOf(ended));
            }
        }
        if (!living.contains(latest)) {
            client.request(living.get(0), client.auth());
        }
        emit(living.get(0), "2");
        run(5);
        List<String> got = client.received();
        assertThat(got).hasSize(3).startsWith("RECOVERED").contains("1", "2");
    }

    private String nameOf(TestServer node) {
        return nodes.entrySet().stream()
                .filter(each -> each.getValue() == node)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }
}
