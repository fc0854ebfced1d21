package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

/** What a join promises, and nodes that come and go. */
class ClusterMembershipTest extends ClusterOfThree {
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
        long before = sent(b);

        member(b, "/chat", "red");

        assertThat(sent(b)).isEqualTo(before);
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
        long before = sent(d);

        d.server.of("/chat").to("red").emit("x");
        run();
        assertThat(old.received()).containsExactly("2/chat,[\"x\"]");
        assertThat(sent(d) - before).isEqualTo(1);

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
        long before = sent(a);

        a.server.of("/chat").to("red").emit("x");
        a.server.of("/chat").emit("x");

        assertThat(sent(a)).isEqualTo(before);
        assertThat(a.server.figures().cluster().otherRooms()).isZero();
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
        long before = sent(b);
        b.server.of("/chat").to("red").emit("y");
        run();

        assertThat(late.received()).containsExactly("2/chat,[\"x\"]");
        assertThat(sent(b)).as("nobody but b's own is in the room").isEqualTo(before);
        assertThat(right.received()).containsExactly("2/chat,[\"y\"]");
    }

    @Test
    void whenTheClientsAreGone_nothingIsLeft() {
        List<Client> clients =
                List.of(member(a, "/chat", "red", "blue"), member(b, "/shop-1", "red"), member(c, "/shop-2", "green"));

        clients.forEach(Client::lose);
        run();

        for (TestServer node : nodes) {
            assertThat(node.server.figures().cluster().ownRooms()).isZero();
            assertThat(node.server.figures().cluster().otherRooms()).isZero();
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
}
