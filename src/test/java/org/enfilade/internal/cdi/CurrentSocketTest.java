package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.enfilade.Connect;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

/** The socket whose event is being handled can be injected into services. */
class CurrentSocketTest {
    @ApplicationScoped
    static class Audit {
        private final List<String> notes = new ArrayList<>();

        @Inject
        Socket socket;

        List<String> notes() {
            return notes;
        }

        boolean isFor(Socket other) {
            return socket.equals(other);
        }

        void note(String what) {
            notes.add(what + " " + socket.id());
        }
    }

    @Middleware(Middleware.Kind.CONNECT)
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Audited {}

    @Audited
    @Interceptor
    @Priority(1)
    static class Auditing {
        @Inject
        Audit audit;

        @AroundInvoke
        Object note(InvocationContext call) throws Exception {
            audit.note("middleware");
            return call.proceed();
        }
    }

    @Audited
    @NamespaceEndpoint("/")
    static class Shop {
        @Inject
        Audit audit;

        void connected(@Observes @Connect Socket socket) {
            audit.note("connect");
        }

        void buy(@Observes @On("buy") Socket socket) {
            audit.note("buy");
        }

        boolean same(@Observes @On("same") Socket socket) {
            return audit.isFor(socket);
        }
    }

    private static TestApplication application() {
        return TestApplication.of(Shop.class, Audit.class, Auditing.class);
    }

    @Test
    void injectedSocket_isTheOneThatTheApplicationIsCalledFor() {
        try (TestApplication application = application()) {
            Socket one = FakeSocket.create();
            Socket two = FakeSocket.create();
            application.admit(one);
            application.namespace("/").connected(one);
            application.emit(one, "buy");
            application.emit(two, "buy");

            assertThat(application.bean(Audit.class).notes())
                    .containsExactly(
                            "middleware " + one.id(), "connect " + one.id(), "buy " + one.id(), "buy " + two.id());
            assertThat(application.emit(one, "same").answers()).containsExactly(true);
        }
    }

    @Test
    void outsideOfACall_thereIsNone() {
        try (TestApplication application = application()) {
            application.emit("buy");
            Audit audit = application.bean(Audit.class);
            assertThatIllegalStateException()
                    .isThrownBy(() -> audit.note("later"))
                    .withMessageContaining("none is");
        }
    }
}
