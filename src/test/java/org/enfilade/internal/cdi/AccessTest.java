package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.enfilade.ConnectionRefused;
import org.enfilade.EventRefused;
import org.enfilade.Middleware;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.OnError;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.junit.jupiter.api.Test;

/** Who may connect, and whose events are handled. */
class AccessTest {
    static final List<String> NOTES = new CopyOnWriteArrayList<>();

    AccessTest() {
        NOTES.clear();
    }

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Noted {}

    @Noted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Note {
        @AroundInvoke
        Object note(InvocationContext call) throws Exception {
            NOTES.add("middleware");
            return call.proceed();
        }
    }

    @Noted
    @RolesAllowed({"admin", "boss"})
    @NamespaceEndpoint("/")
    static class Office {}

    @Test
    void namespace_admitsThoseInOneOfItsRoles() {
        try (TestApplication app = TestApplication.of(Office.class, Note.class)) {
            assertThat(app.admit(FakeSocket.inRoles("boss", "user"))).isCompleted();
            assertThat(NOTES).containsExactly("middleware");
        }
    }

    @Test
    void namespace_refusesOthers_beforeItsMiddleware() {
        try (TestApplication app = TestApplication.of(Office.class, Note.class)) {
            assertThatThrownBy(() -> app.admit(FakeSocket.inRoles("user"))
                            .toCompletableFuture()
                            .join())
                    .cause()
                    .isInstanceOf(ConnectionRefused.class)
                    .hasMessage("not authorized");
            assertThat(NOTES).isEmpty();
        }
    }

    @Stereotype
    @RolesAllowed("clerk")
    @Retention(RetentionPolicy.RUNTIME)
    @interface ForClerks {}

    @Stereotype
    @ForClerks
    @Retention(RetentionPolicy.RUNTIME)
    @interface Counter {}

    @Stereotype
    @DenyAll
    @Retention(RetentionPolicy.RUNTIME)
    @interface OutOfUse {}

    @Counter
    @NamespaceEndpoint("/")
    static class PostOffice {}

    @Counter
    @RolesAllowed("boss")
    @NamespaceEndpoint("/")
    static class BackRoom {}

    @Test
    void stereotype_saysWhoIsAdmitted_unlessTheBeanDoes() {
        try (TestApplication office = TestApplication.of(PostOffice.class);
                TestApplication room = TestApplication.of(BackRoom.class)) {
            assertThat(office.admit(FakeSocket.inRoles("clerk"))).isCompleted();
            assertThat(office.admit(FakeSocket.inRoles("boss"))).isCompletedExceptionally();
            assertThat(office.application().roles()).containsExactly("clerk");
            assertThat(room.admit(FakeSocket.inRoles("clerk"))).isCompletedExceptionally();
            assertThat(room.admit(FakeSocket.inRoles("boss"))).isCompleted();
        }
    }

    @Counter
    @OutOfUse
    @NamespaceEndpoint("/")
    static class Contradiction {}

    @Test
    void stereotypes_thatContradictEachOther_areAMistake() {
        assertThatThrownBy(() -> TestApplication.of(Contradiction.class).close())
                .hasMessageContaining("ENF-034");
    }

    @DenyAll
    @NamespaceEndpoint("/")
    static class Closed {}

    @PermitAll
    @NamespaceEndpoint("/")
    static class Open {}

    @Test
    void namespace_isClosedOrOpenToAll() {
        try (TestApplication closed = TestApplication.of(Closed.class);
                TestApplication open = TestApplication.of(Open.class)) {
            assertThat(closed.admit(FakeSocket.inRoles("admin"))).isCompletedExceptionally();
            assertThat(open.admit(FakeSocket.create())).isCompleted();
        }
    }

    @NamespaceEndpoint("/")
    static class Desk {
        @RolesAllowed("admin")
        String close(@Observes @On("close") Socket socket) {
            NOTES.add("close");
            return "closed";
        }

        void alsoOnClose(@Observes @On("close") Socket socket) {
            NOTES.add("also");
        }

        @DenyAll
        String burn(@Observes @On("burn") Socket socket) {
            return "burnt";
        }

        void refused(@Observes @OnError EventRefused refusal) {
            NOTES.add("refused: " + refusal.getMessage());
        }
    }

    @Test
    void handler_isCalledForThoseInItsRoles() {
        try (TestApplication app = TestApplication.of(Desk.class)) {
            assertThat(app.emit(FakeSocket.inRoles("admin"), "close").answers()).containsExactly("closed");
            assertThat(NOTES).containsExactlyInAnyOrder("close", "also");
        }
    }

    @Test
    void handler_isNotCalledForOthers_whoseRefusalIsObserved() {
        try (TestApplication app = TestApplication.of(Desk.class)) {
            assertThat(app.emit(FakeSocket.inRoles("user"), "close").answers()).isEmpty();
            assertThat(NOTES).containsExactlyInAnyOrder("refused: not authorized", "also");
            assertThat(app.emit(FakeSocket.inRoles("admin"), "burn").answers()).isEmpty();
        }
    }

    @NamespaceEndpoint("/")
    static class Journal {
        @RolesAllowed("auditor")
        void any(@Observes @OnAny SocketEvent event) {
            NOTES.add(event.name());
        }
    }

    @Test
    void catchAll_isCalledForThoseInItsRoles() {
        try (TestApplication app = TestApplication.of(Journal.class)) {
            app.emit(FakeSocket.inRoles("auditor"), "a");
            app.emit(FakeSocket.create(), "b");

            assertThat(NOTES).containsExactly("a");
        }
    }

    @RolesAllowed("admin")
    static class Base {
        String inherited(@Observes @On("inherited") Socket socket) {
            return "yes";
        }

        @PermitAll
        String open(@Observes @On("open") Socket socket) {
            return "yes";
        }
    }

    @NamespaceEndpoint("/")
    static class Derived extends Base {
        String own(@Observes @On("own") Socket socket) {
            return "yes";
        }
    }

    @Test
    void inheritedHandler_hasTheRolesOfItsClass() {
        try (TestApplication app = TestApplication.of(Derived.class)) {
            Socket user = FakeSocket.inRoles("user");

            assertThat(app.admit(user)).isCompleted();
            assertThat(app.emit(user, "inherited").answers()).isEmpty();
            assertThat(app.emit(FakeSocket.inRoles("admin"), "inherited").answers())
                    .containsExactly("yes");
            assertThat(app.emit(user, "open").answers()).containsExactly("yes");
            assertThat(app.emit(user, "own").answers()).containsExactly("yes");
        }
    }

    @NonBlocking
    @NamespaceEndpoint("/")
    static class Quick {
        @RolesAllowed("admin")
        void guarded(@Observes @On("guarded") Socket socket) {}

        void open(@Observes @On("open") Socket socket) {}
    }

    @NonBlocking
    @NamespaceEndpoint("/")
    static class QuickWithObserver extends Quick {
        void refused(@Observes @OnError Throwable refusal) {}
    }

    @Test
    void handlerThatDoesNotBlock_mayBlockIfItsRefusalIsObserved() {
        try (TestApplication app = TestApplication.of(Quick.class);
                TestApplication observed = TestApplication.of(QuickWithObserver.class)) {
            assertThat(app.namespace("/").isNonBlocking("guarded")).isTrue();
            assertThat(observed.namespace("/").isNonBlocking("guarded")).isFalse();
            assertThat(observed.namespace("/").isNonBlocking("open")).isTrue();
        }
    }

    @ApplicationScoped
    @DeclareRoles("guest")
    static class Other {
        @RolesAllowed("auditor")
        void audit() {}
    }

    @Test
    void roles_areThoseThatTheApplicationNamesAnywhere() {
        try (TestApplication app = TestApplication.of(Office.class, Note.class, Other.class);
                TestApplication derived = TestApplication.of(Derived.class)) {
            assertThat(app.application().roles()).containsExactlyInAnyOrder("admin", "boss", "guest", "auditor");
            assertThat(derived.application().roles()).containsExactly("admin");
        }
    }
}
