package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.enfilade.ConnectionError;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NamespaceMatcher;
import org.enfilade.NewNamespace;
import org.enfilade.Of;
import org.enfilade.OnConnectionError;
import org.enfilade.ParentNamespace;
import org.enfilade.ServerOptions;
import org.enfilade.SocketIO;
import org.enfilade.internal.namespace.RefusedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application injects and observes, and what of it reaches the server. */
class BeansTest {
    static final List<String> NOTES = new CopyOnWriteArrayList<>();

    @BeforeEach
    void reset() {
        NOTES.clear();
    }

    @NamespaceEndpoint("/orders")
    static class Orders {}

    @NamespaceEndpoint("/tenants/{tenant}")
    static class Tenants {}

    @NamespaceEndpoint(pattern = "^/dynamic-(?<number>\\d+)$")
    static class Dynamic {}

    @Priority(1)
    @NamespaceEndpoint(matcher = Lodge.class)
    static class Lodges {}

    @ApplicationScoped
    static class Lodge implements NamespaceMatcher {
        @Inject
        Visit visit;

        @Override
        public boolean matches(String name, JsonObject auth) throws Exception {
            visit.note();
            if (name.endsWith("fail")) {
                throw new IllegalStateException("broken");
            }
            return name.equals("/lodge");
        }
    }

    @RequestScoped
    static class Visit {
        void note() {
            NOTES.add("visit");
        }
    }

    @ApplicationScoped
    static class Client {
        @Inject
        SocketIO io;

        @Inject
        @Of("/orders")
        Namespace orders;

        @Inject
        @Of("/tenants/{tenant}")
        ParentNamespace tenants;

        @Inject
        @Of("^/dynamic-(?<number>\\d+)$")
        ParentNamespace dynamic;

        @Inject
        @Of("org.enfilade.internal.cdi.BeansTest$Lodge")
        ParentNamespace lodges;

        @Inject
        @Any
        Instance<Namespace> namespaces;

        @Inject
        @Of("/orders")
        Instance<Namespace> orderly;

        @Inject
        Instance<ServerOptions> options;

        List<String> names() {
            return List.of(orders.name(), tenants.name(), dynamic.name(), lodges.name());
        }

        Namespace select(String name) {
            return namespaces.select(new OfLiteral(name)).get();
        }

        Namespace orderly() {
            return orderly.get();
        }

        ServerOptions options() {
            return options.get();
        }

        void created(@Observes @NewNamespace Namespace namespace, Visit visit) {
            visit.note();
            NOTES.add("new " + namespace.name());
        }

        void failed(@Observes @OnConnectionError ConnectionError error) {
            NOTES.add("error " + error.code());
        }

        void configure(@Observes ServerOptions.Builder options) {
            options.pingInterval(Duration.ofSeconds(3));
        }
    }

    private static final class OfLiteral extends AnnotationLiteral<Of> implements Of {
        private static final long serialVersionUID = 1L;
        private final String value;

        OfLiteral(String value) {
            this.value = value;
        }

        @Override
        public String value() {
            return value;
        }
    }

    private static TestApplication application() {
        return TestApplication.of(
                Orders.class, Tenants.class, Dynamic.class, Lodges.class, Lodge.class, Visit.class, Client.class);
    }

    @Test
    void namespaces_areInjectedByWhatTheirBeansDeclare() {
        try (TestApplication application = application()) {
            Client client = application.bean(Client.class);
            assertThat(client.names())
                    .containsExactly(
                            "/orders",
                            "/tenants/{tenant}",
                            "^/dynamic-(?<number>\\d+)$",
                            "org.enfilade.internal.cdi.BeansTest$Lodge");
            assertThat(client.select("/orders").name()).isEqualTo("/orders");
            assertThat(client.orderly().name()).isEqualTo("/orders");
            assertThat(application
                            .weld()
                            .select(Namespace.class, new OfLiteral("/orders"))
                            .get()
                            .name())
                    .isEqualTo("/orders");
            assertThat(application.bean(SocketIO.class)).isSameAs(application.server());
            assertThat(application.bean(Application.class)).isSameAs(application.application());
        }
    }

    @Test
    void namespaces_canBeInjected_andUsed_beforeTheApplicationHasStarted() {
        try (TestApplication application = TestApplication.deployed(
                Orders.class, Tenants.class, Dynamic.class, Lodges.class, Lodge.class, Visit.class, Client.class)) {
            Namespace early = application.bean(Client.class).select("/orders");
            SocketIO io = application.bean(SocketIO.class);
            early.emit("nobody hears it");
            io.to("room").emit("nor this");
            assertThat(io.emitWithAck("asked").toCompletableFuture().join()).isEmpty();
            assertThat(early.sockets()).isEmpty();
            assertThat(io.of("asked-for").name()).isEqualTo("/asked-for");
            assertThat(io.connectionCount()).isZero();

            application.start(Runnable::run);

            assertThat(io.namespaces()).extracting(Namespace::name).contains("/", "/orders", "/asked-for");
            assertThat(io.of("/orders").name()).isEqualTo(early.name());
            assertThat(early.fetchSockets().toCompletableFuture().join()).isEmpty();
            assertThat(io.of("/tenants/a").param("tenant")).isEqualTo("a");
        }
    }

    @SessionScoped
    static class Passivated implements Serializable {
        private static final long serialVersionUID = 1L;

        @Inject
        transient SocketIO io;

        @Inject
        @Of("/orders")
        transient Namespace orders;
    }

    @Test
    void namespaces_canBeInjectedIntoPassivatingScopes() {
        TestApplication.of(Orders.class, Passivated.class).close();
    }

    @Test
    void parents_areTriedByPriority_thenByClassName() {
        try (TestApplication application = application()) {
            assertThat(application.server().parents())
                    .extracting(ParentNamespace::name)
                    .containsExactly(
                            "org.enfilade.internal.cdi.BeansTest$Lodge",
                            "^/dynamic-(?<number>\\d+)$",
                            "/tenants/{tenant}");
        }
    }

    @Test
    void namesAreMatched_andParametersRead() {
        try (TestApplication application = application()) {
            SocketIO io = application.bean(SocketIO.class);
            assertThat(io.of("/tenants/a.b").param("tenant")).isEqualTo("a.b");
            assertThat(io.of("/dynamic-12").param("number")).isEqualTo("12");
            assertThat(io.of("/tenants/a/b").parent()).isEmpty();
            assertThat(io.of("/xtenants/a").parent()).isEmpty();
            assertThat(NOTES).contains("new /tenants/a.b", "new /dynamic-12").startsWith("visit");
        }
    }

    @Test
    void matcher_isAskedInARequest_andAFailureIsANo() {
        try (TestApplication application = application();
                LogCapture log = new LogCapture()) {
            assertThat(application.matches(Lodge.class, "/lodge")).isCompletedWithValue(true);
            assertThat(application.matches(Lodge.class, "/other")).isCompletedWithValue(false);
            assertThat(log.errors()).isEmpty();
            assertThat(application.matches(Lodge.class, "/fail")).isCompletedWithValue(false);
            assertThat(log.errors()).hasSize(1);
            assertThat(NOTES).containsExactly("visit", "visit", "visit");
        }
    }

    @Dependent
    static class AsyncLodge implements NamespaceMatcher {
        static final CompletableFuture<Boolean> ANSWER = new CompletableFuture<>();

        @Override
        public CompletionStage<Boolean> matchesAsync(String name, JsonObject auth) {
            return ANSWER;
        }
    }

    @NamespaceEndpoint(matcher = AsyncLodge.class)
    static class AsyncLodges {}

    @Test
    void matcher_mayAnswerLater() {
        try (TestApplication application = TestApplication.of(AsyncLodge.class, AsyncLodges.class)) {
            CompletionStage<Boolean> answer = application.matches(AsyncLodge.class, "/x");
            assertThat(answer.toCompletableFuture()).isNotDone();
            AsyncLodge.ANSWER.complete(true);
            assertThat(answer).isCompletedWithValue(true);
        }
    }

    @Test
    void connectionErrors_reachObservers() {
        try (TestApplication application = application()) {
            application.server().refused(new RefusedRequest(3, "Bad request", "/", ""));
            assertThat(NOTES).containsExactly("error 3");
        }
    }

    @Test
    void options_areThoseThatObserversLeft_andUnknownBefore() {
        try (TestApplication application = application()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> application.application().options());
            ServerOptions options =
                    application.application().configure(application.weld().getBeanManager());
            assertThat(options.pingInterval()).isEqualTo(Duration.ofSeconds(3));
            assertThat(application.bean(Client.class).options()).isSameAs(options);
        }
    }
}
