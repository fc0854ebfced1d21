package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.enfilade.Ack;
import org.enfilade.EventRefused;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/").echo();
    private final FakeHandler chat = test.declare("/chat").echo();
    private Client client;

    EventsTest() {
        test.start(options -> options.inboxMaxEvents(4).inboxMaxBytes(1_000));
        client = test.join("/chat");
        client.join("/");
        chat.take();
        main.take();
    }

    @Test
    void event_reachesItsNamespaceOnly() {
        client.send("2/chat,[\"hello\",1,\"a\",null,{\"b\":[true]}]");
        assertThat(chat.take()).containsExactly("hello [1, a, null, {b=[true]}]");
        assertThat(main.take()).isEmpty();
    }

    @Test
    void event_withTwoAttachments_comesWhole() {
        client.send(
                "52-/chat,[\"img\",{\"a\":{\"_placeholder\":true,\"num\":1}},{\"_placeholder\":true,\"num\":0}]",
                "#0102",
                "#");
        assertThat(chat.take())
                .singleElement()
                .asString()
                .startsWith("img [{a=")
                .endsWith("#[1, 2]]");
    }

    @Test
    void attachmentsOfOneNamespace_doNotMixWithTextOfAnother() {
        client.send("51-/chat,[\"img\",{\"_placeholder\":true,\"num\":0}]", "2[\"other\"]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void numberAsName_isItsText() {
        client.send("2[1,2]");
        assertThat(main.take()).containsExactly("1 [2]");
    }

    // --- acknowledgements to the client

    @Test
    void acknowledgement_carriesTheEventsId() {
        client.send("2/chat,0[\"echo\",1,\"x\"]");
        client.send("2999999999999999[\"echo\"]");
        assertThat(client.received()).containsExactly("3/chat,0[1,\"x\"]", "3999999999999999[]");
    }

    @Test
    void binaryAcknowledgement() {
        client.send("51-/chat,7[\"echo\",{\"_placeholder\":true,\"num\":0}]", "#0102");
        assertThat(client.received()).containsExactly("61-/chat,7[{\"_placeholder\":true,\"num\":0}]", "#0102");
    }

    @Test
    void acknowledgement_countsOnce() {
        chat.on("twice", (socket, event, ack) -> {
            ack.send("first");
            ack.send("second");
        });
        client.send("2/chat,1[\"twice\"]");
        assertThat(client.received()).containsExactly("3/chat,1[\"first\"]");
    }

    @Test
    void acknowledgement_maybeLate_butNotAfterTheSocketHasLeft() {
        List<Ack<Object>> acks = new ArrayList<>();
        chat.on("late", (socket, event, ack) -> acks.add(ack));
        client.send("2/chat,1[\"late\"]", "2/chat,2[\"late\"]");
        acks.get(0).send(null);
        assertThat(client.received()).containsExactly("3/chat,1[null]");
        client.send("1/chat,");
        acks.get(1).send("too late");
        assertThat(client.received()).isEmpty();
    }

    @Test
    void acknowledgement_nobodyAskedFor_isNotSent() {
        List<Boolean> requested = new ArrayList<>();
        chat.on("ask", (socket, event, ack) -> {
            requested.add(ack.isRequested());
            assertThat(event.wantsAck()).isEqualTo(ack.isRequested());
            ack.send("answer");
        });
        client.send("2/chat,[\"ask\"]", "2/chat,5[\"ask\"]");
        assertThat(requested).containsExactly(false, true);
        assertThat(client.received()).containsExactly("3/chat,5[\"answer\"]");
    }

    @Test
    void acknowledgement_thatCannotBeWritten_mayBeGivenAgain() {
        chat.on("many", (socket, event, ack) -> {
            assertThatIllegalArgumentException().isThrownBy(() -> ack.sendAll((Object[]) new byte[11][1]));
            ack.send("ok");
        });
        client.send("2/chat,5[\"many\"]");
        assertThat(client.received()).containsExactly("3/chat,5[\"ok\"]");
    }

    // --- one after the other

    @Test
    void eventsOfASocket_runOneAtATimeInOrder_thoseOfAnotherNamespaceMeanwhile() {
        chat.on("slow", (socket, event, ack) -> {
            client.post("2/chat,[\"next\"]", "2/chat,[\"afterNext\"]", "21[\"echo\",\"meanwhile\"]");
            test.executor.runElsewhere();
            assertThat(chat.take()).containsExactly("slow []");
            assertThat(client.received()).containsExactly("31[\"meanwhile\"]");
        });
        client.send("2/chat,[\"slow\"]");
        assertThat(chat.take()).containsExactly("next []", "afterNext []");
    }

    @Test
    void whatABlockedHandlerHasSent_isSweptOut() {
        chat.on("slow", (socket, event, ack) -> {
            socket.emit("progress");
            assertThat(client.received()).isEmpty();
            test.ticker.advanceMillis(3);
            assertThat(client.received()).containsExactly("2/chat,[\"progress\"]");
        });
        client.send("2/chat,[\"slow\"]");
        assertThat(chat.take()).containsExactly("slow []");
    }

    @Test
    void whatOneRunSends_leavesAsOneBatch() {
        chat.on("many", (socket, event, ack) -> {
            for (int i = 0; i < 5; i++) {
                socket.emit("e", i);
            }
        });
        client.send("2/chat,[\"many\"]", "2/chat,[\"many\"]");
        assertThat(client.wire.batches().get(client.wire.batches().size() - 1)).hasSize(10);
    }

    @Test
    void longQueue_makesWayForOtherSockets() {
        TestServer other = new TestServer();
        FakeHandler handler = other.declare("/");
        other.start();
        Client first = other.join("/");
        Client second = other.join("/");
        handler.take();
        for (int i = 0; i < 100; i++) {
            first.post("2[\"first\"]");
        }
        second.send("2[\"second\"]");
        assertThat(handler.take().indexOf("second []")).isEqualTo(64);
    }

    @Test
    void handlerThatThrows_costsOnlyItsEvent() {
        chat.on("bad", (socket, event, ack) -> {
            throw new IllegalStateException("a handler");
        });
        client.send("2/chat,1[\"bad\"]", "2/chat,2[\"echo\"]");
        assertThat(client.received()).containsExactly("3/chat,2[]");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void tooManyWaitingEvents_close_andNobodyElseNotices() {
        Client other = test.join("/chat");
        client.post("2/chat,[\"1\"]", "2/chat,[\"2\"]", "2/chat,[\"3\"]", "2/chat,[\"4\"]");
        assertThat(client.isClosed()).isFalse();
        client.post("2/chat,[\"5\"]");
        assertThat(client.isClosed()).isTrue();

        test.executor.run();
        assertThat(chat.take())
                .containsExactly("admit", "connected", "disconnecting forced close []", "disconnected forced close []");
        other.send("2/chat,1[\"echo\"]");
        assertThat(other.received()).containsExactly("3/chat,1[]");
    }

    @Test
    void tooManyWaitingBytes_close() {
        client.post("2/chat,[\"" + "x".repeat(500) + "\"]");
        assertThat(client.isClosed()).isFalse();
        client.post("2/chat,[\"" + "x".repeat(500) + "\"]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void eventsOfAllNamespaces_fillTheInboxOfTheirConnection_inNumberAndBytes() {
        Client large = test.join("/chat");
        large.join("/");
        client.post("2/chat,[\"1\"]", "2/chat,[\"2\"]", "2/chat,[\"3\"]", "2/chat,[\"4\"]");
        assertThat(client.isClosed()).isFalse();
        client.post("2[\"1\"]");
        assertThat(client.isClosed()).isTrue();

        large.post("2/chat,[\"" + "x".repeat(500) + "\"]");
        assertThat(large.isClosed()).isFalse();
        large.post("2[\"" + "x".repeat(500) + "\"]");
        assertThat(large.isClosed()).isTrue();
    }

    @Test
    void eventThatIsBeingHandled_countsUntilItIsDone() {
        chat.on("slow", (socket, event, ack) -> {
            client.post("2/chat,[\"" + "x".repeat(500) + "\"]");
            assertThat(client.isClosed()).isTrue();
        });
        client.send("2/chat,[\"slow\",\"" + "x".repeat(500) + "\"]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void eventsInMiddleware_countAsThoseThatWait() {
        List<CompletableFuture<SocketEvent>> slow = new ArrayList<>();
        chat.filter = (socket, event) -> {
            slow.add(new CompletableFuture<>());
            return slow.get(slow.size() - 1);
        };
        client.send("2/chat,[\"1\"]", "2/chat,[\"2\"]", "2/chat,[\"3\"]", "2/chat,[\"4\"]");
        slow.get(0).completeExceptionally(new EventRefused("no"));
        test.executor.run();
        client.send("2/chat,[\"5\"]");
        assertThat(client.isClosed()).isFalse();
        client.send("2/chat,[\"6\"]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void manySmallArguments_countForWhatTheyOccupy() {
        TestServer other = new TestServer();
        other.declare("/");
        other.start(options -> options.inboxMaxBytes(50_000));
        Client greedy = other.join("/");
        greedy.post("2[1" + ",1".repeat(500) + "]");
        assertThat(greedy.isClosed()).isFalse();
        greedy.post("2[1" + ",1".repeat(500) + "]");
        assertThat(greedy.isClosed()).isTrue();
    }

    // --- packets whose attachments are still to come

    private static final String PLACE = "{\"_placeholder\":true,\"num\":0}";

    @Test
    void binaryEvent_forANamespaceThatWasNotJoined_closesBeforeItsAttachments() {
        client.post("51-/never,[\"img\"," + PLACE + "]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void binaryEvent_forANamespaceThatTheServerHasEnded_isIgnoredWithItsAttachments() {
        chat.socket().disconnect();
        client.send("51-/chat,[\"img\"," + PLACE + "]", "#0102", "2[\"next\"]");
        assertThat(client.isClosed()).isFalse();
        assertThat(main.take()).containsExactly("next []");
    }

    @Test
    void binaryEvent_whoseNamespaceIsEndedMeanwhile_isIgnored() {
        client.send("51-/chat,[\"img\"," + PLACE + "]");
        chat.socket().disconnect();
        client.send("#0102", "2[\"next\"]");
        assertThat(client.isClosed()).isFalse();
        assertThat(chat.take()).noneMatch(called -> called.startsWith("img"));
        assertThat(main.take()).containsExactly("next []");
    }

    @Test
    void textAndAttachmentsOfOnePacket_areBoundedTogether() {
        TestServer other = new TestServer();
        FakeHandler handler = other.declare("/");
        other.start(options -> options.maxHttpBufferSize(100));
        Client greedy = other.join("/");
        handler.take();
        String header = "52-[\"x\"," + PLACE + "," + PLACE.replace('0', '1') + "]";
        greedy.send(header, "#" + "00".repeat(100 - header.length()), "#");
        assertThat(handler.take()).hasSize(1);
        greedy.send(header, "#" + "00".repeat(100 - header.length()), "#00");
        assertThat(greedy.isClosed()).isTrue();
    }

    @Test
    void inbox_isEmptiedByWhatIsHandled() {
        for (int i = 0; i < 20; i++) {
            client.send("2/chat,[\"" + "x".repeat(900) + "\"]");
        }
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void nonBlockingHandler_runsAtOnce_unlessSomethingIsAheadOfIt() {
        chat.nonBlocking.add("fast");
        client.post("2/chat,[\"fast\"]");
        assertThat(chat.take()).containsExactly("fast []");

        client.post("2/chat,[\"slow\"]", "2/chat,[\"fast\"]");
        assertThat(chat.take()).isEmpty();
        test.executor.run();
        assertThat(chat.take()).containsExactly("slow []", "fast []");
    }

    @Test
    void eventDuringANonBlockingHandler_waitsForItsEnd() {
        chat.nonBlocking.add("fast");
        chat.on("fast", (socket, event, ack) -> {
            socket.disconnect();
            test.executor.run();
            assertThat(chat.take()).containsExactly("fast []");
        });
        client.send("2/chat,[\"fast\"]");
        assertThat(chat.take())
                .containsExactly(
                        "disconnecting server namespace disconnect []", "disconnected server namespace disconnect []");
    }

    @Test
    void executorThatRefusesOnce_doesNotSilenceTheSocketForGood() {
        TestServer busy = new TestServer();
        FakeHandler handler = busy.declare("/").echo();
        busy.start();
        Client patient = busy.join("/");
        busy.executor.refuse(true);
        patient.post("21[\"echo\"]");
        busy.executor.refuse(false);
        patient.send("22[\"echo\"]");
        assertThat(patient.received()).containsExactly("31[]", "32[]");
        assertThat(handler.log).contains("echo []");
    }

    @Test
    void event_thatTheExecutorRefuses_isHandledWhenThereIsRoom_thoughNoOtherFollows() {
        TestServer busy = new TestServer();
        FakeHandler handler = busy.declare("/").echo();
        busy.start();
        Client client = busy.join("/");
        busy.executor.refuse(true);
        client.post("21[\"echo\"]");
        busy.ticker.advanceMillis(1_000);
        assertThat(client.received()).isEmpty();
        busy.executor.refuse(false);
        busy.ticker.advanceMillis(1_000);
        busy.executor.run();
        assertThat(client.received()).containsExactly("31[]");
        assertThat(handler.log).contains("echo []");
    }

    @Test
    void socket_thatLeavesWhileTheExecutorRefuses_isSeenToLeaveWhenThereIsRoom_afterItsEvents() {
        chat.take();
        test.executor.refuse(true);
        client.post("2/chat,[\"last\"]");
        client.lose();
        test.executor.refuse(false);
        test.ticker.advanceMillis(1_000);
        test.executor.run();
        assertThat(chat.take())
                .containsExactly("last []", "disconnecting transport close []", "disconnected transport close []");
    }

    @Test
    void event_forWhichNoThreadIsFoundForLong_endsTheConnection() {
        test.executor.refuse(true);
        client.post("2/chat,[\"lost\"]");
        for (int i = 0; i < 40; i++) {
            client.pong();
            test.ticker.advanceMillis(1_000);
        }
        assertThat(client.isClosed()).isTrue();
        test.executor.refuse(false);
        test.executor.run();
        assertThat(chat.take()).noneMatch(line -> line.startsWith("lost"));
    }

    // --- middleware for events

    @Test
    void eventMiddleware_mayRewrite() {
        chat.filter = (socket, event) -> CompletableFuture.completedFuture(
                event.name().equals("rename") ? event.withName("renamed") : event.withArguments("stamped", 7));
        client.send("2/chat,[\"rename\",1]", "2/chat,1[\"echo\",1]");
        assertThat(chat.take()).containsExactly("renamed [1]", "echo [stamped, 7]");
        assertThat(client.received()).containsExactly("3/chat,1[\"stamped\",7]");
    }

    @Test
    void eventMiddleware_mayNotRenameToAReservedName() {
        chat.filter = (socket, event) -> {
            assertThatIllegalArgumentException().isThrownBy(() -> event.withName("disconnect"));
            return CompletableFuture.completedFuture(event);
        };
        client.send("2/chat,[\"x\"]");
        assertThat(chat.take()).containsExactly("x []");
    }

    @Test
    void eventThatNobodyHandles_staysWithoutAnswer() {
        client.send("2/chat,1[\"unknown\"]");
        assertThat(client.received()).isEmpty();
    }

    @Test
    void eventThatNobodyHandles_inDevelopment_isAnsweredWithAnError() {
        TestServer other = new TestServer();
        other.declare("/chat");
        Client told = other.start(options -> options.developmentMode(true)).join("/chat");
        told.send("2/chat,1[\"unknown\"]", "2/chat,[\"unknown\"]");
        assertThat(told.received())
                .containsExactly(
                        "3/chat,1[{\"error\":\"nobody handles the event \\\"unknown\\\" in namespace /chat\"}]");
    }

    @Test
    void eventMiddleware_mayRefuse_andTheConnectionLivesOn() {
        chat.filter = (socket, event) -> event.name().equals("forbidden")
                ? CompletableFuture.failedFuture(new EventRefused("no", 1))
                : CompletableFuture.completedFuture(event);
        client.send("2/chat,1[\"forbidden\"]", "2/chat,2[\"echo\"]");
        assertThat(chat.take()).containsExactlyInAnyOrder("refused no", "echo []");
        assertThat(client.received()).containsExactly("3/chat,2[]");
    }

    @Test
    void slowEventMiddleware_isOvertaken_andEndsInTheMailbox() {
        CompletableFuture<SocketEvent> slow = new CompletableFuture<>();
        List<SocketEvent> held = new ArrayList<>();
        chat.filter = (socket, event) -> {
            if (event.name().equals("slow")) {
                held.add(event);
                return slow;
            }
            return CompletableFuture.completedFuture(event);
        };
        client.send("2/chat,[\"slow\"]", "2/chat,[\"fast\"]");
        assertThat(chat.take()).containsExactly("fast []");
        slow.complete(held.get(0));
        assertThat(chat.take()).isEmpty();
        test.executor.run();
        assertThat(chat.take()).containsExactly("slow []");
    }

    @Test
    void slowEventMiddleware_ofASocketThatHasLeft_endsInNothing() {
        CompletableFuture<SocketEvent> slow = new CompletableFuture<>();
        List<SocketEvent> held = new ArrayList<>();
        chat.filter = (socket, event) -> {
            held.add(event);
            return slow;
        };
        client.send("2/chat,[\"slow\"]");
        client.send("1/chat,");
        chat.take();
        slow.complete(held.get(0));
        test.executor.run();
        assertThat(chat.take()).isEmpty();
    }

    // --- listeners that are added at run time

    @Test
    void runTimeListeners_areCalledInOrder_onceOnlyOnce_andUntilRemoved() {
        List<String> called = new ArrayList<>();
        Socket socket = chat.socket();
        socket.on("e", (event, ack) -> called.add("1 " + FakeHandler.describe(event)));
        socket.once("e", (event, ack) -> called.add("once"));
        socket.on("e", (event, ack) -> called.add("2"));
        socket.onAny((event, ack) -> called.add("any " + event.name()));
        client.send("2/chat,[\"e\",7]", "2/chat,[\"e\"]", "2/chat,[\"other\"]");
        assertThat(called).containsExactly("any e", "1 e [7]", "once", "2", "any e", "1 e []", "2", "any other");

        called.clear();
        socket.off("e");
        socket.offAny();
        client.send("2/chat,[\"e\"]");
        assertThat(called).isEmpty();
    }

    @Test
    void runTimeListener_mayAcknowledge_andFail() {
        Socket socket = chat.socket();
        socket.on("e", (event, ack) -> {
            throw new Exception("a listener");
        });
        socket.on("e", (event, ack) -> ack.send("from the listener"));
        client.send("2/chat,3[\"e\"]");
        assertThat(client.received()).containsExactly("3/chat,3[\"from the listener\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNames_areRefused_everywhere(String name) {
        Socket socket = chat.socket();
        assertThatIllegalArgumentException().isThrownBy(() -> socket.on(name, (event, ack) -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> socket.once(name, (event, ack) -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> socket.emit(name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> socket.bestEffort().emit(name));
        assertThatIllegalArgumentException().isThrownBy(() -> socket.emitWithAck(name));
        assertThatIllegalArgumentException().isThrownBy(() -> socket.broadcast().emit(name));
        assertThatIllegalArgumentException().isThrownBy(() -> test.server.emitWithAck(name));
        assertThat(client.received()).isEmpty();
    }

    @Test
    void moreThanTenBinaryValues_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> chat.socket().emit("e", (Object[]) new byte[11][1]));
        chat.socket().emit("e", (Object[]) new byte[10][1]);
        assertThat(client.received()).hasSize(11);
    }

    @Test
    void outgoingCatchAll_seesWhatIsEmittedToTheSocket() {
        chat.outgoing = true;
        chat.socket().emit("a", 1);
        test.server.of("/chat").emit("b", List.of(2));
        chat.socket().emitWithAck("c");
        assertThat(chat.take()).containsExactly("outgoing a [1]", "outgoing b [[2]]", "outgoing c []");
    }
}
