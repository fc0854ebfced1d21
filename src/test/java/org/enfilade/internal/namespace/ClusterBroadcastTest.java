package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.enfilade.Broadcast;
import org.enfilade.RemoteSocket;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

/** Events for the sockets of several nodes, and what else is done to them. */
class ClusterBroadcastTest extends ClusterOfThree {
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
        long before = sent(a);

        for (int i = 0; i < 100; i++) {
            a.server.of("/chat").to("red").emit("x", i);
        }

        assertThat(sent(a) - before).isEqualTo(100);
        assertThat(cluster.waiting("a", "b")).isEqualTo(100);
    }

    @Test
    void emits_ofOneRun_areOneMessageToEachNode_andOneWriteToEachClientThere() {
        Client one = member(b, "/chat", "red");
        Client two = member(c, "/chat", "red");
        long before = sent(a);
        int batches = one.wire.batches().size();

        a.server.engine().reading(() -> {
            for (int i = 0; i < 10; i++) {
                a.server.of("/chat").to("red").emit("x", i);
            }
            assertThat(sent(a)).isEqualTo(before);
        });
        assertThat(sent(a) - before).isEqualTo(2);
        run();

        assertThat(one.wire.batches())
                .hasSize(batches + 1)
                .last()
                .asInstanceOf(LIST)
                .hasSize(10);
        assertThat(one.received()).hasSize(10).first().isEqualTo("2/chat,[\"x\",0]");
        assertThat(two.received()).hasSize(10).last().isEqualTo("2/chat,[\"x\",9]");
    }

    @Test
    void question_comesAfterWhatWasEmittedBeforeItInTheSameRun() {
        Client there = member(b, "/chat", "red");

        a.server.engine().reading(() -> {
            a.server.of("/chat").to("red").emit("x");
            a.server.of("/chat").to("red").emitWithAck("y");
        });
        run();

        assertThat(there.received()).hasSize(2).first().isEqualTo("2/chat,[\"x\"]");
    }

    @Test
    void emit_toARoomThatNobodyIsIn_isNoMessage() {
        member(b, "/chat", "red");
        long before = sent(a);

        a.server.of("/chat").to("green").emit("x");
        a.server.of("/other").emit("x");
        a.server.of("/chat").local().emit("x");

        assertThat(sent(a)).isEqualTo(before);
    }

    @Test
    void audienceOfNoRoom_isNobodyOnAnyNode_andNoMessage() {
        Client there = member(b, "/chat", "red");
        Client child = member(b, "/shop-1");
        long before = sent(a);

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

        assertThat(sent(a)).isEqualTo(before);
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
        long before = sent(a);

        a.server.of("/chat").to(id).emit("x");
        run();

        assertThat(there.received()).containsExactly("2/chat,[\"x\"]");
        assertThat(sent(a) - before).isEqualTo(1);
    }

    @Test
    void emit_ofAParent_reachesChildrenOnEachNode() {
        Client here = member(a, "/shop-1");
        Client there = member(b, "/shop-2");
        member(c, "/chat");
        long before = sent(a);

        a.server.parents().iterator().next().emit("x", 7);
        run();

        assertThat(here.received()).containsExactly("2/shop-1,[\"x\",7]");
        assertThat(there.received()).containsExactly("2/shop-2,[\"x\",7]");
        assertThat(sent(a) - before).isEqualTo(1);
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

    // --- what is done to sockets

    @Test
    void fetchSockets_whenANodeHasTooMuchToTell_isCompletedAtOnce() {
        member(b, "/chat");
        b.server.of("/chat").sockets().iterator().next().data().put("big", "x".repeat(17 << 20));

        var sockets = a.server.of("/chat").fetchSockets();
        run();

        assertThat(await(sockets)).isEmpty();
    }

    @Test
    void fetchSockets_whenANodeHasNoThread_isCompletedAtOnce() {
        Client here = member(a, "/chat");
        member(b, "/chat");
        b.executor.refuse(true);

        var sockets = a.server.of("/chat").fetchSockets();
        run();

        assertThat(await(sockets)).hasSize(1);
        assertThat(here.isClosed()).isFalse();
    }

    @Test
    void fetchSockets_whenANodeCannotDescribeThem_isCompletedAtOnce() {
        member(b, "/chat");
        b.server.of("/chat").sockets().iterator().next().data().put("bad", new Object() {
            @SuppressWarnings("unused")
            public String getText() {
                throw new NoClassDefFoundError("a class of the application");
            }
        });

        var sockets = a.server.of("/chat").fetchSockets();
        run();

        assertThat(await(sockets)).isEmpty();
    }

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
