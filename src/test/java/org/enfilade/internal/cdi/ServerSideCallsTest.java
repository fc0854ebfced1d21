package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.enfilade.Ack;
import org.enfilade.Arg;
import org.enfilade.EventRefused;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.OnServerSide;
import org.enfilade.Param;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.LocalNode;
import org.junit.jupiter.api.Test;

/** What other nodes emit, handled by beans. */
class ServerSideCallsTest {
    /** What the beans of a test did, in order. */
    static final List<String> NOTES = new CopyOnWriteArrayList<>();

    ServerSideCallsTest() {
        NOTES.clear();
    }

    /** An application as the other nodes see it; its handlers run on the thread that brings the event. */
    private record Node(TestApplication application, LocalNode node) implements AutoCloseable {
        static Node of(Class<?>... classes) {
            TestApplication application = TestApplication.of(classes);
            return new Node(application, application.node());
        }

        CompletableFuture<Optional<Payload>> ask(String namespace, String json, byte[]... attachments) {
            return node.serverSideEmitWithAck(namespace, Payload.ofNode(json, List.of(attachments)))
                    .toCompletableFuture();
        }

        /** The answer that is there at once, as JSON. */
        String answer(String json) {
            return ask("/", json)
                    .getNow(Optional.of(Payload.ofNode("pending", List.of())))
                    .map(Payload::text)
                    .orElse("none");
        }

        @Override
        public void close() {
            application.close();
        }
    }

    public record Item(String name, int count) {}

    @NamespaceEndpoint("/")
    @NonBlocking
    static class Answers {
        static final CompletableFuture<String> LATER = new CompletableFuture<>();
        static Ack<Object> kept;

        int sum(@Observes @OnServerSide("sum") int x, @Arg(1) int y, @Arg(2) Optional<Integer> z) {
            return x + y + z.orElse(0);
        }

        Item twice(@Observes @OnServerSide("twice") Item item) {
            return new Item(item.name(), item.count() * 2);
        }

        byte[] reversed(@Observes @OnServerSide("binary") byte[] bytes) {
            return new byte[] {bytes[1], bytes[0]};
        }

        String unbound(@Observes @OnServerSide("unbound") SocketEvent event, Namespace namespace) {
            return namespace.name() + event.name() + event.arguments().size() + event.wantsAck();
        }

        CompletionStage<String> stage(@Observes @OnServerSide("stage") SocketEvent event) {
            return LATER;
        }

        void late(@Observes @OnServerSide("late") SocketEvent event, Ack<Object> ack) {
            kept = ack;
        }

        void silent(@Observes @OnServerSide("silent") String text) {
            NOTES.add("silent " + text);
        }

        String client(@Observes @On("sum") Socket socket) {
            return "for clients";
        }

        void any(@Observes @OnAny SocketEvent event) {
            NOTES.add("any " + event.name());
        }
    }

    @Test
    void arguments_areBoundByPosition_andTheResultAnswers() {
        try (Node node = Node.of(Answers.class)) {
            assertThat(node.answer("[\"sum\",1,2]")).isEqualTo("[3]");
            assertThat(node.answer("[\"sum\",1,2,3]")).isEqualTo("[6]");
            assertThat(node.answer("[\"twice\",{\"name\":\"tea\",\"count\":2}]"))
                    .isEqualTo("[{\"count\":4,\"name\":\"tea\"}]");
            assertThat(node.answer("[\"unbound\",1,2]")).isEqualTo("[\"/unbound2true\"]");

            Payload binary = node.ask("/", "[\"binary\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1, 2})
                    .join()
                    .orElseThrow();
            assertThat(binary.attachments()).containsExactly(new byte[] {2, 1});
        }
    }

    @Test
    void clientsAndServers_haveHandlersOfTheirOwn() {
        try (Node node = Node.of(Answers.class)) {
            assertThat(node.application().emit("sum").answers()).containsExactly("for clients");
            assertThat(node.application().emit("twice").answers()).isEmpty();
            NOTES.clear();
            node.answer("[\"sum\",1,2]");
            assertThat(NOTES).isEmpty();
        }
    }

    @Test
    void stages_andAcks_answerLater() {
        try (Node node = Node.of(Answers.class)) {
            var stage = node.ask("/", "[\"stage\"]");
            assertThat(stage).isNotDone();
            Answers.LATER.complete("done");
            assertThat(stage.join().orElseThrow().text()).isEqualTo("[\"done\"]");

            var late = node.ask("/", "[\"late\"]");
            assertThat(late).isNotDone();
            Answers.kept.sendAll(1, "two");
            assertThat(late.join().orElseThrow().text()).isEqualTo("[1,\"two\"]");
        }
    }

    @Test
    void whatNobodyAnswers_isNone() {
        try (Node node = Node.of(Answers.class)) {
            assertThat(node.answer("[\"silent\",\"x\"]")).isEqualTo("none");
            assertThat(NOTES).containsExactly("silent x");
            assertThat(node.answer("[\"unknown\"]")).isEqualTo("none");
            assertThat(node.ask("/elsewhere", "[\"sum\",1,2]").join()).isEmpty();
        }
    }

    @NamespaceEndpoint("/")
    static class Failing {
        String fails(@Observes @OnServerSide("fails") SocketEvent event) {
            throw new IllegalStateException("broken");
        }

        CompletionStage<String> failedStage(@Observes @OnServerSide("failedStage") SocketEvent event) {
            return CompletableFuture.failedFuture(new IllegalStateException("broken"));
        }

        void failsWithAck(@Observes @OnServerSide("ack") SocketEvent event, Ack<String> ack) {
            throw new StackOverflowError();
        }

        int refuses(@Observes @OnServerSide("refuses") SocketEvent event) throws EventRefused {
            throw new EventRefused("no");
        }

        int number(@Observes @OnServerSide("number") int number) {
            return number;
        }

        void aside(@Observes @OnServerSide("aside") @Priority(1) SocketEvent event) {
            throw new IllegalStateException("broken");
        }

        String main(@Observes @OnServerSide("aside") @Priority(2) SocketEvent event) {
            return "answer";
        }
    }

    @Test
    void failures_areLogged_andMeanNoAnswer() {
        try (Node node = Node.of(Failing.class);
                LogCapture log = new LogCapture()) {
            assertThat(node.answer("[\"fails\"]")).isEqualTo("none");
            assertThat(node.answer("[\"failedStage\"]")).isEqualTo("none");
            assertThat(node.answer("[\"ack\"]")).isEqualTo("none");
            assertThat(node.answer("[\"refuses\"]")).isEqualTo("none");
            assertThat(node.answer("[\"number\",\"one\"]")).isEqualTo("none");

            assertThat(log.errors())
                    .hasSize(5)
                    .allSatisfy(logged ->
                            assertThat(logged.getMessage()).contains("namespace /", "@OnServerSide", "Failing."));
        }
    }

    @Test
    void failureOfAHandlerThatDoesNotAnswer_leavesTheAnswerOfAnother() {
        try (Node node = Node.of(Failing.class);
                LogCapture log = new LogCapture()) {
            assertThat(node.answer("[\"aside\"]")).isEqualTo("[\"answer\"]");
            assertThat(log.errors()).hasSize(1);
        }
    }

    @NamespaceEndpoint("/shop-{id}")
    static class Shop {
        String id(@Observes @OnServerSide("id") SocketEvent event, @Param("id") int id, Namespace namespace) {
            return namespace.name() + " " + id;
        }
    }

    @Test
    void childOfADynamicNamespace_isKnownToItsHandler() {
        try (Node node = Node.of(Shop.class)) {
            assertThat(node.ask("/shop-7", "[\"id\"]").join()).isEmpty();

            node.application().server().of("/shop-7");
            assertThat(node.ask("/shop-7", "[\"id\"]").join().orElseThrow().text())
                    .isEqualTo("[\"/shop-7 7\"]");
        }
    }

    @RequestScoped
    static class PerCall {
        void note() {
            NOTES.add("used");
        }

        @PreDestroy
        void end() {
            NOTES.add("ended");
        }
    }

    @NamespaceEndpoint("/")
    static class UsesRequest {
        void use(@Observes @OnServerSide("use") SocketEvent event, PerCall request) {
            request.note();
        }
    }

    @Test
    void eachCall_isARequest() {
        try (Node node = Node.of(UsesRequest.class, PerCall.class)) {
            node.answer("[\"use\"]");
            assertThat(NOTES).containsExactly("used", "ended");
        }
    }
}
