package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.enfilade.Ack;
import org.enfilade.Arg;
import org.enfilade.Connect;
import org.enfilade.Disconnect;
import org.enfilade.DisconnectReason;
import org.enfilade.Disconnecting;
import org.enfilade.EventRefused;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.OnAnyOutgoing;
import org.enfilade.OnError;
import org.enfilade.Param;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.junit.jupiter.api.Test;

class HandlerCallsTest {
    /** What the beans of a test did, in order. */
    static final List<String> NOTES = new CopyOnWriteArrayList<>();

    HandlerCallsTest() {
        NOTES.clear();
    }

    public record Item(String name, int count) {}

    @NamespaceEndpoint("/")
    static class Answers {
        static final CompletableFuture<String> LATER = new CompletableFuture<>();
        Ack<String> kept;

        int sum(@Observes @On("sum") int x, @Arg(1) int y, @Arg(2) Optional<Integer> z) {
            return x + y + z.orElse(0);
        }

        String absent(
                @Observes @On("absent") String a, @Arg(1) Integer b, @Arg(2) boolean c, @Arg(3) Optional<Item> d) {
            return a + b + c + d;
        }

        List<Item> twice(@Observes @On("items") List<Item> items) {
            return items.stream()
                    .map(item -> new Item(item.name(), item.count() * 2))
                    .toList();
        }

        byte[] reversed(@Observes @On("binary") byte[] bytes) {
            return new byte[] {bytes[1], bytes[0]};
        }

        String none(@Observes @On("none") Socket socket) {
            return socket.id();
        }

        int unbound(@Observes @On("unbound") SocketEvent event) {
            return event.arguments().size();
        }

        void silent(@Observes @On("silent") String text) {
            NOTES.add(text);
        }

        String nothing(@Observes @On("null") Socket socket) {
            return null;
        }

        CompletionStage<String> stage(@Observes @On("stage") Socket socket) {
            return LATER;
        }

        CompletionStage<String> failedStage(@Observes @On("failedStage") Socket socket) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw new IllegalStateException("broken");
                    },
                    Runnable::run);
        }

        void late(@Observes @On("late") String text, Ack<String> ack) {
            kept = ack;
        }

        String fails(@Observes @On("fails") String text) {
            throw new IllegalStateException("broken");
        }

        String overflows(@Observes @On("overflows") Socket socket) {
            throw new StackOverflowError();
        }
    }

    @Test
    void arguments_areBoundByPosition_andTheResultAcknowledges() {
        try (TestApplication application = TestApplication.of(Answers.class)) {
            assertThat(application.emit("sum", "1", "2").answers()).containsExactly(3);
            assertThat(application.emit("sum", "1", "2", "3").answers()).containsExactly(6);
            assertThat(application.emit("absent").answers()).containsExactly("nullnullfalseOptional.empty");
            assertThat(application
                            .emit("absent", "null", "null", "null", "null")
                            .answers())
                    .containsExactly("nullnullfalseOptional.empty");
            assertThat(application
                            .emit("items", "[{\"name\":\"tea\",\"count\":2}]")
                            .answers())
                    .containsExactly(List.of(new Item("tea", 4)));
            assertThat(application.emit("unbound", "1", "2").answers()).containsExactly(2);
            assertThat(application.emit("null").answers()).containsExactly((Object) null);
            assertThat(application.emit("silent", "\"x\"").answers()).isEmpty();
            assertThat(NOTES).containsExactly("x");
        }
    }

    @Test
    void socketsAndBinary() {
        try (TestApplication application = TestApplication.of(Answers.class)) {
            Socket socket = FakeSocket.create();
            assertThat(application.emit(socket, "none").answers()).containsExactly(socket.id());
            FakeEvent event =
                    FakeEvent.of("binary", "{\"_placeholder\":true,\"num\":0}").with(new byte[] {1, 2});
            assertThat(application.emit(socket, event).answers()).containsExactly(new byte[] {2, 1});
        }
    }

    @Test
    void stages_andAcks_answerLater() {
        try (TestApplication application = TestApplication.of(Answers.class)) {
            FakeAck stage = application.emit("stage");
            assertThat(stage.answers()).isEmpty();
            Answers.LATER.complete("done");
            assertThat(stage.answers()).containsExactly("done");

            FakeAck late = application.emit("late", "\"x\"");
            assertThat(late.answers()).isEmpty();
            assertThat(late.isRequested()).isTrue();
        }
    }

    @Test
    void failures_areLogged_withoutWhatTheClientSent_andLeaveNoAnswer() {
        try (TestApplication application = TestApplication.of(Answers.class);
                LogCapture log = new LogCapture()) {
            assertThat(application.emit("fails", "\"secret\"").answers()).isEmpty();
            assertThat(application.emit("overflows").answers()).isEmpty();
            assertThat(application.emit("failedStage").answers()).isEmpty();

            assertThat(log.errors()).hasSize(3).allSatisfy(logged -> {
                assertThat(logged.getMessage())
                        .contains("namespace /", "Answers.")
                        .doesNotContain("secret");
            });
            assertThat(log.errors().get(2).getThrown()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void argumentsThatDoNotFit_areTheClientsMistake() {
        try (TestApplication application = TestApplication.of(Answers.class);
                LogCapture log = new LogCapture()) {
            assertThat(application.emit("sum", "\"one\"", "2").answers()).isEmpty();
            assertThat(application.emit("items", "[1]").answers()).isEmpty();
            assertThat(application.emit("nobody listens", "1").answers()).isEmpty();
            assertThat(log.errors()).isEmpty();
        }
    }

    @NamespaceEndpoint("/")
    static class Life {
        void connected(@Observes @Connect Socket socket) {
            NOTES.add("connect " + socket.id().isEmpty());
        }

        void leaving(@Observes @Disconnecting DisconnectReason reason, Socket socket) {
            NOTES.add("disconnecting " + reason.text());
        }

        void left(@Observes @Disconnect Socket socket) {
            NOTES.add("disconnect");
        }

        void second(@Observes @Priority(2) @On("x") Socket socket) {
            NOTES.add("second");
        }

        void first(@Observes @Priority(1) @On("x") Socket socket) {
            NOTES.add("first");
        }

        void any(@Observes @OnAny SocketEvent event) {
            NOTES.add("any " + event.name());
        }

        void outgoing(@Observes @OnAnyOutgoing SocketEvent event) {
            NOTES.add("outgoing " + event.name());
        }

        void refused(@Observes @OnError EventRefused error, Socket socket) {
            NOTES.add("refused " + error.getMessage());
        }

        void failed(@Observes @OnError IllegalStateException error) {
            NOTES.add("failed");
        }
    }

    @Test
    void theLifeOfASocket() {
        try (TestApplication application = TestApplication.of(Life.class)) {
            NamespaceHandler namespace = application.namespace("/");
            Socket socket = FakeSocket.create();
            namespace.connected(socket);
            application.emit(socket, "x");
            namespace.outgoing(socket, FakeEvent.of("y"));
            namespace.failed(socket, FakeEvent.of("x"), new FakeAck(), new EventRefused("no"));
            namespace.disconnecting(socket, DisconnectReason.TRANSPORT_CLOSE);
            namespace.disconnected(socket, DisconnectReason.TRANSPORT_CLOSE);

            assertThat(namespace.seesOutgoing()).isTrue();
            assertThat(namespace.filtersEvents()).isFalse();
            assertThat(NOTES)
                    .containsExactly(
                            "connect false",
                            "any x",
                            "first",
                            "second",
                            "outgoing y",
                            "refused no",
                            "disconnecting transport close",
                            "disconnect");
        }
    }

    @NamespaceEndpoint("/")
    static class Thinking {
        @NonBlocking
        void quick(@Observes @On("quick") String text) {}

        @NonBlocking
        void quickToo(@Observes @On("mixed") String text) {}

        void slow(@Observes @On("mixed") String text, Socket socket) {}
    }

    @NonBlocking
    @NamespaceEndpoint("/all")
    static class QuickThinking {
        void quick(@Observes @On("quick") String text) {}

        void any(@Observes @OnAny SocketEvent event) {}
    }

    @NamespaceEndpoint("/none")
    static class SlowCatchAll {
        @NonBlocking
        void quick(@Observes @On("quick") String text) {}

        void any(@Observes @OnAny SocketEvent event) {}
    }

    @Test
    void nonBlocking_ifAllThatAreCalledPromiseIt() {
        try (TestApplication application =
                TestApplication.of(Thinking.class, QuickThinking.class, SlowCatchAll.class)) {
            assertThat(application.namespace("/").isNonBlocking("quick")).isTrue();
            assertThat(application.namespace("/").isNonBlocking("mixed")).isFalse();
            assertThat(application.namespace("/").isNonBlocking("unknown")).isTrue();
            assertThat(application.namespace("/all").isNonBlocking("quick")).isTrue();
            assertThat(application.namespace("/all").isNonBlocking("unknown")).isTrue();
            assertThat(application.namespace("/none").isNonBlocking("quick")).isFalse();
            assertThat(application.namespace("/none").isNonBlocking("unknown")).isFalse();
        }
    }

    @RequestScoped
    static class PerEvent {
        private int uses;

        int use() {
            return ++uses;
        }

        @PreDestroy
        void end() {
            NOTES.add("request ended");
        }
    }

    @Dependent
    static class PerCall {
        @PreDestroy
        void end() {
            NOTES.add("dependent ended");
        }
    }

    @ApplicationScoped
    static class Shop {
        String name() {
            return "shop";
        }
    }

    @NamespaceEndpoint("/")
    static class Injected {
        @Inject
        PerEvent request;

        int uses(@Observes @On("request") Socket socket, PerEvent same) {
            same.use();
            return request.use();
        }

        String extra(
                @Observes @On("extra") String text,
                Shop shop,
                PerCall dependent,
                Instance<Shop> shops,
                @Of("/") Namespace namespace) {
            NOTES.add("called " + (dependent != null));
            return shop.name() + shops.get().name() + namespace.name();
        }
    }

    @Test
    void eachEventIsARequest() {
        try (TestApplication application =
                TestApplication.of(Injected.class, PerEvent.class, PerCall.class, Shop.class)) {
            assertThat(application.emit("request").answers()).containsExactly(2);
            assertThat(application.emit("request").answers()).containsExactly(2);
            assertThat(NOTES).containsExactly("request ended", "request ended");
        }
    }

    @Test
    void furtherParametersAreInjected_andDependentOnesEndWithTheCall() {
        try (TestApplication application =
                TestApplication.of(Injected.class, PerEvent.class, PerCall.class, Shop.class)) {
            assertThat(application.emit("extra", "\"x\"").answers()).containsExactly("shopshop/");
            assertThat(NOTES).containsExactly("called true", "dependent ended");
        }
    }

    abstract static class Counting {
        int calls;

        int count(@Observes @On("count") Socket socket) {
            return ++calls;
        }

        @PreDestroy
        void end() {
            NOTES.add("ended");
        }
    }

    @Dependent
    @NamespaceEndpoint("/")
    static class NewEachTime extends Counting {}

    @RequestScoped
    @NamespaceEndpoint("/")
    static class NewEachEvent extends Counting {
        void before(@Observes @OnAny SocketEvent event) {
            calls++;
        }
    }

    @Singleton
    @NamespaceEndpoint("/")
    static class AlwaysTheSame extends Counting {}

    @NamespaceEndpoint("/")
    static class ApplicationWide extends Counting {}

    @Test
    void scopes() {
        for (var expected : Map.of(
                        NewEachTime.class, List.of(1, 1),
                        NewEachEvent.class, List.of(2, 2),
                        AlwaysTheSame.class, List.of(1, 2),
                        ApplicationWide.class, List.of(1, 2))
                .entrySet()) {
            NOTES.clear();
            try (TestApplication application = TestApplication.of(expected.getKey())) {
                List<Object> answers = new ArrayList<>(application.emit("count").answers());
                answers.addAll(application.emit("count").answers());
                assertThat(answers).as(expected.getKey().getSimpleName()).isEqualTo(expected.getValue());
                boolean kept = expected.getValue().equals(List.of(1, 2));
                assertThat(NOTES).hasSize(kept ? 0 : 2);
            }
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Counted {}

    @Counted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Counter {
        @AroundInvoke
        Object count(InvocationContext call) throws Exception {
            NOTES.add("counted " + call.getMethod().getName());
            return call.proceed();
        }
    }

    @NamespaceEndpoint("/")
    static class WithInterceptor {
        @Counted
        String counted(@Observes @On("counted") String text) {
            return text + "!";
        }

        String plain(@Observes @On("plain") String text) {
            return text;
        }
    }

    @Dependent
    @Counted
    @NamespaceEndpoint("/")
    static class DependentWithInterceptor {
        String counted(@Observes @On("counted") String text) {
            return text + "!";
        }
    }

    @Test
    void ordinaryInterceptorsFire() {
        for (Class<?> bean : List.of(WithInterceptor.class, DependentWithInterceptor.class)) {
            NOTES.clear();
            try (TestApplication application = TestApplication.of(bean, Counter.class)) {
                assertThat(application.emit("counted", "\"x\"").answers()).containsExactly("x!");
                application.emit("plain", "\"x\"");
                assertThat(NOTES).containsExactly("counted counted");
            }
        }
    }

    abstract static class Crud<T, C extends List<T>> {
        T save(@Observes @On("save") T entity) {
            NOTES.add("saved " + entity.getClass().getSimpleName());
            return entity;
        }

        int saveAll(@Observes @On("saveAll") C entities, @Arg(1) Map<String, T> named, @Arg(2) T[] array) {
            return entities.size() + named.size() + array.length;
        }

        void overridden(@Observes @On("overridden") T entity) {
            NOTES.add("not this");
        }

        void silenced(@Observes @On("silenced") T entity) {
            NOTES.add("not this");
        }
    }

    @NamespaceEndpoint("/")
    static class Items extends Crud<Item, List<Item>> {
        @Override
        void overridden(@Observes @On("overridden") Item item) {
            NOTES.add("overridden " + item.name());
        }

        @Override
        void silenced(Item item) {
            NOTES.add("nor this");
        }
    }

    @Test
    void inheritedHandlers_bindToTheTypesOfTheSubclass() {
        String tea = "{\"name\":\"tea\",\"count\":1}";
        try (TestApplication application = TestApplication.of(Items.class)) {
            assertThat(application.emit("save", tea).answers()).containsExactly(new Item("tea", 1));
            assertThat(application
                            .emit("saveAll", "[" + tea + "]", "{\"a\":" + tea + "}", "[" + tea + "]")
                            .answers())
                    .containsExactly(3);
            application.emit("overridden", tea);
            application.emit("silenced", tea);
            assertThat(NOTES).containsExactly("saved Item", "overridden tea");
        }
    }

    @Test
    void handlersAreNoObserversOfTheContainer() {
        try (TestApplication application = TestApplication.of(Items.class)) {
            assertThat(application.weld().getBeanManager().resolveObserverMethods(new Item("x", 1), new OnLiteral()))
                    .isEmpty();
        }
    }

    private static final class OnLiteral extends AnnotationLiteral<On> implements On {
        @Override
        public String value() {
            return "save";
        }
    }

    @NamespaceEndpoint("/tenants/{tenant}/{number}")
    static class Tenants {
        void connected(@Observes @Connect Socket socket, @Param("tenant") String tenant, @Param("number") int number) {
            NOTES.add(tenant + number);
        }
    }

    @Test
    void variablesOfTheName() {
        try (TestApplication application = TestApplication.of(Tenants.class);
                LogCapture log = new LogCapture()) {
            NamespaceHandler tenants = application.namespace("/tenants/{tenant}/{number}");
            tenants.connected(FakeSocket.create(Map.of("tenant", "acme", "number", "7")));
            tenants.connected(FakeSocket.create(Map.of("tenant", "acme", "number", "seven")));
            assertThat(NOTES).containsExactly("acme7");
            assertThat(log.errors()).isEmpty();
        }
    }

    @Test
    void namespaceBeansOfManyThreads_shareNoRequest() throws Exception {
        try (TestApplication application =
                TestApplication.of(Injected.class, PerEvent.class, PerCall.class, Shop.class)) {
            Set<Object> answers = ConcurrentHashMap.newKeySet();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    for (int n = 0; n < 200; n++) {
                        answers.addAll(application.emit("request").answers());
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(answers).containsExactly(2);
            assertThat(NOTES).hasSize(800);
        }
    }
}
