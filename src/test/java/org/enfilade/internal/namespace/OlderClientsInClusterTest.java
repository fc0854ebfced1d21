package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The ids of sockets of Socket.IO 2's clients, which other nodes take for rooms. */
class OlderClientsInClusterTest extends ClusterOfThree {
    private final TestServer both = new TestServer();
    private final FakeHandler main = both.declare("/");

    OlderClientsInClusterTest() {
        both.declare("/chat").echo();
        nodes.add(both);
        both.startIn(cluster, "d", options -> options.allowEIO3(true));
        run();
    }

    @Test
    void event_forOneSocket_goesToItsNodeOnly() {
        Client today = member(a, "/chat");
        Client older = Client.older(both);
        older.send("0/chat,");
        run();
        assertThat(older.received()).endsWith("0", "0/chat,");
        assertThat(main.socket().id()).isEqualTo(older.id);

        long before = sent(a);
        a.server.of("/chat").to("/chat#" + older.id).emit("hello", 1);
        run();

        assertThat(older.received()).containsExactly("2/chat,[\"hello\",1]");
        assertThat(today.received()).isEmpty();
        assertThat(sent(a) - before).isEqualTo(1);
    }

    @Test
    void broadcast_reachesClientsOfBothProtocols_onAllNodes() {
        Client today = member(a, "/chat", "room");
        Client older = Client.older(both);
        older.send("0/chat,");
        run();
        older.received();
        both.server.of("/chat").sockets().forEach(socket -> socket.join("room"));
        run();

        b.server.of("/chat").to("room").emit("news", new byte[] {7});
        run();

        String text = "51-/chat,[\"news\",{\"_placeholder\":true,\"num\":0}]";
        assertThat(today.received()).containsExactly(text, "#07");
        assertThat(older.received()).containsExactly(text, "#0407");
    }
}
