package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.enfilade.Connect;
import org.enfilade.EventRefused;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.OnError;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A handler that throws {@link EventRefused} refuses the event as middleware does. */
class HandlerRefusalsTest {
    static final List<String> NOTES = new CopyOnWriteArrayList<>();
    private final LogCapture log = LogCapture.ofAll();

    HandlerRefusalsTest() {
        NOTES.clear();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void assertNoError() {
        assertThat(log.errors()).isEmpty();
        assertThat(log.debug()).singleElement().asString().contains("was refused", "\"no\"", "192.0.2.1");
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Admins {}

    @Admins
    @Interceptor
    @Priority(1)
    static class AdminsOnly {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            throw new EventRefused("no", 7);
        }
    }

    @NamespaceEndpoint("/")
    static class Refusing {
        static final CompletableFuture<String> LATER = new CompletableFuture<>();

        String thrown(@Observes @On("thrown") String text) throws EventRefused {
            throw new EventRefused("no", text);
        }

        CompletionStage<String> stage(@Observes @On("stage") String text) {
            return LATER.thenCompose(done -> CompletableFuture.failedStage(new EventRefused("no", text)));
        }

        @Admins
        String intercepted(@Observes @On("intercepted") String text) {
            return text;
        }

        void other(@Observes @On("thrown") Socket socket) {
            NOTES.add("other");
        }

        void connected(@Observes @Connect Socket socket) throws EventRefused {
            throw new EventRefused("no");
        }
    }

    @NamespaceEndpoint("/")
    static class Observing extends Refusing {
        void refused(@Observes @OnError EventRefused refusal, Socket socket) throws EventRefused {
            NOTES.add(refusal.getMessage() + " " + refusal.data() + " " + socket.id());
            throw refusal;
        }
    }

    @Test
    void refusal_isObserved_notAnswered_andNoError() {
        try (TestApplication application = TestApplication.of(Refusing.class, AdminsOnly.class)) {
            assertThat(application.emit("thrown", "\"x\"").answers()).isEmpty();
            assertThat(NOTES).containsExactly("other");
            assertNoError();
        }
    }

    @Test
    void observers_areGivenTheRefusal_andCannotRefuseAnything() {
        try (TestApplication application = TestApplication.of(Observing.class, AdminsOnly.class)) {
            Socket socket = FakeSocket.create();
            assertThat(application.emit(socket, "thrown", "\"x\"").answers()).isEmpty();
            assertThat(NOTES).containsExactlyInAnyOrder("other", "no x " + socket.id());
            assertThat(log.errors())
                    .singleElement()
                    .satisfies(logged -> assertThat(logged.getMessage()).contains("@OnError", "failed"));
        }
    }

    @Test
    void refusalOfAnInterceptor_isTheSame() {
        try (TestApplication application = TestApplication.of(Refusing.class, AdminsOnly.class)) {
            assertThat(application.emit("intercepted", "\"x\"").answers()).isEmpty();
            assertNoError();
        }
    }

    @Test
    void refusalOfAStage_isTheSame() {
        try (TestApplication application = TestApplication.of(Observing.class, AdminsOnly.class)) {
            Socket socket = FakeSocket.create();
            assertThat(application.emit(socket, "stage", "\"x\"").answers()).isEmpty();
            assertThat(NOTES).isEmpty();
            Refusing.LATER.complete("");
            assertThat(NOTES).containsExactly("no x " + socket.id());
        }
    }

    @NonBlocking
    @NamespaceEndpoint("/")
    static class CatchAll {
        void any(@Observes @OnAny SocketEvent event) throws EventRefused {
            throw new EventRefused("no");
        }

        void own(@Observes @On("x") Socket socket) {
            NOTES.add("own");
        }
    }

    @Test
    void refusalOfACatchAll_isTheSame_andKeepsNoOtherHandlerFromTheEvent() {
        try (TestApplication application = TestApplication.of(CatchAll.class)) {
            application.emit("x");
            assertThat(NOTES).containsExactly("own");
            assertNoError();
        }
    }

    @Test
    void thrownWhereThereIsNoEventOfAClient_itIsAFailure() {
        try (TestApplication application = TestApplication.of(Refusing.class, AdminsOnly.class)) {
            application.namespace("/").connected(FakeSocket.create());
            assertThat(log.errors()).hasSize(1);
        }
    }
}
