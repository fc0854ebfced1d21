package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.enfilade.Broadcast;
import org.enfilade.Namespace;
import org.enfilade.RemoteSocket;
import org.enfilade.Socket;
import org.enfilade.internal.engine.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BroadcastTest {
    private final TestServer test = new TestServer();
    private final FakeHandler handler = test.declare("/chat");
    private final List<Client> clients = new ArrayList<>();
    private final Namespace chat;
    private final Socket sender;

    /** Members of r1 are a and b, of r2 b and c; the sender is a. */
    BroadcastTest() {
        test.declare("/other");
        test.start();
        for (String rooms : new String[] {"r1", "r1 r2", "r2", ""}) {
            clients.add(test.join("/chat"));
            if (!rooms.isEmpty()) {
                handler.socket().join(rooms.split(" "));
            }
        }
        chat = test.server.of("/chat");
        sender = handler.sockets.get(0);
    }

    private String receivers() {
        StringBuilder got = new StringBuilder();
        for (int i = 0; i < clients.size(); i++) {
            got.append(
                    "abcd".substring(i, i + 1).repeat(clients.get(i).received().size()));
        }
        return got.toString();
    }

    static Stream<Arguments> audiences() {
        return Stream.of(
                of("namespace", "abcd", s -> s.namespace()),
                of("socket", "bcd", s -> s.broadcast()),
                of("namespace to r1", "ab", s -> s.namespace().to("r1")),
                of("namespace in r1", "ab", s -> s.namespace().in("r1")),
                of("namespace to r1 to r2", "abc", s -> s.namespace().to("r1").to("r2")),
                of("namespace to r1, r2", "abc", s -> s.namespace().to(List.of("r1", "r2"))),
                of("socket to r1, r2", "bc", s -> s.to("r1", "r2")),
                of("socket in r1", "b", s -> s.in("r1")),
                of("socket except r2", "d", s -> s.except("r2")),
                of("namespace to r1 except r2", "a", s -> s.namespace().to("r1").except("r2")),
                of("namespace except r1", "cd", s -> s.namespace().except("r1")),
                of(
                        "namespace to r1, r2 except r1",
                        "c",
                        s -> s.namespace().to("r1", "r2").except(List.of("r1"))),
                of("namespace to the sender's id", "a", s -> s.namespace().to(s.id())),
                of("socket to its own id", "", s -> s.to(s.id())),
                of("nobody", "", s -> s.namespace().to("nowhere")),
                of("namespace to no room", "", s -> s.namespace().to()),
                of("namespace in no room", "", s -> s.namespace().in()),
                of("namespace to an empty list", "", s -> s.namespace().to(List.of())),
                of(
                        "namespace to no room, then r1",
                        "ab",
                        s -> s.namespace().to().to("r1")),
                of(
                        "namespace to r1, then no room",
                        "ab",
                        s -> s.namespace().to("r1").to()),
                of("namespace to no room, local", "", s -> s.namespace().to().local()),
                of("namespace to no room except r1", "", s -> s.namespace().to().except("r1")),
                of("namespace except no room", "abcd", s -> s.namespace().except()),
                of("namespace except an empty list", "abcd", s -> s.namespace().except(List.of())),
                of("socket to no room", "", s -> s.to()),
                of("socket in no room", "", s -> s.in()),
                of("socket except no room", "bcd", s -> s.except()),
                of("local", "abcd", s -> s.namespace().local()),
                of("compressed", "abcd", s -> s.namespace().compress(true)),
                of("best effort", "bcd", s -> s.broadcast().bestEffort()));
    }

    private static Arguments of(String name, String expected, Function<Socket, Broadcast> audience) {
        return Arguments.of(name, expected, audience);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("audiences")
    void whoReceives(String name, String expected, Function<Socket, Broadcast> audience) {
        audience.apply(sender).emit("e");
        assertThat(receivers()).isEqualTo(expected);
    }

    @Test
    void sameRoomName_inTwoNamespaces_isTwoRooms() {
        Client other = test.join("/other");
        test.server.of("/other").sockets().iterator().next().join("r1");
        test.server.of("/other").to("r1").emit("e");
        assertThat(receivers()).isEmpty();
        assertThat(other.received()).containsExactly("2/other,[\"e\"]");
    }

    @Test
    void broadcast_isEncodedOnce() {
        chat.emit("e", List.of(1, 2), new byte[] {7});
        List<Message> messages = new ArrayList<>();
        clients.forEach(client ->
                messages.add(client.wire.messages().get(client.wire.messages().size() - 1)));
        assertThat(messages).allMatch(message -> message == messages.get(0));
        assertThat(clients.get(3).received())
                .containsExactly("51-/chat,[\"e\",[1,2],{\"_placeholder\":true,\"num\":0}]", "#07");
    }

    @Test
    void mainNamespace_isTheServerItself() {
        Client main = test.join("/");
        test.server.emit("to all", 1);
        assertThat(main.received()).containsExactly("2[\"to all\",1]");
        assertThat(receivers()).isEmpty();
    }

    @Test
    void narrowing_leavesTheOriginalAsItIs() {
        Broadcast all = chat.to("r1");
        all.except("r1");
        all.to("r2");
        all.emit("e");
        assertThat(receivers()).isEqualTo("ab");
    }

    @Test
    void clientThatDoesNotRead_isSkippedByBestEffort_andNobodyElseWaits() {
        clients.get(1).wire.hold();
        chat.emit("1");
        chat.bestEffort().emit("2");
        chat.emit("3");
        clients.get(1).wire.release();
        assertThat(clients.get(1).received()).containsExactly("2/chat,[\"1\"]", "2/chat,[\"3\"]");
        assertThat(clients.get(0).received()).hasSize(3);
    }

    @Test
    void clientThatNeverReads_isClosed_andNobodyElseNotices() {
        TestServer small = new TestServer();
        FakeHandler main = small.declare("/");
        small.start(options -> options.outboxMaxPackets(10));
        Client silent = small.join("/");
        Client other = small.join("/");
        silent.wire.hold();
        for (int i = 0; i < 50; i++) {
            small.server.emit("e", i);
        }
        small.executor.run();
        assertThat(silent.isClosed()).isTrue();
        assertThat(main.log).contains("disconnected transport error []");
        assertThat(other.received()).hasSize(50);
        assertThat(small.server.of("/").sockets()).hasSize(1);
    }

    @Test
    void fetchSockets_areSnapshots_thatCanBeActedOn() {
        sender.data().put("name", "ann");
        List<RemoteSocket> found =
                chat.to("r1").fetchSockets().toCompletableFuture().join();
        assertThat(found)
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrder(sender.id(), handler.sockets.get(1).id());
        RemoteSocket ann = found.stream()
                .filter(socket -> socket.id().equals(sender.id()))
                .findFirst()
                .orElseThrow();
        sender.join("later");
        assertThat(ann.rooms()).containsExactlyInAnyOrder(sender.id(), "r1");
        assertThat(ann.data()).containsEntry("name", "ann");

        ann.leave("r1");
        ann.join("r9");
        ann.emit("hello");
        assertThat(sender.rooms()).containsExactlyInAnyOrder(sender.id(), "later", "r9");
        assertThat(clients.get(0).received()).containsExactly("2/chat,[\"hello\"]");
        ann.disconnect(false);
        assertThat(sender.isConnected()).isFalse();
    }

    @Test
    void socketsJoin_andLeave() {
        chat.to("r1").socketsJoin("x", "y");
        chat.to("x").emit("e");
        assertThat(receivers()).isEqualTo("ab");
        chat.except("r2").socketsLeave("x", "nowhere");
        chat.to("x").emit("e");
        assertThat(receivers()).isEqualTo("b");
    }

    @Test
    void disconnectSockets_ofTheNamespace_orWithTheirConnections() {
        clients.get(0).join("/other");
        chat.to("r1").disconnectSockets(false);
        assertThat(clients.get(0).received()).containsExactly("1/chat,");
        assertThat(clients.get(0).isClosed()).isFalse();

        chat.disconnectSockets(true);
        assertThat(clients.get(2).isClosed()).isTrue();
        assertThat(clients.get(0).isClosed()).isFalse();
        assertThat(chat.sockets()).isEmpty();
    }

    @Test
    void handlersBroadcast_leavesAsOneBatchForEachReceiver() {
        handler.on("cast", (socket, event, ack) -> {
            for (int i = 0; i < 4; i++) {
                socket.broadcast().emit("e", i);
            }
        });
        int before = clients.get(1).wire.batches().size();
        clients.get(0).send("2/chat,[\"cast\"]");
        assertThat(clients.get(1).wire.batches()).hasSize(before + 1);
        assertThat(clients.get(1).received()).hasSize(4);
    }

    @Test
    void audienceOfNoRoom_isNobody_whateverIsDone() {
        Broadcast nobody = chat.to(List.of());

        nobody.disconnectSockets(true);
        nobody.socketsJoin("new");
        nobody.socketsLeave("r1");

        assertThat(chat.sockets()).hasSize(4);
        assertThat(sender.rooms()).containsExactly(sender.id(), "r1");
        assertThat(nobody.fetchSockets().toCompletableFuture().join()).isEmpty();
        assertThat(nobody.emitWithAck("e").toCompletableFuture().getNow(null)).isEmpty();
        assertThat(receivers()).isEmpty();
    }
}
