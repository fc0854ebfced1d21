package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.cluster.MemoryCluster;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events from server to server. */
class ServerSideEmitTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final List<TestServer> nodes = new ArrayList<>();
    private final Map<TestServer, FakeHandler> chats = new HashMap<>();
    private final Map<TestServer, FakeHandler> shops = new HashMap<>();
    private final List<ServerSideAck> kept = new ArrayList<>();
    private final TestServer a = node("a");
    private final TestServer b = node("b");
    private final TestServer c = node("c");

    ServerSideEmitTest() {
        cluster.deliverAll();
    }

    private TestServer node(String name) {
        TestServer node = new TestServer();
        FakeHandler chat = node.declare("/chat");
        chat.onServerSide.put(
                "echo", (event, ack) -> ack.sendAll(event.arguments().toList().toArray()));
        chat.onServerSide.put("name", (event, ack) -> ack.send(name));
        chat.onServerSide.put("keep", (event, ack) -> kept.add(ack));
        chat.onServerSide.put("hear", (event, ack) -> ack.none());
        FakeHandler shop = node.declarePattern("^/shop-(?<id>\\d+)$", "id");
        shop.onServerSide.put("name", (event, ack) -> ack.send(name));
        chats.put(node, chat);
        shops.put(node, shop);
        nodes.add(node);
        return node.startIn(cluster, name);
    }

    private void run() {
        do {
            cluster.deliverAll();
            nodes.forEach(node -> node.executor.run());
        } while (cluster.step());
    }

    private List<String> heard(TestServer node) {
        return chats.get(node).take();
    }

    private static List<Object> firsts(CompletionStage<List<Arguments>> stage) {
        CompletableFuture<List<Arguments>> future = stage.toCompletableFuture();
        assertThat(future).isCompleted();
        return future.join().stream().map(each -> each.toList().get(0)).toList();
    }

    private static AckTimeout failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertThat(future).isCompletedExceptionally();
        try {
            future.join();
        } catch (CompletionException e) {
            return (AckTimeout) e.getCause();
        }
        throw new AssertionError();
    }

    // --- without answers

    @Test
    void emit_reachesTheOtherNodes_andNeitherThisOneNorClients() {
        Client client = b.connect();
        client.send("0/chat,");
        run();
        client.received();
        heard(b);

        a.server.of("/chat").serverSideEmit("hear", 1, "two", new byte[] {3});
        run();

        assertThat(heard(b)).containsExactly("server /chat hear [1, two, #[3]]");
        assertThat(heard(c)).containsExactly("server /chat hear [1, two, #[3]]");
        assertThat(heard(a)).isEmpty();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void emit_isOneMessageForEachNode_andNoneComesBack() {
        long before = a.server.figures().cluster().messagesSent();
        long others = b.server.figures().cluster().messagesSent()
                + c.server.figures().cluster().messagesSent();

        a.server.of("/chat").serverSideEmit("echo", "x");
        run();

        assertThat(a.server.figures().cluster().messagesSent() - before).isEqualTo(2);
        assertThat(b.server.figures().cluster().messagesSent()
                        + c.server.figures().cluster().messagesSent())
                .isEqualTo(others);
    }

    @Test
    void emit_ofTheServer_isOneOfTheMainNamespace() {
        TestServer d = new TestServer();
        FakeHandler main = d.declare("/");
        main.onServerSide.put("hear", (event, ack) -> ack.none());
        nodes.add(d.startIn(cluster, "d"));
        run();

        a.server.serverSideEmit("hear", "x");
        run();

        assertThat(main.take()).containsExactly("server / hear [x]");
        assertThat(heard(b)).isEmpty();
    }

    @Test
    void handlers_areCalledOneAtATime_inOrder_andNotByTheBus() {
        List<Object> order = new ArrayList<>();
        chats.get(b)
                .onServerSide
                .put("count", (event, ack) -> order.add(event.arguments().get(0, Integer.class)));
        for (int i = 0; i < 100; i++) {
            a.server.of("/chat").serverSideEmit("count", i);
        }

        cluster.deliverAll();
        assertThat(order).isEmpty();
        assertThat(b.executor.size()).isEqualTo(1);

        b.executor.run();
        assertThat(order).hasSize(100).isSorted();
    }

    @Test
    void emit_inANamespaceThatIsNotThere_comesToNothing() {
        a.server.of("/shop-1").serverSideEmit("name");
        a.server.of("/made-up").serverSideEmit("name");
        run();

        assertThat(shops.get(b).take()).isEmpty();
        assertThat(b.server.namespaces()).extracting("name").containsExactlyInAnyOrder("/", "/chat");
    }

    @Test
    void nodeThatHasSaidHello_hears_thoughItsRoomsAreNotKnownYet() {
        TestServer d = node("d");
        for (int views = 0; views < 3; views++) {
            cluster.step();
        }
        a.server.of("/chat").serverSideEmit("hear", "too early");
        cluster.step("d", "a");
        assertThat(a.server.cluster().others()).doesNotContain("d");

        a.server.of("/chat").serverSideEmit("hear", "x");
        run();

        assertThat(heard(d)).containsExactly("server /chat hear [x]");
    }

    @Test
    void emit_ofAReservedName_isRefused() {
        assertThatThrownBy(() -> a.server.of("/chat").serverSideEmit("connect"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> a.server.serverSideEmitWithAck("disconnect"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tooManyEvents_areDropped_andHaveNoAnswer() {
        TestServer d = new TestServer();
        FakeHandler chat = d.declare("/chat");
        chat.onServerSide.put("name", (event, ack) -> ack.send("d"));
        d.start(options -> options.inboxMaxEvents(2));
        ServerNamespace namespace = (ServerNamespace) d.server.of("/chat");
        List<ServerSideAck> acks = new ArrayList<>();

        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 4; i++) {
                ServerSideAck ack = new ServerSideAck(d.server.core().binding(), true);
                acks.add(ack);
                namespace.serverSide(Payload.event(d.server.core().binding(), "name"), ack);
            }
            assertThat(log.errors()).hasSize(1);
        }
        d.executor.run();

        assertThat(acks)
                .extracting(ack -> ack.answer().toCompletableFuture().join().isPresent())
                .containsExactly(true, true, false, false);
    }

    // --- with answers

    @Test
    void emitWithAck_gathersOneAnswerOfEachOtherNode() {
        var names = a.server.of("/chat").serverSideEmitWithAck("name");
        run();

        assertThat(firsts(names)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void emitWithAck_carriesAllArguments_binaryToo() {
        var answers = a.server.of("/chat").serverSideEmitWithAck("echo", Map.of("n", 1), new byte[] {1, -1});
        run();

        assertThat(answers.toCompletableFuture()).isCompleted();
        assertThat(answers.toCompletableFuture().join()).hasSize(2).allSatisfy(answer -> {
            assertThat(answer.get(0, Map.class).toString()).isEqualTo("{n=1}");
            assertThat(answer.get(1, byte[].class)).containsExactly(1, -1);
        });
    }

    @Test
    void emitWithAck_isCompletedOnAThreadOfTheApplication() {
        var names = a.server.of("/chat").serverSideEmitWithAck("name");
        cluster.deliverAll();
        b.executor.run();
        c.executor.run();
        cluster.deliverAll();
        assertThat(names.toCompletableFuture()).isNotDone();

        a.executor.run();
        assertThat(names.toCompletableFuture()).isCompleted();
    }

    @Test
    void emitWithAck_ofAnEventThatNobodyAnswers_isEmptyWithoutWaiting() {
        var unknown = a.server.of("/chat").serverSideEmitWithAck("unknown");
        var heard = a.server.of("/chat").serverSideEmitWithAck("hear");
        var child = a.server.of("/shop-1").serverSideEmitWithAck("name");
        run();

        assertThat(firsts(unknown)).isEmpty();
        assertThat(firsts(heard)).isEmpty();
        assertThat(firsts(child)).isEmpty();
    }

    @Test
    void emitWithAck_inAChild_isAnsweredWhereItExists() {
        Client client = b.connect();
        client.send("0/shop-1,");
        run();

        var names = a.server.of("/shop-1").serverSideEmitWithAck("name");
        run();

        assertThat(firsts(names)).containsExactly("b");
        assertThat(shops.get(b).take()).contains("server /shop-1 name []");
    }

    @Test
    void emitWithAck_whenANodeForgetsToAnswer_namesIt() {
        chats.get(c).onServerSide.put("name", (event, ack) -> kept.add(ack));

        var names = a.server.of("/chat").serverSideEmitWithAck("name");
        run();
        a.ticker.advance(timeout().minusMillis(1));
        run();
        assertThat(names.toCompletableFuture()).isNotDone();

        a.ticker.advance(Duration.ofMillis(1));
        run();
        AckTimeout failure = failure(names);
        assertThat(failure.responses()).hasSize(1);
        assertThat(failure.missingNodes()).containsExactly("c");
        assertThat(failure.missingSockets()).isEmpty();

        kept.get(0).send("too late");
        run();
    }

    private Duration timeout() {
        return a.server.options().ackTimeout();
    }

    @Test
    void emitWithAck_whenANodeIsSilent_isCompletedWithoutIt() {
        cluster.silence("b");

        var names = a.server.of("/chat").serverSideEmitWithAck("name");
        run();
        a.ticker.advance(timeout());
        run();

        AckTimeout failure = failure(names);
        assertThat(failure.missingNodes()).containsExactly("b");
        assertThat(failure.responses().get(0).get(0, String.class)).isEqualTo("c");
    }

    @Test
    void emitWithAck_whenANodeDies_isCompletedWithoutIt_atOnce() {
        cluster.silence("b");
        var names = a.server.of("/chat").serverSideEmitWithAck("name");
        run();
        assertThat(names.toCompletableFuture()).isNotDone();

        cluster.kill("b");
        run();

        AckTimeout failure = failure(names);
        assertThat(failure.missingNodes()).containsExactly("b");
        assertThat(failure.responses()).hasSize(1);
    }

    @Test
    void emitWithAck_ofANodeThatIsAlone_isEmptyAtOnce() {
        cluster.kill("b");
        cluster.kill("c");
        cluster.deliverAll();
        assertThat(firsts(a.server.of("/chat").serverSideEmitWithAck("name"))).isEmpty();

        assertThat(firsts(new InjectedServer().serverSideEmitWithAck("before the start")))
                .isEmpty();
        TestServer single = new TestServer();
        single.start();
        single.server.serverSideEmit("x");
        assertThat(firsts(single.server.serverSideEmitWithAck("x"))).isEmpty();
    }

    @Test
    void ack_countsOnce_andOnlyIfItIsWanted() {
        chats.get(b).onServerSide.put("twice", (event, ack) -> {
            assertThat(event.wantsAck()).isEqualTo(ack.isRequested());
            ack.send(1);
            ack.send(2);
            ack.none();
        });

        var answers = a.server.of("/chat").serverSideEmitWithAck("twice");
        a.server.of("/chat").serverSideEmit("twice");
        run();

        assertThat(firsts(answers)).containsExactly(BigDecimal.ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "[]", "[1]", "[\"a\"", "{}", "[\"a\",1] \r\nERROR forged"})
    void malformedEvent_ofAnotherNode_isAWarningOnce_andNoError(String json) {
        Payload event = Payload.ofNode(json, List.of());
        try (LogCapture log = LogCapture.ofAll()) {
            b.peers.tell(new Command.ServerSideEmit("/chat", event));
            b.peers.tell(new Command.Emit(Scope.namespace("/chat"), Audience.EVERYBODY, event, false));
            b.peers.tell(new Command.ServerSideEmit("/chat", event));
            run();
            assertThat(log.errors()).isEmpty();
            assertThat(log.messages())
                    .isNotEmpty()
                    .allSatisfy(logged -> assertThat(logged.getThrown()).isNull());
            assertThat(log.messages().stream().filter(logged -> logged.getLevel() == Level.WARNING))
                    .hasSize(2);
        }
        assertThat(heard(a)).isEmpty();
    }

    /** What stands behind the name cannot be read: it is noticed where somebody hears that name, and only there. */
    @Test
    void eventOfAnotherNode_isReadBehindItsName_onlyIfSomebodyHearsIt() {
        try (LogCapture log = LogCapture.ofAll()) {
            b.peers.tell(new Command.ServerSideEmit("/chat", Payload.ofNode("[\"unheard\",]", List.of())));
            run();
            assertThat(log.messages()).noneMatch(logged -> logged.getLevel() == Level.WARNING);

            b.peers.tell(new Command.ServerSideEmit("/chat", Payload.ofNode("[\"name\",]", List.of())));
            run();
            assertThat(log.messages()).anyMatch(logged -> logged.getLevel() == Level.WARNING);
            assertThat(log.errors()).isEmpty();
        }
        assertThat(heard(a)).isEmpty();
    }

    @Test
    void malformedEvent_thatIsDeeperThanAnyStack_isNoError() {
        try (LogCapture log = new LogCapture()) {
            b.peers.tell(new Command.ServerSideEmit("/chat", Payload.ofNode("[".repeat(1_000_000), List.of())));
            run();
            assertThat(log.errors()).isEmpty();
        }
    }
}
