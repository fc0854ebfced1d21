package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.enfilade.Socket;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Origin;
import org.enfilade.internal.reach.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that comes back to another node than the one that it was on. */
class RecoveryElsewhereTest extends ThreeNodes {
    // --- what comes back

    @Test
    void client_comesBackToAnotherNode_withItsIdItsRoomsItsDataAndWhatItHasMissed() {
        start();
        Returner client = new Returner(a);
        String sid = client.sid;
        socket("a").join("r");
        socket("a").data().putAll(Map.of("text", "t", "int", 7, "long", 8L, "double", 0.5, "yes", true));
        socket("a").data().put("json", Json.createObjectBuilder().add("k", 1).build());
        socket("a").data().put("list", List.of("x", "y"));
        run();
        emit(b, "seen");
        run();
        assertThat(client.received()).containsExactly("seen");
        client.lose();
        emit(a, "1 to all of a");
        emit(b, "r", "2 to the room of b");
        emit(c, sid, "3 to itself of c");
        emit(c, "another", "not for it");
        b.server.of("/chat").except("r").emit("e", "not for it");
        run();

        assertThat(client.comeBackTo(b))
                .containsExactly("RECOVERED", "1 to all of a", "2 to the room of b", "3 to itself of c");
        assertThat(client.sid).isEqualTo(sid);
        Socket socket = socket("b");
        assertThat(socket.isRecovered()).isTrue();
        assertThat(socket.rooms()).containsExactlyInAnyOrder(sid, "r");
        assertThat(socket.data())
                .containsEntry("text", "t")
                .containsEntry("int", 7)
                .containsEntry("long", 8L)
                .containsEntry("double", 0.5)
                .containsEntry("yes", true)
                .containsEntry("list", List.of("x", "y"));
        assertThat(((JsonObject) socket.data().get("json")).getInt("k")).isEqualTo(1);
        assertThat(a.server.of("/chat").sockets()).isEmpty();
        assertThat(a.peers.ownRooms()).isZero();
    }

    @Test
    void client_getsAtItsNewNode_whatIsSentToItFromThenOn_onceAndFromAnyNode() {
        start();
        Returner client = new Returner(a);
        Socket before = socket("a");
        before.join("r");
        run();
        client.lose();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED");

        emit(a, "1");
        emit(b, "r", "2");
        emit(c, client.sid, "3");
        emit(a, client.sid, "4");
        before.emit("e", "5");
        run();
        assertThat(client.received()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        socket("b").leave("r");
        run();
        emit(a, "r", "not for it");
        run();
        assertThat(client.received()).isEmpty();
    }

    /** A thread that emits may have told the old node, and not the new one yet; the client is faster. */
    @Test
    void event_thatTheClientHasGot_beforeItIsSentToTheNewNode_comesOnce() {
        start();
        Returner client = new Returner(b);
        new Returner(c);
        List<String> seen = new ArrayList<>();
        cluster.afterNextSend("a", "b", () -> {
            cluster.step("a", "b");
            seen.addAll(client.received());
            client.request(c, client.auth());
            runTasks();
            cluster.step("c", "a");
            cluster.step("c", "b");
            runTasks();
            cluster.step("a", "c");
            cluster.step("b", "c");
            runTasks();
        });

        emit(a, "once");
        run();

        assertThat(seen).containsExactly("once");
        assertThat(client.received()).containsExactly("RECOVERED");
    }

    @Test
    void client_mayGoOn_andComeBack_andHaveSeenNothingInBetween() {
        start();
        Returner client = new Returner(a);
        emit(a, "0");
        run();
        assertThat(client.received()).containsExactly("0");
        client.lose();
        emit(c, "1");
        run();
        client.request(b, client.auth());
        run();
        client.client.lose(); // and nothing has reached it
        run();
        emit(a, "2");
        run();
        client.request(c, client.auth());
        run();
        client.client.lose();
        run();
        emit(c, "3");
        emit(b, "4");
        run();

        assertThat(client.comeBackTo(a)).containsExactly("RECOVERED", "1", "2", "3", "4");
        client.lose();
        assertThat(client.comeBackTo(a)).containsExactly("RECOVERED");
        client.lose();
        emit(b, "5");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "5");
        client.lose();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED");
    }

    @Test
    void client_whoseLossNobodyHasNoticed_isTakenOver() {
        start();
        Returner client = new Returner(a);
        client.received();
        handlers.get("a").take();
        Client before = client.client;
        before.wire.take();
        client.request(b, client.auth());
        run();
        assertThat(client.received()).containsExactly("RECOVERED");
        assertThat(handlers.get("a").take()).contains("disconnected transport close []");
        emit(a, "1");
        run();
        assertThat(client.received()).containsExactly("1");
    }

    @Test
    void client_thatIsDisconnectedAtATime_isSoOnItsNewNode() {
        start();
        Returner client = new Returner(a);
        socket("a").expireAt(a.ticker.now().plusSeconds(20));
        client.lose();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED");
        b.ticker.advanceMillis(21_000);
        run();
        assertThat(client.received()).containsExactly("1/chat,");
    }

    @Test
    void bestEffort_isNotSentAgain() {
        start();
        Returner client = new Returner(a);
        client.lose();
        c.server.of("/chat").bestEffort().emit("e", "lost");
        emit(c, "kept");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "kept");
    }

    @Test
    void roomsThatWereLeft_countUntilThen() {
        start();
        Returner client = new Returner(a);
        socket("a").join("r", "q");
        run();
        client.received();
        // what is sent now is on its way when the connection is lost, as far as the client knows
        emit(c, "r", "in it");
        run();
        socket("a").leave("r");
        run();
        emit(c, "r", "not for it");
        emit(c, "q", "in the other");
        run();
        client.client.lose();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "in it", "in the other");
        assertThat(socket("b").rooms()).containsExactlyInAnyOrder(client.sid, "q");
    }

    // --- who does not come back

    @Test
    void anotherPrincipal_getsANewSocket_andTheOwnerComesBack() {
        start();
        nodes.values().forEach(node -> node.principal = Optional.of(named("owner")));
        Returner client = new Returner(a);
        client.lose();
        b.principal = Optional.of(named("thief"));
        Returner thief = new Returner(c);
        thief.pid = client.pid;
        assertThat(thief.comeBackTo(b)).containsExactly("CONNECT");
        b.principal = Optional.empty();
        thief.pid = client.pid;
        assertThat(thief.comeBackTo(b)).containsExactly("CONNECT");
        assertThat(client.comeBackTo(c)).containsExactly("RECOVERED");
    }

    private static Principal named(String name) {
        return () -> name;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?", "~", "~.", "~1.", "~1.a b", "~-1", "1", "~zzzzzzzzzzzzzz", "~1.aaaaaaaaaaaaaaaaaaaaaa"})
    void offsetThatNoNodeHasWritten_isANewSocket(String offset) {
        start();
        Returner client = new Returner(a);
        client.lose();
        client.offset = offset;
        client.request(b, client.auth());
        run(1);
        assertThat(client.received()).containsExactly("CONNECT");
        assertThat(a.peers.ownRooms()).isZero();
    }

    @Test
    void offsetOfAnotherNode_isANewSocket_whichGetsNothingTwice() {
        start();
        Returner client = new Returner(a);
        emit(a, "1");
        run();
        client.received();
        client.lose();
        client.offset = "~zz.AAAAAAAA";
        client.request(b, client.auth());
        run(1);
        assertThat(client.received()).containsExactly("CONNECT");
    }

    @Test
    void twoWithTheSamePrivateId_onTwoNodes_oneHasItInTheEnd() {
        start();
        Returner client = new Returner(a);
        client.lose();
        Returner other = new Returner(a);
        other.pid = client.pid;
        String auth = client.auth();
        client.request(b, auth);
        other.request(c, auth);
        run(3);
        assertThat(client.client.isClosed() ? other.received() : client.received())
                .contains("RECOVERED");
        assertThat(Stream.of(b, c)
                        .flatMap(node -> node.server.of("/chat").sockets().stream())
                        .filter(socket -> socket.id().equals(client.sid)))
                .hasSize(1);
    }

    @Test
    void nodeThatIsGone_hasItsSessionsNoMore() {
        start();
        Returner client = new Returner(a);
        client.lose();
        cluster.kill("a");
        nodes.remove("a");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("CONNECT");
    }

    @Test
    void nodeThatDoesNotAnswer_isWaitedForAWhile_andThenNobodyComesBackWithAHole() {
        start();
        Returner client = new Returner(a);
        client.lose();
        cluster.silence("c");
        client.request(b, client.auth());
        run();
        for (int i = 0; i < 40; i++) {
            nodes.values().forEach(node -> node.ticker.advanceMillis(500));
            run();
        }
        assertThat(client.received()).containsExactly("CONNECT");
        assertThat(a.peers.ownRooms()).isZero();
        cluster.wake("c");
        run();
        assertThat(a.server.figures().recovery().unrecovered()).containsEntry("not handed over", 1L);
        assertThat(b.peers.ownRooms()).isOne(); // the namespace, for the new socket; and none for the old one's id
    }

    @Test
    void thirdNodeThatIsGone_isNotWaitedFor() {
        start();
        Returner client = new Returner(a);
        client.lose();
        emit(c, "1");
        run();
        cluster.kill("c");
        nodes.remove("c");
        run();
        assertThat(client.comeBackTo(b)).containsExactly("RECOVERED", "1");
    }

    @Test
    void eventsOfAGuest_areKeptByBothNodes_andComeOnce() {
        start();
        Returner client = new Returner(a);
        client.lose();
        client.request(b, client.auth());
        for (int i = 0; i < 40; i++) {
            var event = new Command.Emit(
                    Scope.namespace("/chat"),
                    Audience.EVERYBODY.onlyLocal(),
                    Payload.ofNode("[\"e\",\"" + i + "\"]", List.of()),
                    false,
                    new Emission(new Origin("guest", i + 1), 0));
            for (TestServer node : List.of(a, b)) {
                event.perform(node.own, "guest");
            }
            cluster.step();
            runTasks();
        }
        run();
        List<String> received = client.received();
        assertThat(received.remove(0)).isEqualTo("RECOVERED");
        assertThat(received)
                .isEqualTo(IntStream.range(0, 40).mapToObj(Integer::toString).toList());
    }

    @Test
    void privateIds_areAskedForIfTheyMayBeSome() {
        start();
        new Returner(b);
        Returner client = new Returner(b);
        int before = cluster.sent("b", "a");
        client.pid = "AAAAAAAAAAAAAAAAAAAAAAAA";
        assertThat(client.comeBackTo(b)).containsExactly("CONNECT");
        assertThat(cluster.sent("b", "a")).isEqualTo(before + 1);
        client.pid = "no pid at all";
        assertThat(client.comeBackTo(b)).containsExactly("CONNECT");
        assertThat(cluster.sent("b", "a")).isEqualTo(before + 1);
        assertThat(b.server.figures().recovery().unknownReturns()).isEqualTo(2);
    }

    @Test
    void dataThatCannotBeWritten_keepsTheClientFromComingBackElsewhere() {
        start();
        Returner client = new Returner(a);
        Map<String, Object> endless = new TreeMap<>();
        endless.put("itself", endless);
        socket("a").data().put("k", endless);
        client.lose();
        assertThat(client.comeBackTo(b)).containsExactly("CONNECT");
        assertThat(handlers.get("a").take()).doesNotContain("unrecovered");
        a.ticker.advanceMillis(16_000);
        run();
        assertThat(a.peers.ownRooms()).isZero();
    }

    // --- while others emit

    static Stream<Integer> seeds() {
        return IntStream.range(0, 200).boxed();
    }

    /** All nodes emit at any moment of the move, and what is between two nodes arrives in any order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void eventsOfAllNodes_beforeDuringAndAfterEachStep_comeOnceAndInTheOrderOfTheirNode(int seed) {
        start();
        Random random = new Random(seed);
        Returner client = new Returner(a);
        socket("a").join("r");
        run();
        Map<String, List<String>> sent = new TreeMap<>();
        List<String> received = new ArrayList<>(client.received());
        List<TestServer> all = List.of(a, b, c);
        for (int move = 0; move < 3; move++) {
            for (int i = random.nextInt(6); i > 0; i--) {
                oneOf(random, sent, client.sid);
                step(random);
            }
            if (random.nextBoolean()) {
                received.addAll(client.received());
            }
            if (random.nextBoolean()) {
                client.client.lose();
            }
            for (int i = random.nextInt(6); i > 0; i--) {
                oneOf(random, sent, client.sid);
                step(random);
            }
            slow = NAMES.get(random.nextInt(3)) + NAMES.get(random.nextInt(3));
            client.request(all.get(random.nextInt(3)), client.auth());
            for (int i = random.nextInt(300); i > 0; i--) {
                if (random.nextInt(12) == 0) {
                    oneOf(random, sent, client.sid);
                }
                step(random);
            }
            run();
            List<String> answers = client.received();
            assertThat(answers).startsWith("RECOVERED");
            received.addAll(answers);
        }
        oneOf(random, sent, client.sid);
        run();
        received.addAll(client.received());
        received.removeIf(text -> text.equals("RECOVERED") || text.equals("CONNECT"));

        sent.forEach((node, events) -> assertThat(
                        received.stream().filter(text -> text.startsWith(node)).toList())
                .as("what %s has emitted; seed %d", node, seed)
                .isEqualTo(events));
        assertThat(received).hasSize(sent.values().stream().mapToInt(List::size).sum());
    }

    private void oneOf(Random random, Map<String, List<String>> sent, String sid) {
        String name = NAMES.get(random.nextInt(3));
        List<String> events = sent.computeIfAbsent(name, none -> new ArrayList<>());
        String value = name + events.size();
        events.add(value);
        TestServer node = nodes.get(name);
        switch (random.nextInt(3)) {
            case 0 -> emit(node, value);
            case 1 -> emit(node, "r", value);
            default -> emit(node, sid, value);
        }
    }

    private void step(Random random) {
        String from = NAMES.get(random.nextInt(3));
        String to = NAMES.get(random.nextInt(3));
        if (from.equals(to)) {
            nodes.get(from).executor.run();
        } else if (!slow.equals(from + to)) {
            cluster.step(from, to);
        }
    }
}
