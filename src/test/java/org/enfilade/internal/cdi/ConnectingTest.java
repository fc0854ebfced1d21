package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.enfilade.Connecting;
import org.enfilade.ConnectionRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Param;
import org.enfilade.Socket;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The short form of a connect middleware: methods of the namespace bean. */
class ConnectingTest {
    /** What a method does. */
    interface Behaviour {
        CompletionStage<?> apply(Socket socket) throws Exception;
    }

    static final List<String> NOTES = new CopyOnWriteArrayList<>();
    static volatile Behaviour first;
    static volatile Behaviour later;

    @BeforeEach
    void reset() {
        NOTES.clear();
        first = socket -> null;
        later = socket -> CompletableFuture.completedFuture("whatever");
    }

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Guarded {}

    @Guarded
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION + 9999)
    static class Guard {
        @AroundInvoke
        Object guard(InvocationContext call) throws Exception {
            NOTES.add("interceptor");
            return call.proceed();
        }
    }

    @Dependent
    static class Tool {
        @PreDestroy
        void end() {
            NOTES.add("tool ends");
        }
    }

    @Guarded
    @NamespaceEndpoint("/")
    static class Main {
        @Inject
        Socket current;

        CompletionStage<?> later(@Observes @Connecting Socket socket) throws Exception {
            NOTES.add("later");
            return later.apply(socket);
        }

        void first(@Observes @Priority(1) @Connecting Socket socket, Tool tool) throws Exception {
            NOTES.add("first " + current.equals(socket) + (tool == null));
            first.apply(socket);
        }
    }

    @RolesAllowed("boss")
    @NamespaceEndpoint("/tenants/{tenant}")
    static class Tenants {
        void check(@Observes @Connecting Socket socket, @Param("tenant") int tenant) {
            NOTES.add("tenant " + tenant);
        }
    }

    private static <T extends Throwable> T refusal(CompletionStage<?> admission, Class<T> type) {
        ExecutionException refused = catchThrowableOfType(
                ExecutionException.class, () -> admission.toCompletableFuture().get());
        assertThat(refused).as("the refusal").isNotNull();
        return type.cast(refused.getCause());
    }

    @Test
    void methods_runAfterTheInterceptors_inOrderOfPriority_andAdmit() {
        try (TestApplication application = TestApplication.of(Main.class, Guard.class, Tool.class)) {
            assertThat(application.namespace("/").admitsAtOnce()).isFalse();
            assertThat(application.admit(FakeSocket.create())).isCompleted();
            assertThat(NOTES).containsExactly("interceptor", "first truefalse", "tool ends", "later");
        }
    }

    @Test
    void refusal_arrivesAsItWasThrown_andTheRestIsNotAsked() {
        first = socket -> {
            throw new ConnectionRefused("not you", Map.of("code", 7));
        };
        try (TestApplication application = TestApplication.of(Main.class, Guard.class, Tool.class);
                LogCapture log = new LogCapture()) {
            ConnectionRefused refused = refusal(application.admit(FakeSocket.create()), ConnectionRefused.class);
            assertThat(refused).hasMessage("not you");
            assertThat(refused.data()).isEqualTo(Map.of("code", 7));
            assertThat(NOTES).doesNotContain("later").contains("tool ends");
            assertThat(log.errors()).isEmpty();
        }
    }

    @Test
    void failure_refuses_andIsLogged() {
        first = socket -> {
            throw new IllegalStateException("broken");
        };
        try (TestApplication application = TestApplication.of(Main.class, Guard.class, Tool.class);
                LogCapture log = new LogCapture()) {
            assertThat(refusal(application.admit(FakeSocket.create()), IllegalStateException.class))
                    .hasMessage("broken");
            assertThat(log.errors()).hasSize(1);
        }
    }

    @Test
    void stage_isWaitedFor_andMayRefuse() {
        CompletableFuture<Object> open = new CompletableFuture<>();
        later = socket -> open;
        try (TestApplication application = TestApplication.of(Main.class, Guard.class, Tool.class)) {
            CompletionStage<?> admitted = application.admit(FakeSocket.create());
            assertThat(admitted).isNotDone();
            open.complete(false);
            assertThat(admitted).isCompleted();

            later = socket -> CompletableFuture.failedFuture(new ConnectionRefused("later"));
            assertThat(refusal(application.admit(FakeSocket.create()), ConnectionRefused.class))
                    .hasMessage("later");
        }
    }

    @Test
    void stageThatIsNull_admits() {
        later = socket -> null;
        try (TestApplication application = TestApplication.of(Main.class, Guard.class, Tool.class)) {
            assertThat(application.admit(FakeSocket.create())).isCompleted();
        }
    }

    @Test
    void rolesComeFirst_andParametersOfTheName_areRead() {
        try (TestApplication application = TestApplication.of(Tenants.class);
                LogCapture log = new LogCapture()) {
            NamespaceHandler tenants = application.namespace("/tenants/{tenant}");
            Socket boss = FakeSocket.create(Map.of("tenant", "7"), java.util.Set.of("boss"));
            assertThat(tenants.admit(boss)).isCompleted();
            assertThat(NOTES).containsExactly("tenant 7");
            assertThat(refusal(tenants.admit(FakeSocket.create(Map.of("tenant", "7"))), ConnectionRefused.class))
                    .hasMessage("not authorized");
            Socket odd = FakeSocket.create(Map.of("tenant", "x"), java.util.Set.of("boss"));
            assertThat(tenants.admit(odd)).isCompletedExceptionally();
            assertThat(NOTES).containsExactly("tenant 7");
            assertThat(log.errors())
                    .as("what a client chose is its own mistake")
                    .isEmpty();
        }
    }
}
