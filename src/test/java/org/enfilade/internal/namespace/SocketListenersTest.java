package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import org.enfilade.OutgoingListener;
import org.enfilade.Socket;
import org.enfilade.SocketEventListener;
import org.junit.jupiter.api.Test;

/** Listeners that are added to one socket at run time, as in Socket.IO 4.8. */
class SocketListenersTest {
    private final TestServer test = new TestServer();
    private final FakeHandler chat = test.declare("/chat").echo();
    private final List<String> called = new ArrayList<>();
    private final Client client;
    private final Socket socket;

    SocketListenersTest() {
        test.start();
        client = test.join("/chat");
        socket = chat.socket();
        chat.take();
    }

    private SocketEventListener noting(String what) {
        return (event, ack) -> called.add(what + " " + event.name());
    }

    private OutgoingListener notingOut(String what) {
        return event -> called.add(what + " " + FakeHandler.describe(event));
    }

    private List<String> takeCalled() {
        List<String> taken = List.copyOf(called);
        called.clear();
        return taken;
    }

    // --- of events

    @Test
    void off_ofOneListener_removesTheOneAddedLast_andNoOther() {
        SocketEventListener twice = noting("twice");
        socket.on("e", twice);
        socket.on("e", noting("other"));
        socket.once("e", twice);
        socket.off("e", twice);
        socket.off("e", noting("never added"));
        socket.off("unknown", twice);
        client.send("2/chat,[\"e\"]");
        assertThat(takeCalled()).containsExactly("twice e", "other e");
        client.send("2/chat,[\"e\"]");
        assertThat(takeCalled()).containsExactly("twice e", "other e");
    }

    @Test
    void eventNames_areThoseWithListeners() {
        SocketEventListener listener = noting("a");
        assertThat(socket.eventNames()).isEmpty();
        socket.on("b", noting("b"));
        socket.once("a", listener);
        socket.onAny(listener);
        socket.once("c", noting("c"));
        assertThat(socket.eventNames()).containsExactly("b", "a", "c");
        socket.off("a", listener);
        client.send("2/chat,[\"c\"]");
        assertThat(socket.eventNames()).containsExactly("b");
    }

    @Test
    void off_withoutAName_removesListenersOfAllEvents_andNoCatchAll() {
        socket.off();
        socket.on("a", noting("a"));
        socket.once("b", noting("b"));
        socket.onAny(noting("any"));
        socket.off();
        client.send("2/chat,[\"a\"]", "2/chat,[\"b\"]");
        assertThat(takeCalled()).containsExactly("any a", "any b");
        assertThat(socket.eventNames()).isEmpty();
    }

    @Test
    void socketThatWasOnlyAsked_stillRunsItsEventsAtOnce() {
        chat.nonBlocking.add("fast");
        socket.off();
        socket.off("e");
        socket.off("e", noting("a"));
        socket.offAny();
        socket.offAny(noting("a"));
        assertThat(socket.eventNames()).isEmpty();
        assertThat(socket.listenersAny()).isEmpty();
        client.post("2/chat,[\"fast\"]");
        assertThat(chat.take()).containsExactly("fast []");
    }

    // --- of every event

    @Test
    void prependedCatchAll_isCalledFirst() {
        SocketEventListener first = noting("1");
        SocketEventListener second = noting("2");
        SocketEventListener prepended = noting("0");
        socket.onAny(first);
        socket.onAny(second);
        socket.prependAny(prepended);
        client.send("2/chat,[\"e\"]");
        assertThat(takeCalled()).containsExactly("0 e", "1 e", "2 e");
        assertThat(socket.listenersAny()).containsExactly(prepended, first, second);
    }

    @Test
    void offAny_ofOneListener_removesTheFirstOfItsAdditions() {
        SocketEventListener twice = noting("twice");
        SocketEventListener other = noting("other");
        socket.onAny(twice);
        socket.onAny(other);
        socket.onAny(twice);
        socket.offAny(twice);
        socket.offAny(noting("never added"));
        assertThat(socket.listenersAny()).containsExactly(other, twice);
        client.send("2/chat,[\"e\"]");
        assertThat(takeCalled()).containsExactly("other e", "twice e");
        socket.listenersAny().clear();
        assertThat(socket.listenersAny()).as("a copy was cleared").hasSize(2);
    }

    @Test
    void catchAllThatRemovesItself_missesNoneOfTheOthers() {
        SocketEventListener[] self = new SocketEventListener[1];
        self[0] = (event, ack) -> {
            called.add("self");
            socket.offAny(self[0]);
        };
        socket.onAny(self[0]);
        socket.onAny(noting("other"));
        client.send("2/chat,[\"e\"]", "2/chat,[\"e\"]");
        assertThat(takeCalled()).containsExactly("self", "other e", "other e");
    }

    // --- of what is emitted

    @Test
    void outgoingCatchAll_seesWhatIsEmittedToThisSocket_beforeItIsSent() {
        Client other = test.join("/chat");
        socket.onAnyOutgoing(event -> called.add(FakeHandler.describe(event) + " " + client.received()));
        socket.emit("own", 1);
        test.server.of("/chat").emit("all", List.of(2));
        socket.broadcast().emit("others");
        socket.emitWithAck("asked");
        test.server.of("/chat").emitWithAck("all asked");
        client.send("2/chat,7[\"echo\"]");
        assertThat(takeCalled())
                .containsExactly(
                        "own [1] []",
                        "all [[2]] [2/chat,[\"own\",1]]",
                        "asked [] [2/chat,[\"all\",[2]]]",
                        "all asked [] [2/chat,0[\"asked\"]]");
        assertThat(client.received()).containsExactly("2/chat,1[\"all asked\"]", "3/chat,7[]");
        assertThat(other.received()).isNotEmpty();
    }

    @Test
    void outgoingCatchAlls_areCalledInOrder_untilRemoved_beforeThoseOfTheBean() {
        OutgoingListener first = notingOut("1");
        OutgoingListener second = notingOut("2");
        OutgoingListener prepended = notingOut("0");
        chat.outgoing = true;
        socket.onAnyOutgoing(first);
        socket.onAnyOutgoing(second);
        socket.prependAnyOutgoing(prepended);
        socket.onAnyOutgoing(event -> called.addAll(chat.take()));
        assertThat(socket.listenersAnyOutgoing()).hasSize(4).startsWith(prepended, first, second);
        socket.emit("e");
        assertThat(takeCalled()).containsExactly("0 e []", "1 e []", "2 e []");
        assertThat(chat.take()).containsExactly("outgoing e []");

        socket.offAnyOutgoing(first);
        socket.offAnyOutgoing(notingOut("never added"));
        socket.emit("e");
        assertThat(takeCalled()).containsExactly("0 e []", "2 e []");

        socket.offAnyOutgoing();
        socket.emit("e");
        assertThat(takeCalled()).isEmpty();
        assertThat(socket.listenersAnyOutgoing()).isEmpty();
    }

    @Test
    void outgoingCatchAllThatFails_keepsNeitherTheOthersNorTheEvent() {
        socket.onAnyOutgoing(event -> {
            throw new Exception("a listener");
        });
        socket.onAnyOutgoing(notingOut("next"));
        socket.emit("e");
        assertThat(takeCalled()).containsExactly("next e []");
        assertThat(client.received()).containsExactly("2/chat,[\"e\"]");
    }

    @Test
    void listenerThatIsNull_isRefusedAtOnce() {
        assertThatNullPointerException().isThrownBy(() -> socket.on("e", null));
        assertThatNullPointerException().isThrownBy(() -> socket.onAny(null));
        assertThatNullPointerException().isThrownBy(() -> socket.prependAny(null));
        assertThatNullPointerException().isThrownBy(() -> socket.onAnyOutgoing(null));
        assertThatNullPointerException().isThrownBy(() -> socket.prependAnyOutgoing(null));
        assertThat(socket.listenersAny()).isEmpty();
        assertThat(socket.eventNames()).isEmpty();
    }
}
