package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeavingTest {
    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/");
    private final FakeHandler chat = test.declare("/chat").echo();
    private final Client client;
    private final Socket socket;

    LeavingTest() {
        test.start();
        client = test.join("/chat");
        client.join("/");
        socket = chat.socket();
        socket.join("r1", "r2");
        chat.take();
        main.take();
    }

    private void assertLeft(FakeHandler handler, String reason, String rooms) {
        assertThat(handler.take())
                .containsExactly("disconnecting " + reason + " " + rooms, "disconnected " + reason + " []");
        assertThat(handler.socket().isConnected()).isFalse();
        assertThat(handler.socket().rooms()).isEmpty();
        assertThat(handler.socket().namespace().sockets()).isEmpty();
    }

    @Test
    void clientDisconnect() {
        client.send("1/chat,");
        assertLeft(chat, "client namespace disconnect", "[r1, r2]");
        assertThat(client.received()).isEmpty();
        assertThat(client.isClosed()).isFalse();
        assertThat(main.take()).isEmpty();
    }

    @Test
    void serverDisconnect_ofTheNamespace() {
        socket.disconnect();
        test.executor.run();
        assertLeft(chat, "server namespace disconnect", "[r1, r2]");
        assertThat(client.received()).containsExactly("1/chat,");
        assertThat(client.isClosed()).isFalse();
        assertThat(main.take()).isEmpty();
    }

    @Test
    void rooms_rightAfterDisconnect_areNone_andTheDisconnectingHandlersSeeThem() {
        socket.disconnect();
        assertThat(socket.rooms()).isEmpty();
        test.executor.run();
        assertLeft(chat, "server namespace disconnect", "[r1, r2]");
    }

    @Test
    void serverDisconnect_ofTheConnection() {
        socket.emit("last words");
        socket.disconnect(true);
        test.executor.run();
        assertLeft(chat, "server namespace disconnect", "[r1, r2]");
        assertLeft(main, "server namespace disconnect", "[]");
        assertThat(client.received()).startsWith("2/chat,[\"last words\"]").contains("1/chat,", "1");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void lostConnection() {
        client.lose();
        assertLeft(chat, "transport close", "[r1, r2]");
        assertLeft(main, "transport close", "[]");
    }

    @Test
    void failedConnection() {
        client.fail();
        assertLeft(chat, "transport error", "[r1, r2]");
    }

    @Test
    void silentClient() {
        test.ticker.advanceMillis(45_000);
        test.executor.run();
        assertLeft(chat, "ping timeout", "[r1, r2]");
    }

    @Test
    void brokenProtocol() {
        client.send("x");
        assertLeft(chat, "forced close", "[r1, r2]");
        assertLeft(main, "forced close", "[]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void endOfTheApplication() {
        test.server.stop();
        test.executor.run();
        assertLeft(chat, "server shutting down", "[r1, r2]");
        assertThat(client.wire.isGoingAway()).isTrue();
        assertThat(test.server.connectionCount()).isZero();
        test.ticker.advanceMillis(3);
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void close_byTheApplication_endsAllConnections_andAcceptsNoMore() {
        Socket left = chat.socket();
        test.server.close();
        assertThat(test.server.connectionCount()).isZero();
        test.executor.run();
        assertLeft(chat, "server shutting down", "[r1, r2]");
        assertThat(left.isConnected()).isFalse();
        assertThat(test.server.figures().isAccepting()).isFalse();

        test.server.close();
        test.server.resume();
        test.server.emit("to nobody");
        assertThat(test.server.engine().isAccepting()).isFalse();
        test.executor.run();
        assertThat(chat.take()).isEmpty();
    }

    @Test
    void closedConnection_byTheApplication() {
        socket.connection().close();
        test.executor.run();
        assertLeft(chat, "forced close", "[r1, r2]");
        assertThat(client.isClosed()).isTrue();
    }

    /** Another thread closes while what was held back is sent: the client gets that, and all that was sent before. */
    private void assertClosesAfterwards(Runnable close) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        ((ServerSocket) socket).outgoing().holdUntil(told);
        socket.emit("first");
        client.wire.meanwhile(() -> {
            socket.emit("last words");
            close.run();
        });

        told.complete(null);
        test.executor.run();

        assertThat(client.received()).contains("2/chat,[\"first\"]", "2/chat,[\"last words\"]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void serverDisconnect_ofTheConnection_whileAnotherThreadSendsWhatWasHeldBack_takesNothingAway() {
        assertClosesAfterwards(() -> socket.disconnect(true));
        assertLeft(chat, "server namespace disconnect", "[r1, r2]");
    }

    @Test
    void closedConnection_whileAnotherThreadSendsWhatWasHeldBack_takesNothingAway() {
        assertClosesAfterwards(() -> socket.connection().close());
        assertLeft(chat, "forced close", "[r1, r2]");
    }

    @Test
    void closedConnection_afterTheEndOfASocketThatAnotherThreadStillSendsTo_takesNothingAway() {
        assertClosesAfterwards(() -> {
            socket.disconnect();
            socket.connection().close();
        });
        assertLeft(chat, "server namespace disconnect", "[r1, r2]");
    }

    @Test
    void end_comesOnce() {
        socket.disconnect();
        socket.disconnect(true);
        client.lose();
        test.server.stop();
        test.executor.run();
        assertLeft(chat, "server namespace disconnect", "[r1, r2]");
        assertLeft(main, "server namespace disconnect", "[]");
        assertThat(client.received().stream().filter("1/chat,"::equals)).hasSize(1);
    }

    @Test
    void whatTheClientSentBeforeItLeft_isHandled_andThenItsEnd() {
        chat.on("slow", (s, event, ack) -> {
            client.post("2/chat,[\"waiting\"]", "1/chat,");
            test.executor.runElsewhere();
            assertThat(chat.take()).containsExactly("slow []");
        });
        client.send("2/chat,[\"slow\"]");
        assertThat(chat.log).startsWith("waiting []");
        chat.log.remove(0);
        assertLeft(chat, "client namespace disconnect", "[r1, r2]");
    }

    @Test
    void whatWaits_whenTheServerDisconnects_isDropped() {
        chat.on("last", (s, event, ack) -> s.disconnect());
        client.send("2/chat,[\"last\"]", "2/chat,[\"waiting\"]", "2/chat,1[\"echo\"]");
        assertThat(chat.log).startsWith("last []");
        chat.log.remove(0);
        assertLeft(chat, "server namespace disconnect", "[r1, r2]");
        assertThat(client.received()).containsExactly("1/chat,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2/chat,[\"on its way\"]",
                "2/chat,1[\"echo\"]",
                "3/chat,5[]",
                "1/chat,",
                "51-/chat,[\"img\",{\"_placeholder\":true,\"num\":0}]|#01"
            })
    void packet_thatCrossesTheServersDisconnect_isIgnored(String packets) {
        socket.disconnect();
        test.executor.run();
        chat.take();
        client.received();
        client.send(packets.split("\\|"));
        assertThat(client.isClosed()).isFalse();
        assertThat(chat.take()).isEmpty();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void clientThatWasDisconnected_mayJoinAgain_andLeaveByItself() {
        socket.disconnect();
        test.executor.run();
        client.received();
        client.join("/chat");
        client.send("1/chat,");
        assertThat(client.isClosed()).isFalse();
        assertThat(client.send("2/chat,[\"late\"]").isClosed()).isTrue();
    }

    @Test
    void socketThatHasLeft_doesNothingMore() {
        client.send("1/chat,");
        chat.take();
        socket.join("late");
        socket.emit("late");
        socket.bestEffort().emit("late");
        socket.disconnect();
        test.server.of("/chat").to("r1").emit("late");
        assertThat(client.received()).isEmpty();
        assertThat(socket.rooms()).isEmpty();
        assertThat(chat.take()).isEmpty();
    }

    @Test
    void disconnectInTheConnectHandler_isTheEnd() {
        chat.onConnect = joined -> {
            joined.emit("farewell");
            joined.disconnect();
        };
        Client other = test.connect().send("0/chat,");
        assertThat(other.received())
                .endsWith("2/chat,[\"farewell\"]", "1/chat,")
                .hasSize(3);
        assertThat(chat.take())
                .isEqualTo(List.of(
                        "admit",
                        "connected",
                        "disconnecting server namespace disconnect []",
                        "disconnected server namespace disconnect []"));
    }

    @Test
    void emitOfADisconnectHandler_reachesTheOthers() {
        Client other = test.join("/chat");
        chat.onDisconnect = left -> left.broadcast().emit("left", left.id());
        client.send("1/chat,");
        assertThat(other.received()).containsExactly("2/chat,[\"left\",\"" + socket.id() + "\"]");
    }

    @Test
    void closedConnection_leavesNoTimer() {
        client.lose();
        test.ticker.advanceMillis(3);
        assertThat(test.ticker.size()).isZero();
    }

    // --- what was sent before

    @Test
    void eventsThatWait_whenTheServerClosesTheConnection_areDropped() {
        client.post("2/chat,[\"a\"]", "2/chat,[\"b\"]");
        chat.take();
        chat.socket().connection().close();
        test.executor.run();
        assertThat(chat.take()).noneMatch(called -> called.startsWith("a") || called.startsWith("b"));
    }

    @Test
    void eventsThatWait_whenTheClientIsLost_areHandled() {
        chat.take();
        client.post("2/chat,[\"a\"]", "2/chat,[\"b\"]");
        client.lose();
        assertThat(chat.take()).startsWith("a []", "b []");
    }

    @Test
    void eventsThatWait_whenTheClientBreaksTheProtocol_areHandled() {
        chat.take();
        client.post("2/chat,[\"a\"]", "2/chat,[\"b\"]", "nonsense", "2/chat,[\"c\"]");
        assertThat(client.isClosed()).isTrue();
        test.executor.run();
        assertThat(chat.take()).hasSize(4).startsWith("a []", "b []");
    }

    @Test
    void eventsThatWait_whenTheClientBreaksALimit_areDropped_alsoBehindARunningOne() {
        chat.take();
        chat.on("slow", (socket, event, ack) -> {
            while (!client.isClosed()) {
                client.post("2/chat,[\"behind\"]");
            }
        });
        client.send("2/chat,[\"slow\"]", "2/chat,[\"next\"]");
        assertThat(chat.take()).hasSize(3).startsWith("slow []").allMatch(called -> !called.contains("next"));
    }
}
