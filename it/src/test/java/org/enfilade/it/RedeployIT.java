package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.enfilade.internal.namespace.Server;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application that goes takes everything along: connections, threads, classes. */
@ExtendWith(ArquillianExtension.class)
class RedeployIT {
    private static final boolean PAYARA =
            System.getProperty("arquillian.launch").startsWith("payara");
    private static final int TIMES = 10;
    private static final String SERVER = Server.class.getName();
    private static final String BEAN = RedeployApplication.Work.class.getName();
    /** Part of the name of its class loader, in WildFly and in Payara. */
    private static final String APPLICATION = "redeploy";

    /** Part of the names of the threads that run its handlers. */
    private static final String HANDLERS = "enfilade-redeploy-";

    private static final Path DEPARTURES = Path.of(System.getProperty("it.directory"), RedeployApplication.DEPARTURES);
    /**
     * Payara: a thread that answered a poll keeps the application's class loader until it has been idle for a minute.
     */
    private static final Duration COLLECTED_WITHIN = Duration.ofMinutes(5);

    /** WildFly makes 16 for each processor. */
    private static final int WORKERS = 16 * Runtime.getRuntime().availableProcessors();

    private static final int SOME_UPGRADES = 50;
    /** Each worker keeps at most 16 requests. */
    private static final int MOST_UPGRADES = 40 * SOME_UPGRADES;

    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    /** More than a pool of threads has while its tasks are short. */
    private static final int BUSY = 8;

    /** Ends by itself before the application would be torn from it. */
    private static final int SHORT = 300;

    /** Longer than an undeployment waits. */
    private static final int LONG = 60_000;

    /** Not the clients' one: a connection keeps its upgrade in the server's memory, and a request its connection. */
    private static final HttpClient PROBES =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment("probe")
    private URI probe;

    private URI base;
    /** Those of other tests: not everything that WildFly keeps for a while is a leak. */
    private int serversBefore;

    private final List<String> ids = new ArrayList<>();
    private final List<WebSocket> upgrades = new ArrayList<>();
    private int deafClients;
    private int lostUpgrades;

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addClass(Probe.class);
    }

    @Deployment(name = "redeploy", managed = false, testable = false)
    static WebArchive redeploy() {
        return Deployments.war("redeploy", RedeployApplication.class);
    }

    @Deployment(name = "recording", managed = false, testable = false)
    static WebArchive recording() {
        return Deployments.war("redeploy-recording", RedeployApplication.class)
                .addAsResource(
                        new StringAsset("enfilade.connectionStateRecovery=true"), "META-INF/enfilade.properties");
    }

    @Deployment(name = "mistaken", managed = false, testable = false)
    static WebArchive mistaken() {
        return Deployments.war("redeploy-mistaken", UnknownParameter.class);
    }

    @BeforeEach
    void begin() throws Exception {
        base = probe.resolve("/redeploy/");
        Files.deleteIfExists(DEPARTURES);
        occupyWorkers();
        serversBefore = ask("classes", SERVER).size();
    }

    @Test
    void redeployment_tenTimesWithConnections_leavesNothingBehind() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            deployAndUndeploy(i == TIMES / 2 ? LONG : SHORT);
        }

        assertThat(Files.readAllLines(DEPARTURES))
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(id -> id + " SERVER_SHUTTING_DOWN").toList());
        assertNothingLeft();
    }

    private void deployAndUndeploy(int work) throws Exception {
        occupyWorkers();
        deployer.deploy("redeploy");
        List<SocketIOClient> busy = new ArrayList<>();
        try (SocketIOClient webSocket = connect(Transport.WEBSOCKET);
                SocketIOClient polling = connect(Transport.POLLING)) {
            for (int i = 0; i < BUSY; i++) {
                busy.add(connect(Transport.WEBSOCKET));
            }
            busy.forEach(client -> client.emit("/work", "work", work));
            busy.forEach(client -> client.awaitEvent("/work", "working"));

            assertProbeSees();
            deployer.undeploy("redeploy");

            assertThat(webSocket.awaitEnd()).isEqualTo(1001);
            assertThat(busy).allMatch(client -> client.awaitEnd() == 1001);
            polling.awaitEnd();
        } finally {
            busy.forEach(SocketIOClient::close);
        }
    }

    private void assertProbeSees() throws Exception {
        assertThat(ask("classes", SERVER)).isNotEmpty();
        assertThat(ask("classes", BEAN)).isNotEmpty();
        assertThat(ask("threads", APPLICATION)).isNotEmpty();
        assertThat(ask("threads", HANDLERS)).isNotEmpty();
    }

    private SocketIOClient connect(Transport transport) {
        return connect(transport, SocketIOClient.at(base));
    }

    private SocketIOClient connect(Transport transport, ClientTarget target) {
        SocketIOClient client = transport.open(target);
        ids.add(client.connect("/work"));
        assertThat(client.call("/work", "echo", "hello")).isEqualTo("hello");
        return client;
    }

    /** Each one has a cache of the server for its sessions. */
    @Test
    void redeployment_ofAnApplicationThatRecordsSessions_leavesNothingBehind() throws Exception {
        for (int i = 0; i < 3; i++) {
            occupyWorkers();
            deployer.deploy("recording");
            try (SocketIOClient client =
                    connect(Transport.WEBSOCKET, SocketIOClient.at(probe.resolve("/redeploy-recording/")))) {
                assertProbeSees();
                deployer.undeploy("recording");
                client.awaitEnd();
            }
        }

        assertNothingLeft();
    }

    @Test
    void deployment_thatFailsAtTheStart_leavesNothingBehind() throws Exception {
        occupyWorkers();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> deployer.deploy("mistaken")).hasMessageContaining("ENF-028");
        }

        assertNothingLeft();
    }

    /** Servers end the HTTP sessions too, some before they tell the application of its end. */
    @ParameterizedTest
    @EnumSource
    void undeployment_ofClientsWithAnHttpSession_isNoLogout(Transport transport) throws Exception {
        deployer.deploy("redeploy");
        Browser browser = Browser.notLoggedIn(base);
        browser.get("session");
        assertThat(browser.cookies()).isNotEmpty();
        try (SocketIOClient client = connect(transport, browser.target())) {
            deployer.undeploy("redeploy");

            client.awaitEnd();
        }
        assertThat(Files.readAllLines(DEPARTURES)).containsExactly(ids.get(0) + " SERVER_SHUTTING_DOWN");
    }

    @Test
    void undeployment_withAClientThatDoesNotRead_dropsIt() throws Exception {
        occupyWorkers();
        deployer.deploy("redeploy");
        try (SocketIOClient watcher = connect(Transport.WEBSOCKET);
                DeafClient deaf = new DeafClient(base, "socket.io/?EIO=4&transport=websocket")) {
            watcher.call("/work", "watch");
            deafClients++;
            deaf.join("/work");
            deaf.send("42/work,[\"flood\"]");
            watcher.awaitEvent("/work", "flooded");

            deployer.undeploy("redeploy");

            deaf.awaitDropWhileSending("42/work,[\"echo\",\"still here\"]");
        }
        assertNothingLeft();
    }

    private void assertNothingLeft() throws Exception {
        eventually("threads", APPLICATION, 0);
        eventually("threads", HANDLERS, 0);
        eventually("classes", BEAN, 0);
        eventually("classes", SERVER, serversBefore);
    }

    private void eventually(String what, String of, int count) throws Exception {
        long deadline = System.nanoTime() + COLLECTED_WITHIN.toNanos();
        List<String> left = ask(what, of);
        while (left.size() > count && System.nanoTime() < deadline) {
            if (PAYARA) {
                ask("occupy", "");
                replaceUpgrades();
            } else {
                occupyWorkers();
            }
            left = ask(what, of);
        }
        if (left.size() > count) {
            Path dump = DEPARTURES.resolveSibling("redeploy.hprof");
            Files.deleteIfExists(dump);
            ask("dump", dump.toString());
            assertThat(left)
                    .as("%s of %s that are left, kept by%n%s%n", what, of, new HeapDump(dump).keepers(SERVER))
                    .hasSizeLessThanOrEqualTo(count);
        }
    }

    /**
     * Gives each worker something else to do. WildFly: on the stack of an idle worker are still its first request and
     * its last one, and with a request the application that served it, whichever that was. So neither is to be one of
     * the application's.
     */
    private void occupyWorkers() {
        if (PAYARA) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(probe.resolve("occupy")).build();
        Stream.generate(() -> PROBES.sendAsync(request, BodyHandlers.discarding()))
                .limit(WORKERS)
                .toList()
                .forEach(answer -> SocketIOClient.await(answer, "an answer of the probe"));
    }

    /**
     * Payara: each worker keeps some requests to use them again, and each of these its last upgrade to a WebSocket, and
     * with it the application, whichever that was. So they get others. One after the other, since more at a time would
     * make more workers.
     *
     * <p>Payara also uses the request object of a WebSocket again that was closed while something was on its way to the
     * client, which the connection refers to until it is dropped: so the drop of the client that does not read may cost
     * another request its answer. That may be one of these.
     */
    private void replaceUpgrades() {
        URI upgrade = URI.create(probe.resolve("upgrade").toString().replaceFirst("^http", "ws"));
        int some = upgrades.size() < MOST_UPGRADES ? SOME_UPGRADES : 0;
        for (int i = 0; i < some; i++) {
            var open = PROBES.newWebSocketBuilder().buildAsync(upgrade, new WebSocket.Listener() {});
            try {
                upgrades.add(SocketIOClient.await(open, "a WebSocket of the probe", A_MOMENT));
            } catch (AssertionError lost) {
                assertThat(++lostUpgrades).as("upgrades without an answer").isLessThanOrEqualTo(deafClients);
                open.thenAccept(WebSocket::abort);
            }
        }
    }

    @AfterEach
    void endUpgrades() {
        upgrades.forEach(WebSocket::abort);
    }

    private List<String> ask(String what, String of) throws Exception {
        URI uri = probe.resolve(what + "?of=" + URLEncoder.encode(of, StandardCharsets.UTF_8));
        var answer = PROBES.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().toList();
    }
}
