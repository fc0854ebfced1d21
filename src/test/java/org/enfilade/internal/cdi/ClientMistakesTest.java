package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.namespace.ClientMistake;
import org.enfilade.internal.namespace.EventFailures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client does wrong is one line at DEBUG; what the application does wrong is an error with its stack trace. */
class ClientMistakesTest {
    private final LogCapture log = LogCapture.ofAll();

    @AfterEach
    void close() {
        log.close();
    }

    private void assertTrace(String... parts) {
        assertThat(log.errors()).isEmpty();
        assertThat(log.debug()).singleElement().asString().contains(parts).contains("192.0.2.1");
        assertThat(log.messages())
                .allSatisfy(logged -> assertThat(logged.getThrown()).isNull());
    }

    /** Does what Jakarta Validation does, with the violations that a test wants. */
    @Validated
    @Interceptor
    @Priority(1)
    static class Validation {
        static ElementKind kind;
        static Class<?> bean;

        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            if (bean == null) {
                return call.proceed();
            }
            throw new ConstraintViolationException(
                    Set.of(violation(call.getMethod().getName())));
        }

        private static ConstraintViolation<?> violation(String method) {
            List<Path.Node> nodes = List.of(
                    fake(Path.Node.class, Map.of("getName", method, "getKind", ElementKind.METHOD)),
                    fake(Path.Node.class, Map.of("getName", "arg0", "getKind", kind)));
            Path path = fake(Path.class, Map.of("iterator", nodes, "toString", method + ".arg0"));
            return fake(
                    ConstraintViolation.class,
                    Map.of("getPropertyPath", path, "getRootBeanClass", bean, "getMessage", "is \"\r\nbad\""));
        }

        private static <T> T fake(Class<T> type, Map<String, Object> values) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == args[0];
                        case "iterator" -> ((List<?>) values.get("iterator")).iterator();
                        default -> values.get(method.getName());
                    }));
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Validated {}

    @Validated
    @NamespaceEndpoint("/")
    static class Checked {
        void name(@Observes @On("name") String name) {}
    }

    @Test
    void argumentThatViolatesAConstraint_isTheClientsMistake() {
        try (TestApplication application = TestApplication.of(Checked.class, Validation.class)) {
            Validation.bean = Checked.class;
            for (ElementKind kind : List.of(ElementKind.PARAMETER, ElementKind.CROSS_PARAMETER)) {
                Validation.kind = kind;
                assertThat(application.emit("name", "\"\"").answers()).isEmpty();
            }
            assertThat(log.errors()).isEmpty();
            assertThat(log.debug())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .contains("name.arg0 is \"\\r\\nbad\"", "\"name\"", "192.0.2.1")
                            .doesNotContain("\r", "\n"));
        } finally {
            Validation.bean = null;
        }
    }

    @Test
    void anyOtherViolation_isAnError() {
        try (TestApplication application = TestApplication.of(Checked.class, Validation.class)) {
            Validation.bean = Checked.class;
            Validation.kind = ElementKind.RETURN_VALUE;
            application.emit("name", "\"\"");
            Validation.bean = String.class;
            Validation.kind = ElementKind.PARAMETER;
            application.emit("name", "\"\"");
            assertThat(log.errors()).hasSize(2);
        } finally {
            Validation.bean = null;
        }
    }

    @NamespaceEndpoint("/")
    static class Reading {
        @Dependent
        @Produces
        static Thread thread() {
            throw new IllegalArgumentException("no thread today");
        }

        int number(@Observes @On("number") int number) {
            return number;
        }

        int lazy(@Observes @On("lazy") SocketEvent event) {
            return event.arguments().get(0, Integer.class);
        }

        CompletionStage<Integer> later(@Observes @On("later") SocketEvent event) {
            return CompletableFuture.completedFuture(0)
                    .thenApply(zero -> event.arguments().get(0, Integer.class));
        }

        void injected(@Observes @On("injected") Socket socket, Thread thread) {}

        void own(@Observes @On("own") String text) {
            throw new IllegalArgumentException("my own " + text);
        }
    }

    /** As the server makes them: what does not fit is a mistake of the client. */
    private static FakeEvent event(String name, String json) {
        return FakeEvent.of(name, json).ofClient();
    }

    @Test
    void boundArgument_thatDoesNotFit() {
        try (TestApplication application = TestApplication.of(Reading.class)) {
            application.emit(FakeSocket.create(), event("number", "\"one\""));
            assertTrace("@On (\"number\")", "Reading.number(int)", "A text where a number is expected");
        }
    }

    @Test
    void argumentThatAHandlerReads_thatDoesNotFit() {
        try (TestApplication application = TestApplication.of(Reading.class)) {
            application.emit(FakeSocket.create(), event("lazy", "\"one\""));
            assertTrace("@On (\"lazy\")", "A text where a number is expected");
        }
    }

    @Test
    void argumentThatAStageReads_thatDoesNotFit() {
        try (TestApplication application = TestApplication.of(Reading.class)) {
            application.emit(FakeSocket.create(), event("later", "\"one\""));
            assertTrace("@On (\"later\")", "A text where a number is expected");
        }
    }

    @Test
    void illegalArgument_ofTheApplication_isAnError_onOneLine() {
        try (TestApplication application = TestApplication.of(Reading.class)) {
            application.emit("injected");
            application.emit("own", "\"text\\r\\nforged\"");
            assertThat(log.errors())
                    .hasSize(2)
                    .allSatisfy(logged -> assertThat(logged.getThrown()).isNotNull());
            assertThat(log.lines()).noneMatch(line -> line.startsWith("forged"));
            assertThat(log.lines()).anyMatch(line -> line.contains("my own text\\r\\nforged"));
        }
    }

    // --- refused

    @NamespaceEndpoint("/")
    static class Guarded {
        @RolesAllowed("admin")
        void event(@Observes @On("close") Socket socket) {}
    }

    @Test
    void eventOfSomebodyWithoutTheRole_leavesATrace_whereNothingObservesIt() {
        try (TestApplication application = TestApplication.of(Guarded.class)) {
            Socket socket = FakeSocket.create();
            application.emit(socket, "close");
            assertTrace("\"close\"", "\"/child\"", "not authorized", socket.id());
        }
    }

    @InterceptorBinding
    @Middleware(Middleware.Kind.EVENT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Filtered {}

    @Filtered
    @Interceptor
    @Priority(1)
    static class Filter {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            ((SocketEvent) call.getParameters()[1]).arguments().get(0, Integer.class);
            return call.proceed();
        }
    }

    @Filtered
    @NamespaceEndpoint("/")
    static class Behind {
        void any(@Observes @OnAny SocketEvent event) {}
    }

    @Test
    void argumentThatMiddlewareReads_thatDoesNotFit_refusesTheEvent() {
        try (TestApplication application = TestApplication.of(Behind.class, Filter.class)) {
            Socket socket = FakeSocket.create();
            SocketEvent event = event("x", "\"one\"");
            Throwable[] refusal = new Throwable[1];
            application.namespace("/").filter(socket, event).whenComplete((passed, failure) -> refusal[0] = failure);
            assertThat(ClientMistake.behind(refusal[0])).isNotNull();
            assertThat(application.namespace("/").failed(socket, event, new FakeAck(), refusal[0]))
                    .isFalse();
            EventFailures.refused(socket, event, refusal[0]);
            assertTrace("\"x\"", "refused", "A text where a number is expected");
        }
    }
}
