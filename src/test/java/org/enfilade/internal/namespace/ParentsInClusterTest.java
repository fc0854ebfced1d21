package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.enfilade.ParentNamespace;
import org.enfilade.RemoteSocket;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

/** What acts on many sockets, on a parent: in all of its children, on all nodes. Socket.IO refuses most of it. */
class ParentsInClusterTest extends ClusterOfThree {
    private final ParentNamespace shops = a.server.parents().iterator().next();
    private final Client here = member(a, "/shop-1", "red");
    private final Client there = member(b, "/shop-2", "red", "blue");
    private final Client sameChild = member(c, "/shop-1");
    private final Client other = member(c, "/chat", "red");

    private static Socket only(TestServer node, String namespace) {
        return node.server.of(namespace).sockets().iterator().next();
    }

    @Test
    void fetchSockets_findsThoseOfAllChildren_andTheWayToEach() {
        var found = shops.fetchSockets();
        run();
        List<RemoteSocket> sockets = await(found);
        assertThat(sockets)
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrder(
                        only(a, "/shop-1").id(),
                        only(b, "/shop-2").id(),
                        only(c, "/shop-1").id());
        sockets.forEach(socket -> socket.emit("hello"));
        run();
        assertThat(here.received()).containsExactly("2/shop-1,[\"hello\"]");
        assertThat(there.received()).containsExactly("2/shop-2,[\"hello\"]");
        assertThat(sameChild.received()).containsExactly("2/shop-1,[\"hello\"]");
        assertThat(other.received()).isEmpty();
    }

    @Test
    void fetchSockets_ofRoomsOfAParent_leavesTheOthersOut() {
        var found = shops.in("red").except("blue").fetchSockets();
        var own = shops.local().fetchSockets();
        run();
        assertThat(await(found))
                .extracting(RemoteSocket::id)
                .containsExactly(only(a, "/shop-1").id());
        assertThat(await(own))
                .extracting(RemoteSocket::id)
                .containsExactly(only(a, "/shop-1").id());
    }

    @Test
    void socketsJoinAndLeave_moveThoseOfAllChildren() {
        shops.in("red").socketsJoin("moved");
        run();
        assertThat(only(a, "/shop-1").rooms()).contains("moved");
        assertThat(only(b, "/shop-2").rooms()).contains("moved");
        assertThat(only(c, "/shop-1").rooms()).doesNotContain("moved");
        assertThat(only(c, "/chat").rooms()).doesNotContain("moved");
        shops.except("blue").socketsLeave("moved");
        run();
        assertThat(only(a, "/shop-1").rooms()).doesNotContain("moved");
        assertThat(only(b, "/shop-2").rooms()).contains("moved");
    }

    @Test
    void disconnectSockets_endsThoseOfAllChildren() {
        shops.disconnectSockets();
        run();
        assertThat(here.received()).containsExactly("1/shop-1,");
        assertThat(there.received()).containsExactly("1/shop-2,");
        assertThat(sameChild.received()).containsExactly("1/shop-1,");
        assertThat(other.received()).isEmpty();
        assertThat(other.isClosed()).isFalse();
    }

    @Test
    void emitWithAck_gathersTheAnswersOfAllChildren() {
        var answers = shops.timeout(Duration.ofSeconds(1)).emitWithAck("ask");
        run();
        for (Client client : List.of(here, there, sameChild)) {
            String packet = client.received().get(0);
            int from = packet.indexOf(',') + 1;
            client.send("3" + packet.substring(1, from) + packet.substring(from, packet.indexOf('[')) + "[\"yes\"]");
        }
        run();
        assertThat(await(answers))
                .extracting(answer -> answer.get(0, String.class))
                .containsExactly("yes", "yes", "yes");
    }
}
