package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.enfilade.ConnectionRefused;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.internal.recovery.MemoryRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that has lost its connection and comes back. */
class RecoveryTest {
    private static final Pattern CONNECT = Pattern.compile("0(?:/\\w+,)?\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");
    private static final Pattern EVENT = Pattern.compile("2(?:/\\w+,)?(\\[.*),\"(~\\w+)\"]");

    private final TestServer test = new TestServer();
    private FakeHandler handler;

    @BeforeEach
    void start() {
        handler = test.declare("/chat").echo();
        test.start(RecoveryTest::on);
    }

    private static ServerOptions.Builder on(ServerOptions.Builder options) {
        return options.connectionStateRecovery(true).pingInterval(Duration.ofSeconds(25));
    }

    /** What a client of the official kind knows: its ids, and the offset of the latest event. */
    private final class Returner {
        Client client;
        String sid;
        String pid;
        String offset;

        Returner() {
            connect("");
        }

        /** Connects, and returns what came before and after CONNECT, without offsets. */
        List<String> connect(String auth) {
            client = test.connect();
            client.send("0/chat," + auth);
            return received();
        }

        String auth() {
            String known = offset == null ? "" : ",\"offset\":\"" + offset + "\"";
            return "{\"pid\":\"" + pid + "\"" + known + "}";
        }

        List<String> comeBack() {
            return connect(auth());
        }

        List<String> received() {
            List<String> events = new ArrayList<>();
            for (String packet : client.received()) {
                Matcher connect = CONNECT.matcher(packet);
                Matcher event = EVENT.matcher(packet);
                if (connect.matches()) {
                    sid = connect.group(1);
                    pid = connect.group(2);
                    events.add("CONNECT");
                } else if (event.matches()) {
                    offset = event.group(2);
                    events.add(event.group(1) + "]");
                } else {
                    events.add(packet);
                }
            }
            return events;
        }
    }

    private void emit(String room, Object value) {
        test.server.of("/chat").to(room).emit("e", value);
    }

    private void emit(Object value) {
        test.server.of("/chat").emit("e", value);
    }

    private Socket socket() {
        return handler.socket();
    }

    // --- what comes back

    @Test
    void client_comesBackWithItsIdItsRoomsItsDataAndWhatItHasMissed_inOrder() {
        Returner client = new Returner();
        String sid = client.sid;
        String pid = client.pid;
        Socket before = socket();
        before.join("r");
        before.data().put("k", 7);
        emit("first");
        assertThat(client.received()).containsExactly("[\"e\",\"first\"]");

        client.client.lose();
        emit(1);
        emit("r", 2);
        emit(sid, 3);
        emit("another room", "not for it");
        test.server.of("/chat").except("r").emit("e", "not for it either");

        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",1]", "[\"e\",2]", "[\"e\",3]");
        assertThat(client.sid).isEqualTo(sid);
        assertThat(client.pid).isEqualTo(pid);
        assertThat(socket()).isNotSameAs(before);
        assertThat(socket().isRecovered()).isTrue();
        assertThat(socket().rooms()).containsExactlyInAnyOrder(sid, "r");
        assertThat(socket().data()).containsEntry("k", 7);
        emit("r", 4);
        assertThat(client.received()).containsExactly("[\"e\",4]");
    }

    @Test
    void observers_hearOfTheLossAndOfTheReturn_inThisOrder() {
        Returner client = new Returner();
        socket().join("r");
        handler.take();
        client.client.drop();
        client.client = test.connect();
        client.client.post("0/chat," + client.auth());
        test.executor.run();

        assertThat(handler.take())
                .containsExactly(
                        "disconnecting transport close [r]", "disconnected transport close []", "readmit", "connected");
        assertThat(client.received()).containsExactly("CONNECT");
    }

    @Test
    void client_thatHasSeenNoEvent_comesBackAsWell() {
        Returner client = new Returner();
        client.client.lose();
        emit(1);

        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",1]");
        assertThat(socket().isRecovered()).isTrue();
    }

    @Test
    void eventsThatAConnectionHasSwallowed_areMissed() {
        Returner client = new Returner();
        emit(1);
        client.received();
        emit(2);
        socket().emit("e", 3);
        client.client.lose(); // the client has not seen 2 and 3

        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",2]", "[\"e\",3]");
    }

    @Test
    void client_comesBackAgainAndAgain_andGetsEachEventOnce() {
        Returner client = new Returner();
        List<String> seen = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            emit(i);
            wanted.add("[\"e\"," + i + "]");
            if (i % 3 == 0) {
                seen.addAll(client.received());
            }
            client.client.drop();
            test.executor.run();
            List<String> answer = client.comeBack();
            assertThat(answer.remove(0)).isEqualTo("CONNECT");
            seen.addAll(answer);
        }
        assertThat(seen).isEqualTo(wanted);
        assertThat(test.server.of("/chat").sockets()).hasSize(1);
        test.ticker.advance(Duration.ofMinutes(10)); // nobody answers the ping
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void eachNamespace_hasItsOwnIdsAndEvents() {
        TestServer two = new TestServer();
        two.declare("/a");
        two.declare("/b");
        two.start(RecoveryTest::on);
        Client client = two.connect();
        client.send("0/a,", "0/b,");
        Matcher a = CONNECT.matcher(client.received().get(0));
        assertThat(a.matches()).isTrue();
        client.lose();
        two.server.of("/b").emit("e", "of b");

        Client back = two.connect();
        back.send("0/b,{\"pid\":\"" + a.group(2) + "\"}");
        assertThat(back.received()).singleElement().asString().doesNotContain(a.group(2));
        back.send("0/a,{\"pid\":\"" + a.group(2) + "\"}");
        assertThat(back.received()).singleElement().asString().contains(a.group(1), a.group(2));
    }

    // --- what is kept in the log, and for whom

    @Test
    void bestEffort_isNotKept_andDoesNotChangeWhatTheClientTakesForItsOffset() {
        Returner client = new Returner();
        emit("x");
        client.received();
        test.server.of("/chat").bestEffort().emit("v", "text");
        socket().bestEffort().emit("v");
        assertThat(client.client.received()).containsExactly("2/chat,[\"v\",\"text\",null]", "2/chat,[\"v\",null]");
        test.server.of("/chat").bestEffort().emit("v", 7);
        assertThat(client.client.received()).containsExactly("2/chat,[\"v\",7]");
        client.client.lose();
        test.server.of("/chat").bestEffort().emit("v", 1);

        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(socket().isRecovered()).isTrue();
    }

    @Test
    void emitWithAck_hasNoOffset_andIsNotKept() {
        Returner client = new Returner();
        socket().emitWithAck("ask", "x");
        assertThat(client.client.received()).containsExactly("2/chat,0[\"ask\",\"x\"]");
        client.client.lose();

        assertThat(client.comeBack()).containsExactly("CONNECT");
    }

    @Test
    void roomsThatTheClientHasLeftOrJoinedMeanwhile_countAsTheyWere() {
        Returner client = new Returner();
        socket().join("left");
        emit("joined", "before it was in");
        emit("left", 1);
        socket().leave("left");
        socket().join("joined");
        emit("left", "after it was out");
        emit("joined", 2);
        client.client.lose();

        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",1]", "[\"e\",2]");
        assertThat(socket().rooms()).contains("joined").doesNotContain("left");
    }

    @Test
    void socketThatIsKept_isInNoRoom_forAnybodyElse() {
        Returner client = new Returner();
        socket().join("r");
        client.client.lose();

        assertThat(test.server.of("/chat").sockets()).isEmpty();
        assertThat(test.server
                        .of("/chat")
                        .in("r")
                        .fetchSockets()
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        test.server.of("/chat").socketsJoin("new");
        test.server.of("/chat").socketsLeave("r");
        test.server.of("/chat").disconnectSockets();
        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(socket().rooms()).containsExactlyInAnyOrder(client.sid, "r");
    }

    @Test
    void socketThatTheApplicationHasKept_emitsToTheClientThatIsAwayOrBack() {
        Returner client = new Returner();
        Socket old = socket();
        client.client.lose();
        old.emit("e", 1);
        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",1]");

        old.emit("e", 2);
        assertThat(client.received()).containsExactly("[\"e\",2]");
        client.client.send("1/chat,");
        old.emit("e", 3);
        assertThat(client.received()).isEmpty();
    }

    @Test
    void socketThatTheApplicationHasKept_changesNoRoomsOfTheClientThatIsAwayOrBack() {
        Returner client = new Returner();
        Socket old = socket();
        old.join("r");
        client.client.lose();
        old.leave("r");
        old.join("s");
        emit("r", 1);
        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",1]");

        old.leave("r");
        old.join("s");
        emit("r", 2);
        emit("s", 3);
        assertThat(client.received()).containsExactly("[\"e\",2]");
        assertThat(socket().rooms()).containsExactlyInAnyOrder(client.sid, "r");
    }

    @Test
    void eventsOfTheTimeOfTheMiddleware_comeOnce_afterThoseOfTheAbsence_thoughTheLogHasDroppedThose() {
        TestServer small = new TestServer();
        FakeHandler smallHandler = small.declare("/chat");
        small.start(options -> on(options).recoveryMaxBytes(4_000));
        Client client = small.connect();
        client.send("0/chat,");
        Matcher connect = CONNECT.matcher(client.received().get(0));
        assertThat(connect.matches()).isTrue();
        client.lose();
        List<String> wanted = new ArrayList<>(List.of(connect.group()));
        for (int i = 0; i < 12; i++) {
            small.server.of("/chat").emit("e", i);
            wanted.add("2/chat,[\"e\"," + i + "]");
        }
        CompletableFuture<Void> middleware = new CompletableFuture<>();
        smallHandler.readmission = socket -> middleware;
        Client back = small.connect();
        back.send("0/chat,{\"pid\":\"" + connect.group(2) + "\"}");
        for (int i = 12; i < 24; i++) { // the first twelve do not fit beside these
            small.server.of("/chat").emit("e", i);
            wanted.add("2/chat,[\"e\"," + i + "]");
        }
        middleware.complete(null);
        small.executor.run();

        assertThat(back.received())
                .map(packet -> packet.replaceAll(",\"~\\w+\"", ""))
                .containsExactlyElementsOf(wanted);
    }

    @Test
    void listenersOfRunTime_areGone() {
        Returner client = new Returner();
        socket().on("x", (event, ack) -> ack.send("old"));
        client.client.lose();
        client.comeBack();
        client.client.send("2/chat,1[\"x\"]");
        assertThat(client.received()).isEmpty();
    }

    // --- who does not come back

    @Test
    void unknownPrivateId_isANewClient() {
        Returner client = new Returner();
        String sid = client.sid;
        assertThat(client.connect("{\"pid\":\"unknown\",\"offset\":\"~1\"}")).containsExactly("CONNECT");
        assertThat(client.sid).isNotEqualTo(sid);
        assertThat(client.pid).isNotEqualTo("unknown");
        assertThat(socket().isRecovered()).isFalse();
    }

    @Test
    void authThatSaysSomethingElse_isNoClaim() {
        for (String auth : List.of("{\"pid\":1}", "{\"pid\":null}", "{\"pid\":{}}", "{\"offset\":\"~1\"}", "{}")) {
            assertThat(new Returner().connect(auth)).as(auth).containsExactly("CONNECT");
            assertThat(socket().isRecovered()).isFalse();
        }
    }

    @Test
    void absurdOffsets_makeANewSession_andTheOldOneIsGone() {
        for (String offset : List.of(
                "\"no-such-offset\"",
                "\"\"",
                "7",
                "{}",
                "true",
                "\"~\"",
                "\"~zzzzzzzzzzzz\"",
                "\"~-1\"",
                "\"~1 \"",
                "\"~zzzzzzzzzzzzzzzzzz\"",
                "\"~Z\"")) {
            Returner client = new Returner();
            String sid = client.sid;
            emit(1);
            client.received();
            client.client.lose();
            handler.take();
            assertThat(client.connect("{\"pid\":\"" + client.pid + "\",\"offset\":" + offset + "}"))
                    .as(offset)
                    .containsExactly("CONNECT");
            assertThat(client.sid).as(offset).isNotEqualTo(sid);
            assertThat(handler.take()).as(offset).contains("unrecovered transport close []");
        }
    }

    @Test
    void client_whoHasLeft_orWasDisconnected_doesNotComeBack() {
        Returner client = new Returner();
        String sid = client.sid;
        client.client.send("1/chat,");
        client.client.lose();
        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(client.sid).isNotEqualTo(sid);
        sid = client.sid;

        socket().disconnect();
        test.executor.run();
        client.client.received();
        client.client.lose();
        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(client.sid).isNotEqualTo(sid);
        assertThat(handler.take()).noneMatch(line -> line.startsWith("unrecovered"));
    }

    @Test
    void client_thatIsAwayTooLong_isNew_andItsSocketIsUnrecovered() {
        Returner client = new Returner();
        String sid = client.sid;
        socket().join("r");
        client.client.lose();
        test.ticker.advance(Duration.ofSeconds(119));
        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(client.sid).isEqualTo(sid);
        client.client.lose();
        handler.take();
        test.ticker.advance(Duration.ofSeconds(121));
        test.executor.run();
        assertThat(handler.take()).containsExactly("unrecovered transport close [r]");

        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(client.sid).isNotEqualTo(sid);
        assertThat(handler.take()).containsExactly("admit", "connected");
    }

    @Test
    void anotherPrincipal_getsNothing_andTakesNothingAway() {
        test.principal = Optional.of(named("ann"));
        Returner client = new Returner();
        String sid = client.sid;
        String auth = client.auth();
        client.client.lose();

        for (Optional<Principal> other : List.of(Optional.of(named("bob")), Optional.<Principal>empty())) {
            test.principal = other;
            Client thief = test.connect();
            thief.send("0/chat," + auth);
            assertThat(thief.received()).singleElement().asString().doesNotContain(sid);
        }
        test.principal = Optional.of(named("ann"));
        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(client.sid).isEqualTo(sid);

        test.principal = Optional.of(named("bob"));
        Client thief = test.connect();
        thief.send("0/chat," + auth);
        assertThat(thief.received()).singleElement().asString().doesNotContain(sid);
        assertThat(client.client.isClosed()).isFalse();
    }

    private static Principal named(String name) {
        return () -> name;
    }

    // --- one client, one socket

    @Test
    void privateId_ofASocketThatLooksAlive_endsItsConnection_andComesBackToIt() {
        Returner client = new Returner();
        Client old = client.client;
        emit(1);
        client.received();
        emit(2); // swallowed by the half-open connection
        String sid = client.sid;
        handler.take();

        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",2]");
        assertThat(client.sid).isEqualTo(sid);
        assertThat(old.isClosed()).isTrue();
        assertThat(handler.take())
                .containsExactly(
                        "disconnecting transport close []", "disconnected transport close []", "readmit", "connected");
        assertThat(test.server.of("/chat").sockets()).hasSize(1);
        emit(3);
        assertThat(old.received()).noneMatch(packet -> packet.contains("3"));
        assertThat(client.received()).containsExactly("[\"e\",3]");
    }

    @Test
    void privateId_isGoodForOneAtATime() {
        Returner client = new Returner();
        String sid = client.sid;
        client.client.lose();
        String auth = client.auth();
        client.connect(auth);
        assertThat(client.sid).isEqualTo(sid);
        Client first = client.client;
        client.connect(auth);
        assertThat(client.sid).isEqualTo(sid);
        assertThat(first.isClosed()).isTrue();
        assertThat(test.server.of("/chat").sockets()).hasSize(1);
    }

    @Test
    void secondReturn_whileTheFirstIsInItsMiddleware_takesItsPlace() {
        Returner client = new Returner();
        String sid = client.sid;
        client.client.lose();
        CompletableFuture<Void> middleware = new CompletableFuture<>();
        handler.readmission = socket -> middleware;
        assertThat(client.comeBack()).isEmpty();
        Client first = client.client;
        emit(1);
        handler.readmission = socket -> CompletableFuture.completedFuture(null);
        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",1]");
        assertThat(client.sid).isEqualTo(sid);
        assertThat(first.isClosed()).isTrue();
        middleware.complete(null);
        test.executor.run();
        assertThat(first.received()).isEmpty();
        assertThat(test.server.of("/chat").sockets()).hasSize(1);
    }

    // --- middleware

    @Test
    void middleware_runsOnlyIfItIsNotSkipped_andSeesTheRoomsAndTheData() {
        TestServer strict = new TestServer();
        FakeHandler strictHandler = strict.declare("/chat");
        strict.start(options -> on(options).recoverySkipMiddlewares(false));
        Client client = strict.connect();
        client.send("0/chat,");
        Matcher connect = CONNECT.matcher(client.received().get(0));
        assertThat(connect.matches()).isTrue();
        strictHandler.socket().join("r");
        strictHandler.socket().data().put("user", "ann");
        client.lose();
        strictHandler.take();
        List<Object> seen = new ArrayList<>();
        strictHandler.admission = socket -> {
            seen.add(socket.isRecovered());
            seen.add(socket.rooms());
            seen.add(socket.data().get("user"));
            socket.emit("e", "from middleware");
            strict.server.of("/chat").to("r").emit("e", "meanwhile");
            return CompletableFuture.completedFuture(null);
        };
        Client back = strict.connect();
        back.send("0/chat,{\"pid\":\"" + connect.group(2) + "\"}");

        assertThat(strictHandler.take()).containsExactly("admit", "connected");
        assertThat(seen).hasSize(3).startsWith(true).endsWith("ann");
        assertThat(back.received())
                .map(packet -> packet.replaceAll(",\"~\\w+\"", ""))
                .containsExactly(connect.group(), "2/chat,[\"e\",\"from middleware\"]", "2/chat,[\"e\",\"meanwhile\"]");
    }

    @Test
    void clientThatIsRefused_doesNotComeBackAnyMore() {
        Returner client = new Returner();
        client.client.lose();
        handler.take();
        handler.readmission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("locked out"));
        assertThat(client.comeBack()).containsExactly("4/chat,{\"message\":\"locked out\"}");
        assertThat(handler.take()).containsExactly("readmit", "unrecovered transport close []");
        handler.readmission = socket -> CompletableFuture.completedFuture(null);
        String sid = client.sid;
        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(client.sid).isNotEqualTo(sid);
    }

    @Test
    void clientWhoseLossCouldNotBeTold_sinceThereWasNoThread_comesBack() {
        Returner client = new Returner();
        String sid = client.sid;
        test.executor.refuse(true);
        client.client.drop();
        test.ticker.advance(Duration.ofSeconds(31));
        test.executor.refuse(false);

        assertThat(client.comeBack()).containsExactly("CONNECT");
        assertThat(client.sid).isEqualTo(sid);
    }

    @Test
    void connectionThatIsLostDuringTheMiddleware_takesNothingAway() {
        Returner client = new Returner();
        String sid = client.sid;
        client.client.lose();
        CompletableFuture<Void> middleware = new CompletableFuture<>();
        handler.readmission = socket -> middleware;
        client.comeBack();
        emit(1);
        client.client.lose();
        middleware.complete(null);
        test.executor.run();
        handler.readmission = socket -> CompletableFuture.completedFuture(null);

        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",1]");
        assertThat(client.sid).isEqualTo(sid);
    }

    // --- ends that count while the client is away

    @Test
    void timeThatTheApplicationHasSetForTheEnd_isKept_andCountsWhileTheClientIsAway() {
        Returner client = new Returner();
        String sid = client.sid;
        socket().expireAt(test.ticker.now().plusSeconds(60));
        client.client.lose();
        client.comeBack();
        assertThat(client.sid).isEqualTo(sid);
        client.client.lose();
        test.ticker.advance(Duration.ofSeconds(61));
        client.comeBack();
        assertThat(client.sid).isNotEqualTo(sid);
    }

    @Test
    void timeThatTheApplicationHasSetForTheEnd_endsTheSocketThatHasComeBack() {
        Returner client = new Returner();
        socket().expireAt(test.ticker.now().plusSeconds(20));
        client.client.lose();
        client.comeBack();
        test.ticker.advance(Duration.ofSeconds(21));
        assertThat(client.received()).containsExactly("1/chat,");
    }

    @Test
    void httpSessionThatEnds_takesItsSocketsAlong() {
        List<Runnable> watchers = new ArrayList<>();
        test.caller = new Caller() {
            @Override
            public Optional<Runnable> whenSessionEnds(Runnable action, org.enfilade.internal.time.Ticker ticker) {
                watchers.add(action);
                return Optional.of(() -> watchers.remove(action));
            }
        };
        Returner client = new Returner();
        String sid = client.sid;
        client.client.lose();
        client.comeBack();
        assertThat(client.sid).isEqualTo(sid);
        assertThat(watchers).hasSize(1);
        client.client.lose();
        handler.take();
        List.copyOf(watchers).forEach(Runnable::run);
        test.executor.run();
        assertThat(handler.take()).containsExactly("unrecovered transport close []");
        client.comeBack();
        assertThat(client.sid).isNotEqualTo(sid);
    }

    // --- bounds

    @Test
    void tooManyWhoAreAway_dropTheOldest() {
        TestServer small = new TestServer();
        FakeHandler smallHandler = small.declare("/chat");
        small.start(options -> on(options).recoveryMaxSessions(2));
        List<String> pids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Client client = small.connect();
            client.send("0/chat,");
            Matcher connect = CONNECT.matcher(client.received().get(0));
            assertThat(connect.matches()).isTrue();
            pids.add(connect.group(2));
            client.lose();
        }
        assertThat(smallHandler.take())
                .filteredOn(line -> line.startsWith("unrecovered"))
                .hasSize(1);
        assertThat(isKnown(small, pids.get(0))).isFalse();
        assertThat(isKnown(small, pids.get(1))).isTrue();
        assertThat(isKnown(small, pids.get(2))).isTrue();
    }

    private static boolean isKnown(TestServer server, String pid) {
        Client client = server.connect();
        client.send("0/chat,{\"pid\":\"" + pid + "\"}");
        return client.received().get(0).contains(pid);
    }

    @Test
    void moreThanTheLogHolds_makesANewSession() {
        TestServer small = new TestServer();
        small.declare("/chat");
        small.start(options -> on(options).recoveryMaxBytes(10_000));
        Client client = small.connect();
        client.send("0/chat,");
        Matcher connect = CONNECT.matcher(client.received().get(0));
        assertThat(connect.matches()).isTrue();
        client.lose();
        for (int i = 0; i < 100; i++) {
            small.server.of("/chat").emit("e", "x".repeat(100));
        }
        assertThat(isKnown(small, connect.group(2))).isFalse();
    }

    @Test
    void moreThanAnOutboxHolds_makesANewSession() {
        TestServer small = new TestServer();
        small.declare("/chat");
        small.start(options -> on(options).outboxMaxPackets(10));
        Client client = small.connect();
        client.send("0/chat,");
        Matcher connect = CONNECT.matcher(client.received().get(0));
        assertThat(connect.matches()).isTrue();
        client.lose();
        for (int i = 0; i < 11; i++) {
            small.server.of("/chat").emit("e", i);
        }
        assertThat(isKnown(small, connect.group(2))).isFalse();
    }

    @Test
    void whatWasHeldForAClientThatIsNotRecovered_isHeldNoMore() {
        TestServer small = new TestServer();
        small.declare("/chat");
        small.start(options -> on(options).outboxMaxBytes(1_000));
        Client client = small.connect();
        client.send("0/chat,");
        Matcher connect = CONNECT.matcher(client.received().get(0));
        assertThat(connect.matches()).isTrue();
        client.lose();
        for (int i = 0; i < 3; i++) {
            small.server.of("/chat").emit("e", "x".repeat(450));
        }
        assertThat(isKnown(small, connect.group(2))).isFalse();
        assertThat(small.server.figures().waitingBytes()).isZero();
        assertThat(small.server.figures().recovery().unrecovered()).containsOnly(Map.entry("too much missed", 1L));
    }

    // --- figures

    private Figures.OfRecovery figures() {
        return test.server.figures().recovery();
    }

    @Test
    void figures_tellWhoIsAway_whoIsBack_andWhoIsNot() {
        assertThat(figures()).isEqualTo(new Figures.OfRecovery(0, 0, 0, 0, Map.of(), 0));
        List<Returner> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(new Returner());
        }
        emit(1);
        assertThat(figures().logBytes()).isPositive();
        clients.forEach(client -> client.client.lose());
        assertThat(figures().sessions()).isEqualTo(5);
        assertThat(figures().sessionBytes()).isGreaterThan(5_000);

        clients.get(0).comeBack();
        assertThat(figures().recovered()).isEqualTo(1);
        clients.get(1).connect("{\"pid\":\"" + clients.get(1).pid + "\",\"offset\":\"?\"}");
        clients.get(2).connect("{\"pid\":\"" + clients.get(2).pid + "\",\"offset\":\"~zz\"}");
        handler.readmission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("locked out"));
        clients.get(3).comeBack();
        new Returner().connect("{\"pid\":\"none of ours\"}");
        assertThat(figures().sessions()).isEqualTo(1);
        test.ticker.advance(Duration.ofSeconds(121));
        test.executor.run();

        assertThat(figures().recovered()).isEqualTo(1);
        assertThat(figures().unrecovered())
                .containsOnly(
                        Map.entry("unknown offset", 1L),
                        Map.entry("events dropped", 1L),
                        Map.entry("refused by middleware", 1L),
                        Map.entry("away too long", figures().unrecovered().get("away too long")));
        assertThat(figures().unrecovered().get("away too long")).isPositive();
        assertThat(figures().unknownReturns()).isEqualTo(1);
    }

    // --- time

    @Test
    void clientThatHasHeardNothingForHours_comesBack_sinceItHasAnsweredPings() {
        Returner idle = new Returner();
        emit(idle.sid, "long ago");
        idle.received();
        Returner busy = new Returner();
        for (int i = 0; i < 500; i++) { // for hours
            emit(busy.sid, i);
            test.ticker.advance(Duration.ofSeconds(25));
            idle.client.pong();
            busy.client.pong();
            idle.received();
            busy.received();
        }
        String sid = idle.sid;
        idle.client.lose();
        emit(idle.sid, "now");

        assertThat(idle.comeBack()).containsExactly("CONNECT", "[\"e\",\"now\"]");
        assertThat(idle.sid).isEqualTo(sid);
    }

    @Test
    void clientThatVanishes_comesBackAfterTheHeartbeatHasNoticed_andMissesNothing() {
        Returner client = new Returner();
        test.ticker.advance(Duration.ofSeconds(24));
        emit(1);
        client.received();
        test.ticker.advanceMillis(500);
        emit(2); // into the void
        test.ticker.advance(Duration.ofSeconds(21)); // ping, and no pong
        assertThat(client.client.isClosed()).isTrue();
        test.executor.run();
        test.ticker.advance(Duration.ofSeconds(115));
        emit(3);

        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",2]", "[\"e\",3]");
    }

    @Test
    void whatIsHeldBackForAJoin_isNotTakenForReceived_whenThePingIsAnswered() {
        Returner client = new Returner();
        CompletableFuture<Void> told = new CompletableFuture<>();
        ((ServerSocket) socket()).outgoing().holdUntil(told);
        emit(1);
        test.ticker.advance(Duration.ofSeconds(25));
        client.client.pong();
        client.client.received();
        client.client.lose();
        told.complete(null);

        assertThat(client.comeBack()).containsExactly("CONNECT", "[\"e\",1]");
    }

    // --- off

    @Test
    void withoutTheOption_thereIsNoPrivateId_andNoOffset() {
        TestServer off = new TestServer();
        FakeHandler offHandler = off.declare("/chat");
        off.start();
        Client client = off.connect();
        client.send("0/chat,{\"pid\":\"a\",\"offset\":\"b\"}");
        assertThat(client.received()).singleElement().asString().matches("0/chat,\\{\"sid\":\"[^\"]+\"}");
        assertThat(offHandler.socket().isRecovered()).isFalse();
        off.server.of("/chat").emit("e", 1);
        assertThat(client.received()).containsExactly("2/chat,[\"e\",1]");
    }

    @Test
    void server_saysWhereLostSessionsAre_andClosesThat() {
        TestServer other = new TestServer();
        MemoryRecords records = new MemoryRecords(other.ticker);
        other.blueprint.keepSessionsIn(records);
        other.start(RecoveryTest::on);
        assertThat(other.server.records()).hasToString("Optional[in the memory of a test]");
        assertThat(test.server.records()).hasToString("Optional[in the memory of this node]");
        assertThat(new TestServer().start().server.records()).isEmpty();

        other.server.stop();
        assertThat(records.closed()).isEqualTo(1);
    }
}
