package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.enfilade.Connect;
import org.enfilade.ConnectionRefused;
import org.enfilade.EventRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MiddlewareTest {
    static final List<String> NOTES = new CopyOnWriteArrayList<>();

    /** What the middleware under test does; called with its invocation context. */
    interface Behaviour {
        Object apply(InvocationContext call) throws Exception;
    }

    static volatile Behaviour behaviour;

    @BeforeEach
    void reset() {
        NOTES.clear();
        behaviour = InvocationContext::proceed;
    }

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Guarded {}

    @InterceptorBinding
    @Middleware(Middleware.Kind.EVENT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Filtered {}

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Ordinary {}

    @RequestScoped
    static class PerCall {
        String name() {
            return "request";
        }

        @PreDestroy
        void end() {
            NOTES.add("request ended");
        }
    }

    @Dependent
    static class Helper {
        @PreDestroy
        void end() {
            NOTES.add("helper ended");
        }
    }

    @Guarded
    @Interceptor
    @Priority(10)
    static class First {
        @Inject
        PerCall request;

        @Inject
        Helper helper;

        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            NOTES.add("first " + request.name());
            call.getContextData().put("seen", "by first");
            return behaviour.apply(call);
        }
    }

    @Guarded
    @Interceptor
    @Priority(20)
    static class Second {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            Socket socket = (Socket) call.getParameters()[0];
            NOTES.add("second " + call.getContextData().get("seen") + " " + (call.getTarget() == socket) + " "
                    + call.getMethod().getName());
            socket.data().put("admitted", true);
            return call.proceed();
        }
    }

    @Filtered
    @Interceptor
    @Priority(10)
    static class Filter {
        @AroundInvoke
        Object filter(InvocationContext call) throws Exception {
            return behaviour.apply(call);
        }
    }

    @Filtered
    @Interceptor
    @Priority(20)
    static class NextFilter {
        @AroundInvoke
        Object filter(InvocationContext call) throws Exception {
            NOTES.add("next filter " + ((SocketEvent) call.getParameters()[1]).name());
            return call.proceed();
        }
    }

    @Ordinary
    @Interceptor
    @Priority(10)
    static class OrdinaryInterceptor {
        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            NOTES.add("ordinary " + call.getMethod().getName());
            return call.proceed();
        }
    }

    @Guarded
    @NamespaceEndpoint("/")
    static class Guardedly {
        void connected(@Observes @Connect Socket socket) {
            NOTES.add("connected");
        }

        void event(@Observes @On("x") Socket socket) {
            NOTES.add("event");
        }
    }

    private static TestApplication guarded() {
        return TestApplication.of(Guardedly.class, First.class, Second.class, PerCall.class, Helper.class);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return catchThrowableOfType(
                        ExecutionException.class,
                        () -> stage.toCompletableFuture().get())
                .getCause();
    }

    @Test
    void connect_runsInOrderOfPriority_inOneRequest_andNotAroundHandlers() {
        try (TestApplication application = guarded()) {
            Socket socket = FakeSocket.create();
            assertThat(application.admit(socket).toCompletableFuture()).isCompleted();
            assertThat(socket.data()).containsEntry("admitted", true);
            assertThat(NOTES).containsExactly("first request", "second by first true connect", "request ended");

            NOTES.clear();
            application.namespace("/").connected(socket);
            application.emit(socket, "x");
            assertThat(NOTES).containsExactly("connected", "event");
            NOTES.clear();
        }
        assertThat(NOTES).as("interceptors end with the application").containsExactly("helper ended");
    }

    @Test
    void refusal_arrivesAsItWasThrown() {
        ConnectionRefused refused = new ConnectionRefused("not authorized", Map.of("code", 401));
        behaviour = call -> {
            throw refused;
        };
        try (TestApplication application = guarded();
                LogCapture log = new LogCapture()) {
            assertThat(failure(application.admit(FakeSocket.create()))).isSameAs(refused);
            assertThat(NOTES).doesNotContain("second by first true connect");
            assertThat(log.errors()).isEmpty();
        }
    }

    @Test
    void failure_refuses_andIsLogged() {
        behaviour = call -> {
            throw new IllegalStateException("database is down");
        };
        try (TestApplication application = guarded();
                LogCapture log = new LogCapture()) {
            assertThat(failure(application.admit(FakeSocket.create()))).isInstanceOf(IllegalStateException.class);
            assertThat(log.errors()).hasSize(1);
        }
    }

    @Test
    void error_refuses() {
        behaviour = call -> {
            throw new StackOverflowError();
        };
        try (TestApplication application = guarded();
                LogCapture log = new LogCapture()) {
            assertThat(failure(application.admit(FakeSocket.create()))).isInstanceOf(StackOverflowError.class);
            assertThat(log.errors()).hasSize(1);
        }
    }

    @Test
    void withoutProceed_itRefuses() {
        for (Object result : new Object[] {"done", CompletableFuture.completedFuture("done")}) {
            behaviour = call -> result;
            try (TestApplication application = guarded()) {
                assertThat(failure(application.admit(FakeSocket.create())))
                        .isInstanceOf(ConnectionRefused.class)
                        .hasMessage("Forbidden");
            }
        }
        behaviour = call -> null;
        try (TestApplication application = guarded()) {
            assertThat(failure(application.admit(FakeSocket.create()))).isInstanceOf(ConnectionRefused.class);
        }
    }

    @Test
    void asynchronously_theRestRunsWhereItProceeds() throws Exception {
        CompletableFuture<String> token = new CompletableFuture<>();
        behaviour = call -> token.thenCompose(valid -> proceed(call));
        try (TestApplication application = guarded()) {
            Socket socket = FakeSocket.create();
            CompletableFuture<?> admitted = application.admit(socket).toCompletableFuture();
            assertThat(admitted).isNotDone();
            assertThat(NOTES).containsExactly("first request", "request ended");

            Thread other = new Thread(() -> token.complete("valid"));
            other.setContextClassLoader(null);
            other.start();
            other.join();
            assertThat(admitted).isCompleted();
            assertThat(socket.data()).containsEntry("admitted", true);
        }
    }

    @Test
    void asynchronousRefusal_arrivesUnwrapped() {
        CompletableFuture<String> token = new CompletableFuture<>();
        behaviour = call -> token.thenCompose(valid -> proceed(call));
        try (TestApplication application = guarded()) {
            CompletionStage<?> admitted = application.admit(FakeSocket.create());
            token.completeExceptionally(new ConnectionRefused("expired"));
            assertThat(failure(admitted)).isInstanceOf(ConnectionRefused.class).hasMessage("expired");
        }
    }

    @Test
    void proceedingTwice_runsTheRestOnce() {
        behaviour = call -> {
            call.proceed();
            return call.proceed();
        };
        try (TestApplication application = guarded()) {
            assertThat(application.admit(FakeSocket.create()).toCompletableFuture())
                    .isCompleted();
            assertThat(NOTES.stream().filter(note -> note.startsWith("second"))).hasSize(1);
        }
    }

    @Test
    void proceedingAfterHavingRefused_opensNothing() {
        InvocationContext[] kept = new InvocationContext[1];
        behaviour = call -> {
            kept[0] = call;
            return null;
        };
        try (TestApplication application = guarded()) {
            assertThat(failure(application.admit(FakeSocket.create()))).isInstanceOf(ConnectionRefused.class);
            assertThat(failure(proceed(kept[0]))).isInstanceOf(ConnectionRefused.class);
            assertThat(NOTES).containsExactly("first request", "request ended");
        }
    }

    @Test
    void theRefusalOfALaterMiddleware_cannotBeHidden() {
        behaviour = call -> proceed(call).handle((done, failure) -> "fine");
        try (TestApplication application = TestApplication.of(
                Guardedly.class, First.class, Second.class, PerCall.class, Helper.class, Refusing.class)) {
            assertThat(failure(application.admit(FakeSocket.create()))).hasMessage("never");
        }
    }

    @Guarded
    @Interceptor
    @Priority(30)
    static class Refusing {
        @AroundInvoke
        Object refuse(InvocationContext call) throws Exception {
            throw new ConnectionRefused("never");
        }
    }

    abstract static class General {
        @AroundInvoke
        private Object general(InvocationContext call) throws Exception {
            NOTES.add("general");
            return call.proceed();
        }
    }

    abstract static class Special extends General {
        @AroundInvoke
        Object special(InvocationContext call) throws Exception {
            NOTES.add("overridden");
            return call.proceed();
        }
    }

    @Guarded
    @Interceptor
    @Priority(5)
    static class Concrete extends Special {
        @Override
        @AroundInvoke
        Object special(InvocationContext call) throws Exception {
            NOTES.add("concrete");
            return call.proceed();
        }
    }

    @Test
    void interceptorMethodsOfSuperclasses_comeFirst() {
        try (TestApplication application = TestApplication.of(Guardedly.class, Concrete.class)) {
            assertThat(application.admit(FakeSocket.create()).toCompletableFuture())
                    .isCompleted();
            assertThat(NOTES).containsExactly("general", "concrete");
        }
    }

    @Test
    void completingTheStageOfProceed_opensNothing() {
        behaviour = call -> {
            CompletableFuture<?> stage = (CompletableFuture<?>) call.proceed();
            stage.complete(null);
            return stage;
        };
        try (TestApplication application = TestApplication.of(
                Guardedly.class, First.class, Second.class, PerCall.class, Helper.class, Refusing.class)) {
            assertThat(failure(application.admit(FakeSocket.create()))).hasMessage("never");
        }
    }

    @Filtered
    @NamespaceEndpoint("/")
    static class Filteredly {
        void event(@Observes @On("x") Socket socket) {
            NOTES.add("event");
        }
    }

    private static TestApplication filtered() {
        return TestApplication.of(Filteredly.class, Filter.class, NextFilter.class);
    }

    @Test
    void events_canBeRewritten() {
        behaviour = call -> {
            SocketEvent event = (SocketEvent) call.getParameters()[1];
            call.setParameters(new Object[] {call.getParameters()[0], event.withName("renamed")});
            return call.proceed();
        };
        try (TestApplication application = filtered()) {
            NamespaceHandler namespace = application.namespace("/");
            assertThat(namespace.filtersEvents()).isTrue();
            assertThat(namespace
                            .filter(FakeSocket.create(), FakeEvent.of("x"))
                            .toCompletableFuture()
                            .join()
                            .name())
                    .isEqualTo("renamed");
            assertThat(NOTES).containsExactly("next filter renamed");
            assertThat(namespace.admit(FakeSocket.create()).toCompletableFuture())
                    .isCompleted();
        }
    }

    @Test
    void events_canBeRefused() {
        try (TestApplication application = filtered()) {
            NamespaceHandler namespace = application.namespace("/");
            behaviour = call -> {
                throw new EventRefused("no");
            };
            assertThat(failure(namespace.filter(FakeSocket.create(), FakeEvent.of("x"))))
                    .hasMessage("no");
            behaviour = call -> null;
            assertThat(failure(namespace.filter(FakeSocket.create(), FakeEvent.of("x"))))
                    .isInstanceOf(EventRefused.class)
                    .hasMessage("Forbidden");
        }
    }

    @Test
    void parameters_areChecked() {
        try (TestApplication application = filtered()) {
            behaviour = call -> {
                Socket socket = (Socket) call.getParameters()[0];
                for (Object[] wrong : new Object[][] {
                    null, {}, {socket}, {socket, "x"}, {socket, null}, {FakeSocket.create(), call.getParameters()[1]}
                }) {
                    assertThatIllegalArgumentException().isThrownBy(() -> call.setParameters(wrong));
                }
                call.getParameters()[1] = null;
                return call.proceed();
            };
            assertThat(application
                            .namespace("/")
                            .filter(FakeSocket.create(), FakeEvent.of("x"))
                            .toCompletableFuture())
                    .isCompleted();
        }
    }

    @Guarded
    @Filtered
    @Ordinary
    @Stereotype
    @RequestScoped
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Admins {}

    @Admins
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface SuperAdmins {}

    @SuperAdmins
    @NamespaceEndpoint("/")
    static class ByStereotype {
        private int calls;

        void event(@Observes @On("x") Socket socket) {
            calls++;
            NOTES.add("event " + calls);
        }
    }

    @Test
    void stereotypes_bringMiddleware_ordinaryInterceptors_andScope() {
        try (TestApplication application = TestApplication.of(
                ByStereotype.class,
                First.class,
                Second.class,
                PerCall.class,
                Helper.class,
                Filter.class,
                NextFilter.class,
                OrdinaryInterceptor.class)) {
            NamespaceHandler namespace = application.namespace("/");
            namespace.admit(FakeSocket.create());
            assertThat(namespace.filtersEvents()).isTrue();
            assertThat(NOTES).contains("first request", "second by first true connect");

            NOTES.clear();
            application.emit("x");
            application.emit("x");
            assertThat(NOTES).containsExactly("ordinary event", "event 1", "ordinary event", "event 1");
        }
    }

    private static CompletionStage<?> proceed(InvocationContext call) {
        try {
            return (CompletionStage<?>) call.proceed();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
