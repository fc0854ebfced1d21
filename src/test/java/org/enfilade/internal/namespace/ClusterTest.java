package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.RemoteSocket;
import org.enfilade.Socket;
import org.enfilade.internal.cluster.MemoryCluster;
import org.junit.jupiter.api.Test;

/** Several nodes as one server. */
class ClusterTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final List<TestServer> nodes = new ArrayList<>();
    private final TestServer a = node("a");
    private final TestServer b = node("b");
    private final TestServer c = node("c");
    /** The sockets that a test has made before. */
    private final Set<String> known = new HashSet<>();

    ClusterTest() {
        cluster.deliverAll();
    }

    private TestServer node(String name) {
        TestServer node = new TestServer();
        node.declare("/chat").echo();
        node.declarePattern("^/shop-(?<id>\\d+)$", "id");
        nodes.add(node);
        return node.startIn(cluster, name);
    }

    private void run() {
        do {
            cluster.deliverAll();
            nodes.forEach(node -> node.executor.run());
        } while (cluster.step());
    }

    /** A client in a namespace, and in rooms, of which all nodes know. */
    private Client member(TestServer node, String namespace, String... rooms) {
        Client client = node.connect();
        client.send("0" + namespace + ",");
        run();
        client.received();
        Socket socket = node.server.of(namespace).sockets().stream()
                .filter(each -> known.add(each.id()))
                .findFirst()
                .orElseThrow();
        socket.join(rooms);
        run();
        return client;
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }

    // --- broadcasts

    @Test
    void emit_toARoom_reachesItsMembersOnOtherNodesOnce() {
        Client one = member(a, "/chat", "red", "blue");
        Client two = member(b, "/chat", "blue");
        Client three = member(c, "/chat", "green");

        a.server.of("/chat").to("red", "blue").emit("x", 1);
        run();

        assertThat(one.received()).containsExactly("2/chat,[\"x\",1]");
        assertThat(two.received()).containsExactly("2/chat,[\"x\",1]");
        assertThat(three.received()).isEmpty();
    }

    @Test
    void emit_toARoomOfOneOtherNode_isOneMessage() {
        member(b, "/chat", "red");
        member(c, "/chat");
        long before = a.peers.messagesSent();

        for (int i = 0; i < 100; i++) {
            a.server.of("/chat").to("red").emit("x", i);
        }

        assertThat(a.peers.messagesSent() - before).isEqualTo(100);
        assertThat(cluster.waiting("a", "b")).isEqualTo(100);
    }

    @Test
    void emit_toARoomThatNobodyIsIn_isNoMessage() {
        member(b, "/chat", "red");
        long before = a.peers.messagesSent();

        a.server.of("/chat").to("green").emit("x");
        a.server.of("/other").emit("x");
        a.server.of("/chat").local().emit("x");

        assertThat(a.peers.messagesSent()).isEqualTo(before);
    }

    @Test
    void audienceOfNoRoom_isNobodyOnAnyNode_andNoMessage() {
        Client there = member(b, "/chat", "red");
        Client child = member(b, "/shop-1");
        long before = a.peers.messagesSent();

        for (Broadcast nobody : List.of(
                a.server.of("/chat").to(),
                a.server.of("/chat").to(List.of()),
                a.server.parent("^/shop-(?<id>\\d+)$").to())) {
            nobody.emit("x");
            nobody.socketsJoin("new");
            nobody.socketsLeave("red");
            nobody.disconnectSockets(true);
            assertThat(await(nobody.emitWithAck("x"))).isEmpty();
            assertThat(await(nobody.fetchSockets())).isEmpty();
        }
        run();

        assertThat(a.peers.messagesSent()).isEqualTo(before);
        assertThat(there.received()).isEmpty();
        assertThat(child.received()).isEmpty();
        assertThat(b.server.of("/chat").sockets()).hasSize(1);
    }

    @Test
    void emit_toTheNamespace_exceptARoom_leavesItsMembersOut() {
        Client red = member(b, "/chat", "red");
        Client blue = member(c, "/chat", "blue");

        a.server.of("/chat").except("red").emit("x", new byte[] {1, 2});
        run();

        assertThat(red.received()).isEmpty();
        assertThat(blue.received()).containsExactly("51-/chat,[\"x\",{\"_placeholder\":true,\"num\":0}]", "#0102");
    }

    @Test
    void emit_toASocketOfAnotherNode_goesThereAndNowhereElse() {
        Client there = member(b, "/chat");
        member(c, "/chat");
        String id = b.server.of("/chat").sockets().iterator().next().id();
        long before = a.peers.messagesSent();

        a.server.of("/chat").to(id).emit("x");
        run();

        assertThat(there.received()).containsExactly("2/chat,[\"x\"]");
        assertThat(a.peers.messagesSent() - before).isEqualTo(1);
    }

    @Test
    void emit_ofAParent_reachesChildrenOnEachNode() {
        Client here = member(a, "/shop-1");
        Client there = member(b, "/shop-2");
        member(c, "/chat");
        long before = a.peers.messagesSent();

        a.server.parents().iterator().next().emit("x", 7);
        run();

        assertThat(here.received()).containsExactly("2/shop-1,[\"x\",7]");
        assertThat(there.received()).containsExactly("2/shop-2,[\"x\",7]");
        assertThat(a.peers.messagesSent() - before).isEqualTo(1);
    }

    @Test
    void emits_ofOneNode_keepTheirOrder() {
        Client there = member(b, "/chat", "red");

        for (int i = 0; i < 1_000; i++) {
            if (i % 2 == 0) {
                a.server.of("/chat").to("red").emit("x", i);
            } else {
                a.server.of("/chat").emit("x", i);
            }
        }
        run();

        List<String> received = there.received();
        assertThat(received).hasSize(1_000);
        for (int i = 0; i < received.size(); i++) {
            assertThat(received.get(i)).isEqualTo("2/chat,[\"x\"," + i + "]");
        }
    }

    // --- what a join promises

    @Test
    void connect_isAcknowledgedOnlyWhenTheOthersKnow() {
        Client client = b.connect();
        client.send("0/chat,");
        assertThat(client.received()).isEmpty();

        a.server.of("/chat").emit("too early to be promised");
        cluster.step("b", "a");
        cluster.step("b", "c");
        a.server.of("/chat").emit("x");
        run();

        assertThat(client.received().get(0)).startsWith("0/chat,{\"sid\":");
        assertThat(client.wire.take()).isEmpty();
    }

    @Test
    void secondMemberOfARoom_causesNoMessage() {
        member(b, "/chat", "red");
        long before = b.peers.messagesSent();

        member(b, "/chat", "red");

        assertThat(b.peers.messagesSent()).isEqualTo(before);
    }

    @Test
    void join_whileANodeIsSilent_waitsForItOnlyOnce() {
        cluster.silence("c");
        Client client = b.connect();
        client.send("0/chat,");
        run();
        assertThat(client.received()).isEmpty();

        b.ticker.advance(Duration.ofSeconds(2));
        run();
        assertThat(client.received()).hasSize(1);

        Client next = b.connect();
        next.send("0/shop-1,");
        run();
        assertThat(next.received()).hasSize(1);
    }

    @Test
    void silentNode_thatReturns_hasHeardOfEverything() {
        cluster.silence("c");
        Client client = b.connect();
        client.send("0/chat,");
        b.ticker.advance(Duration.ofSeconds(2));
        run();
        client.received();

        cluster.wake("c");
        run();
        c.server.of("/chat").emit("x");
        run();

        assertThat(client.received()).containsExactly("2/chat,[\"x\"]");
    }

    @Test
    void join_whenANodeDies_isNotHeldUp() {
        cluster.silence("c");
        Client client = b.connect();
        client.send("0/chat,");
        run();
        assertThat(client.received()).isEmpty();

        cluster.kill("c");
        run();

        assertThat(client.received()).hasSize(1);
    }

    // --- nodes come and go

    @Test
    void nodeThatComesLater_knowsTheRooms_andIsKnown() {
        Client old = member(a, "/chat", "red");
        TestServer d = node("d");
        run();
        long before = d.peers.messagesSent();

        d.server.of("/chat").to("red").emit("x");
        run();
        assertThat(old.received()).containsExactly("2/chat,[\"x\"]");
        assertThat(d.peers.messagesSent() - before).isEqualTo(1);

        Client fresh = member(d, "/chat", "red");
        a.server.of("/chat").to("red").emit("y");
        run();
        assertThat(fresh.received()).containsExactly("2/chat,[\"y\"]");
    }

    @Test
    void nodeThatHasNotToldItsRoomsYet_getsEverything() {
        Client client = member(a, "/chat", "red");
        cluster.silence("a");
        TestServer d = node("d");
        cluster.deliverAll();

        d.server.of("/chat").to("red").emit("x");
        cluster.wake("a");
        run();

        assertThat(client.received()).containsExactly("2/chat,[\"x\"]");
    }

    @Test
    void nodeThatEnds_isSentNothingMore() {
        member(b, "/chat", "red");
        b.server.stop();
        b.executor.run();
        b.peers.close();
        run();
        long before = a.peers.messagesSent();

        a.server.of("/chat").to("red").emit("x");
        a.server.of("/chat").emit("x");

        assertThat(a.peers.messagesSent()).isEqualTo(before);
        assertThat(a.peers.otherRooms()).isZero();
    }

    @Test
    void partition_hasNoGhosts_andAfterItBothSidesKnowWhatTheOtherDid() {
        Client left = member(a, "/chat", "red");
        Client right = member(b, "/chat", "red");
        cluster.partition(Set.of("a", "c"), Set.of("b"));
        run();
        a.server.of("/chat").to("red").emit("lost");
        run();
        left.received();
        assertThat(right.received()).isEmpty();
        Client late = member(b, "/chat", "green");
        left.lose();
        run();

        cluster.heal();
        run();
        a.server.of("/chat").to("green").emit("x");
        long before = b.peers.messagesSent();
        b.server.of("/chat").to("red").emit("y");
        run();

        assertThat(late.received()).containsExactly("2/chat,[\"x\"]");
        assertThat(b.peers.messagesSent())
                .as("nobody but b's own is in the room")
                .isEqualTo(before);
        assertThat(right.received()).containsExactly("2/chat,[\"y\"]");
    }

    @Test
    void whenTheClientsAreGone_nothingIsLeft() {
        List<Client> clients =
                List.of(member(a, "/chat", "red", "blue"), member(b, "/shop-1", "red"), member(c, "/shop-2", "green"));

        clients.forEach(Client::lose);
        run();

        for (TestServer node : nodes) {
            assertThat(node.peers.ownRooms()).isZero();
            assertThat(node.peers.otherRooms()).isZero();
        }
    }

    @Test
    void busThatFails_losesItsMessageAndNothingElse_andTellsAllAgain() {
        cluster.failSends("b", true);
        Client client = b.connect();
        client.send("0/chat,");
        b.ticker.advance(Duration.ofSeconds(2));
        run();
        assertThat(client.received()).hasSize(1);

        cluster.failSends("b", false);
        b.ticker.advance(Duration.ofSeconds(2));
        run();
        a.server.of("/chat").emit("x");
        run();

        assertThat(client.received()).containsExactly("2/chat,[\"x\"]");
    }

    private Client connecting(TestServer node, String namespace) {
        Client client = node.connect();
        client.send("0" + namespace + ",");
        node.executor.run();
        return client;
    }

    @Test
    void nodesThatCannotBeTold_areTriedOnceASecondEach() {
        cluster.failSends("b", true);
        for (int i = 0; i < 20; i++) {
            connecting(b, "/shop-" + i);
        }
        int before = cluster.failures();

        b.ticker.advance(Duration.ofSeconds(9));

        assertThat(cluster.failures() - before)
                .as("one message each, since the rest of a list is not tried")
                .isBetween(2 * 8, 2 * 9);
    }

    @Test
    void join_thatOneNodeCouldNotBeTold_waitsForItsList_whateverElseThatNodeIsTold() {
        cluster.failSends("b", true);
        Client first = connecting(b, "/shop-1");
        cluster.failSends("b", false);
        Client second = connecting(b, "/shop-2");
        run();
        assertThat(first.received()).isEmpty();
        assertThat(second.received()).isEmpty();

        b.ticker.advance(Duration.ofSeconds(1));
        run();

        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).hasSize(1);
        a.server.of("/shop-1").emit("x");
        run();
        assertThat(first.received()).containsExactly("2/shop-1,[\"x\"]");
    }

    @Test
    void join_ofARoomThatTheOthersAreBeingTold_isDoneWhenTheyKnow() {
        member(b, "/chat");
        Socket socket = b.server.of("/chat").sockets().iterator().next();
        a.server.of("/chat").to(socket.id()).socketsJoin("red");
        cluster.step("a", "b");
        assertThat(socket.rooms()).contains("red");

        CompletableFuture<Void> joined = socket.join("red").toCompletableFuture();

        assertThat(joined.isDone()).as("the others are being told").isFalse();
        run();
        assertThat(joined).isCompleted();
    }

    @Test
    void nodeThatHasLostSightOfAnother_isNotTakenToBeKnownByIt() {
        Set<String> all = Set.of("b", "c");
        a.peers.view(Set.of("c"));
        a.peers.view(all);
        cluster.step("a", "b");
        Client client = connecting(a, "/shop-9");
        cluster.step("a", "c");
        cluster.step("c", "a");
        a.executor.run();
        assertThat(client.received()).as("b is not waited for").hasSize(1);

        b.server.of("/shop-9").emit("x");
        run();

        assertThat(client.received()).containsExactly("2/shop-9,[\"x\"]");
    }

    @Test
    void socketThatWaitsForTheNodes_andIsSentTooMuch_isDisconnected_andNobodyElseNotices() {
        TestServer d = new TestServer();
        d.declare("/chat");
        nodes.add(d);
        d.startIn(cluster, "d", options -> options.outboxMaxPackets(3));
        run();
        Client elsewhere = member(a, "/chat");
        cluster.silence("c");
        Client waiting = connecting(d, "/chat");
        cluster.deliverAll();

        for (int i = 0; i < 5; i++) {
            d.server.of("/chat").emit("x", i);
        }
        run();

        assertThat(elsewhere.received()).hasSize(5);
        assertThat(waiting.wire.isClosed()).isTrue();
    }

    // --- acknowledgements

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
    void fetchSockets_whenANodeHasTooMuchToTell_isCompletedAtOnce() {
        member(b, "/chat");
        b.server.of("/chat").sockets().iterator().next().data().put("big", "x".repeat(17 << 20));

        var sockets = a.server.of("/chat").fetchSockets();
        run();

        assertThat(await(sockets)).isEmpty();
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

    // --- what is done to sockets

    @Test
    void fetchSockets_describesThoseOfAllNodes() {
        member(a, "/chat", "red");
        Client distant = b.connect();
        distant.send("0/chat,{\"user\":\"u\"}");
        run();
        Socket socket = b.server.of("/chat").sockets().iterator().next();
        socket.data().put("name", "Bea");
        socket.data().put("picture", new byte[] {1});

        var found = a.server.of("/chat").fetchSockets();
        run();

        assertThat(await(found)).hasSize(2);
        RemoteSocket there = await(found).stream()
                .filter(each -> each.id().equals(socket.id()))
                .findFirst()
                .orElseThrow();
        assertThat(there.rooms()).containsExactly(socket.id());
        assertThat(there.data()).contains(entry("name", "Bea"));
        assertThat((byte[]) there.data().get("picture")).containsExactly(1);
        assertThat(there.handshake().auth().getString("user")).isEqualTo("u");
        assertThat(there.handshake().header("X-Conf")).contains("h");
        assertThat(there.handshake().query("EIO")).contains("4");
        assertThat(there.handshake().address()).contains("127.0.0.1");
        assertThat(there.handshake().time()).isEqualTo(socket.handshake().time());
        assertThat(there.handshake().principal()).isEmpty();

        distant.received();
        there.emit("hello", Map.of("n", 1));
        run();
        assertThat(distant.received()).containsExactly("2/chat,[\"hello\",{\"n\":1}]");
        there.join("blue");
        run();
        assertThat(socket.rooms()).contains("blue");
        there.leave("blue");
        run();
        assertThat(socket.rooms()).doesNotContain("blue");
        there.disconnect(true);
        run();
        assertThat(distant.isClosed()).isTrue();
    }

    private RemoteSocket seenFromA(TestServer node) {
        node.query = Map.of("EIO", List.of("4"), "access_token", List.of("T1"), "page", List.of("7"));
        node.headers = Map.of(
                "Cookie", List.of("JSESSIONID=T2"),
                "authorization", List.of("Bearer T3"),
                "Proxy-Authorization", List.of("Basic T4"),
                "X-Api-Key", List.of("T5"),
                "Origin", List.of("https://shop.example"));
        node.uri = "/socket.io/;jsessionid=T2?EIO=4&access%5Ftoken=T1&page=7";
        Client client = node.connect();
        client.send("0/chat,{\"token\":\"T6\",\"user\":\"u\",\"login\":[{\"Password\":\"T7\",\"n\":1}]}");
        run();
        Set<String> own = new HashSet<>();
        node.server.of("/chat").sockets().forEach(each -> own.add(each.id()));
        var found = a.server.of("/chat").fetchSockets();
        run();
        return await(found).stream()
                .filter(each -> own.contains(each.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fetchSockets_ofAnotherNode_leavesCredentialsThere() {
        RemoteSocket there = seenFromA(b);

        assertThat(there.handshake().headers()).isEqualTo(Map.of("Origin", List.of("https://shop.example")));
        assertThat(there.handshake().query()).isEqualTo(Map.of("EIO", List.of("4"), "page", List.of("7")));
        assertThat(there.handshake().uri()).isEqualTo("/socket.io/?EIO=4&page=7");
        assertThat(there.handshake().auth()).hasToString("{\"user\":\"u\",\"login\":[{\"n\":1}]}");
        assertThat(b.server.of("/chat").sockets().iterator().next().handshake().header("Cookie"))
                .contains("JSESSIONID=T2");
    }

    @Test
    void fetchSockets_ofANodeThatIsAskedTo_bringsCredentials() {
        TestServer d = new TestServer();
        d.declare("/chat");
        nodes.add(d);
        d.startIn(cluster, "d", options -> options.clusterCredentials(true));
        run();

        RemoteSocket there = seenFromA(d);

        assertThat(there.handshake().header("cookie")).contains("JSESSIONID=T2");
        assertThat(there.handshake().header("Authorization")).contains("Bearer T3");
        assertThat(there.handshake().query("access_token")).contains("T1");
        assertThat(there.handshake().uri()).contains("T1").contains("T2");
        assertThat(there.handshake().auth().getString("token")).isEqualTo("T6");
    }

    @Test
    void socketsJoinAndLeave_moveThoseOfOtherNodes() {
        Client there = member(b, "/chat", "red");

        a.server.of("/chat").to("red").socketsJoin("blue");
        run();
        a.server.of("/chat").to("blue").emit("x");
        run();
        assertThat(there.received()).containsExactly("2/chat,[\"x\"]");

        a.server.of("/chat").to("red").socketsLeave("blue");
        run();
        a.server.of("/chat").to("blue").emit("y");
        run();
        assertThat(there.received()).isEmpty();
    }

    @Test
    void disconnectSockets_disconnectsThoseOfOtherNodes() {
        Client there = member(b, "/chat", "red");
        Client other = member(b, "/chat");

        a.server.of("/chat").to("red").disconnectSockets(false);
        run();

        assertThat(there.received()).containsExactly("1/chat,");
        assertThat(other.received()).isEmpty();
    }

    @Test
    void idsOfNodes_tellThemApart() {
        member(a, "/chat");
        member(b, "/chat");
        String one = a.server.of("/chat").sockets().iterator().next().id();
        String two = b.server.of("/chat").sockets().iterator().next().id();

        assertThat(one).hasSize(30).endsWith(a.peers.tag());
        assertThat(two).hasSize(30).endsWith(b.peers.tag());
        assertThat(a.peers.tag()).isNotEqualTo(b.peers.tag());
    }
}
