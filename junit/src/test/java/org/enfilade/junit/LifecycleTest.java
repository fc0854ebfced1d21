package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** How a server begins and ends; the test classes are run by a launcher of JUnit within the test. */
class LifecycleTest {
    // --- the end

    @Test
    void closed_leavesNeitherThreadNorPort() throws Exception {
        EmbeddedServer server = EmbeddedServer.start(Chat.class);
        URI url = server.url();
        SocketIOTestClient client = server.client();
        SocketIOTestClient stranger = SocketIOTestClient.of(server.endpoint());
        client.connect("/chat").call("echo", "one");
        TestSocket left = stranger.connect("/chat");
        Http http = new Http(url);
        http.post(http.open(), "40/chat,");
        assertThat(threads(server)).isNotEmpty();

        server.close();

        assertThat(threads(server)).isEmpty();
        assertThat(client.closed()).isEqualTo(1000);
        assertThat(stranger.closed()).isEqualTo(1001);
        assertThat(left.disconnected()).isEqualTo("transport close");
        assertThatThrownBy(() -> connect(url)).isInstanceOf(ConnectException.class);
    }

    private static void connect(URI url) throws IOException {
        new Socket(url.getHost(), url.getPort()).close();
    }

    private static List<String> threads(EmbeddedServer server) {
        return threads(server.name());
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    // --- mistakes

    @NamespaceEndpoint("no-slash")
    static class Misnamed {
        String echo(@Observes @On("echo") String text) {
            return text;
        }
    }

    @NamespaceEndpoint("/unknown")
    static class WithUnknownParameter {
        void echo(@Observes @On("echo") String text, Runnable unknown) {}
    }

    @ApplicationScoped
    static class Unsatisfied {
        @Inject
        Runnable missing;
    }

    @Test
    void mistake_failsTheStart_withItsNumberFirst() {
        assertThatThrownBy(() -> EmbeddedServer.start(Misnamed.class))
                .isInstanceOf(DeploymentException.class)
                .message()
                .startsWith("Enfilade cannot serve this application:\n  ENF-002: ");
        assertThat(threads("enfilade-junit-")).isEmpty();
    }

    @Test
    void mistake_thatShowsLater_failsTheStartToo() {
        assertThatThrownBy(() -> EmbeddedServer.start(WithUnknownParameter.class))
                .isInstanceOf(DeploymentException.class)
                .message()
                .startsWith("Enfilade cannot serve this application:\n  ENF-028: ");
        assertThat(threads("enfilade-junit-")).isEmpty();
    }

    @Test
    void missingCollaborator_failsTheStart_withTheContainersMessage() {
        assertThatThrownBy(() -> EmbeddedServer.start(Unsatisfied.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("Runnable");
    }

    @EnfiladeTest(Misnamed.class)
    static class MisnamedCase {
        @Test
        void test() {}
    }

    @Test
    void mistake_failsTheTestClass() {
        Results results = run(false, MisnamedCase.class);

        assertThat(results.byClass.get(MisnamedCase.class).getThrowable())
                .hasValueSatisfying(failure -> assertThat(failure)
                        .message()
                        .startsWith("Enfilade cannot serve this application:\n  ENF-002: "));
    }

    // --- clients and servers of tests

    /** What the cases below have seen; each is run once. */
    private static final class Seen {
        static final Set<URI> URLS = ConcurrentHashMap.newKeySet();
        static final Set<String> SERVERS = ConcurrentHashMap.newKeySet();
        static final CyclicBarrier BOTH = new CyclicBarrier(2);
        static final List<SocketIOTestClient> CLIENTS = new CopyOnWriteArrayList<>();
    }

    abstract static class ParallelCase {
        @Inject
        EmbeddedServer server;

        @Test
        void test(SocketIOTestClient client) throws Exception {
            Seen.URLS.add(server.url());
            Seen.SERVERS.add(server.name());
            TestSocket socket = client.connect("/chat");
            Seen.BOTH.await(2, TimeUnit.MINUTES);
            assertThat(socket.call("echo", "both run").text(0)).isEqualTo("both run");
        }
    }

    @EnfiladeTest(Chat.class)
    static class OneCase extends ParallelCase {}

    @EnfiladeTest(Chat.class)
    static class OtherCase extends ParallelCase {}

    @Test
    void classesInParallel_haveServersOfTheirOwn() {
        Results results = run(true, OneCase.class, OtherCase.class);

        assertThat(results.failures()).isEmpty();
        assertThat(Seen.URLS).hasSize(2);
        assertThat(Seen.SERVERS)
                .hasSize(2)
                .allSatisfy(name -> assertThat(threads(name)).isEmpty());
    }

    @EnfiladeTest(Chat.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ClientsCase {
        @Inject
        SocketIOTestClient ofTheInstance;

        @Test
        void one(SocketIOTestClient client) {
            use(client);
        }

        @Test
        void other(SocketIOTestClient client) {
            use(client);
        }

        private void use(SocketIOTestClient client) {
            assertThat(Seen.CLIENTS).allMatch(SocketIOTestClient::isClosed);
            client.connect("/chat");
            Seen.CLIENTS.add(client);
            if (Seen.CLIENTS.size() == 1) {
                ofTheInstance.connect("/chat");
            }
            assertThat(ofTheInstance.isClosed()).isFalse();
        }
    }

    @Test
    void clientsOfATest_areClosedAfterIt() {
        Results results = run(false, ClientsCase.class);

        assertThat(results.failures()).isEmpty();
        assertThat(Seen.CLIENTS).hasSize(2).allMatch(SocketIOTestClient::isClosed);
    }

    // --- JUnit within JUnit

    private static final class Results implements TestExecutionListener {
        private final Map<Class<?>, TestExecutionResult> byClass = new ConcurrentHashMap<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            test.getSource()
                    .filter(ClassSource.class::isInstance)
                    .ifPresent(source -> byClass.put(((ClassSource) source).getJavaClass(), result));
            result.getThrowable().ifPresent(failures::add);
        }

        List<Throwable> failures() {
            return failures;
        }
    }

    private static Results run(boolean parallel, Class<?>... tests) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
        for (Class<?> test : tests) {
            request.selectors(selectClass(test));
        }
        LauncherDiscoveryRequest built = request.build();
        Results results = new Results();
        LauncherFactory.create().execute(built, results);
        return results;
    }
}
