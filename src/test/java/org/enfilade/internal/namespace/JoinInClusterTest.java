package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

/**
 * What is sent to a socket waits until the other nodes know of its rooms: so whoever has been told of a join is reached
 * by all.
 */
class JoinInClusterTest extends ClusterOfThree {
    private final Client client = member(a, "/chat");
    private final Socket socket = a.server.of("/chat").sockets().iterator().next();

    @Test
    void acknowledgementOfAJoin_waitsUntilTheOthersKnow_andAllThatFollowsInItsOrder() {
        socket.on("join", (event, ack) -> {
            socket.join("red");
            socket.emit("hello");
            ack.sendAll("ok");
        });
        client.send("2/chat,1[\"join\"]");
        a.executor.run();
        a.server.of("/chat").emit("news");
        assertThat(client.received()).isEmpty();

        run();
        assertThat(client.received()).containsExactly("2/chat,[\"hello\"]", "3/chat,1[\"ok\"]", "2/chat,[\"news\"]");
        b.server.of("/chat").to("red").emit("x");
        run();
        assertThat(client.received()).containsExactly("2/chat,[\"x\"]");
    }

    @Test
    void handler_isNotHeldUp_andTheStageEndsWhenTheOthersKnow() {
        CompletableFuture<Void> joined = socket.join("red", "blue").toCompletableFuture();
        assertThat(socket.rooms()).contains("red", "blue");
        assertThat(joined).isNotDone();
        run();
        assertThat(joined).isCompleted();
        assertThat(socket.join("red")).isCompleted();
    }

    @Test
    void eventsOfTheClient_areHandledMeanwhile() {
        socket.join("red");
        client.send("2/chat,2[\"echo\",1]");
        a.executor.run();
        assertThat(client.received()).isEmpty();
        run();
        assertThat(client.received()).containsExactly("3/chat,2[1]");
    }

    @Test
    void joinsWithoutEnd_delayAMessage_byThoseBeforeItOnly() {
        socket.join("r1");
        socket.emit("first");
        cluster.step("a", "b");
        cluster.step("a", "c");
        socket.join("r2");
        socket.emit("second");
        cluster.step("b", "a");
        cluster.step("c", "a");
        a.executor.run();
        assertThat(client.received()).containsExactly("2/chat,[\"first\"]");
        run();
        assertThat(client.received()).containsExactly("2/chat,[\"second\"]");
    }

    @Test
    void disconnect_sendsWhatWaits_beforeTheLastPacket() {
        socket.join("red");
        socket.emit("bye");
        socket.disconnect();
        assertThat(client.received()).containsExactly("2/chat,[\"bye\"]", "1/chat,");
        run();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void closingTheConnection_sendsWhatWaits_too() {
        socket.join("red");
        socket.emit("bye");
        socket.connection().close();
        assertThat(client.received()).containsExactly("2/chat,[\"bye\"]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void socketThatLeavesMeanwhile_isSentNothingMore() {
        socket.join("red");
        socket.emit("late");
        client.send("1/chat,");
        run();
        assertThat(client.received()).isEmpty();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void nodeThatIsSilent_delaysWhatIsSent_andDoesNotLoseIt() {
        cluster.failSends("b", true);
        socket.join("red");
        socket.emit("hello");
        run();
        assertThat(client.received()).isEmpty();
        a.ticker.advanceMillis(2_000);
        run();
        assertThat(client.received()).containsExactly("2/chat,[\"hello\"]");
    }

    @Test
    void socketsJoin_holdsBackWhatIsSentToThem_too() {
        CompletableFuture<Void> joined = a.server.of("/chat").socketsJoin("red").toCompletableFuture();
        socket.emit("hello");
        assertThat(client.received()).isEmpty();
        run();
        assertThat(joined).isCompleted();
        assertThat(client.received()).containsExactly("2/chat,[\"hello\"]");
    }

    @Test
    void withoutACluster_nothingWaits() {
        TestServer alone = new TestServer();
        FakeHandler chat = alone.declare("/chat");
        Client other = alone.start().join("/chat");
        assertThat(chat.socket().join("red")).isCompleted();
        chat.socket().emit("hello");
        assertThat(other.received()).containsExactly("2/chat,[\"hello\"]");
    }
}
