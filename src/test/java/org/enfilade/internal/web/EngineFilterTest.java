package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.logging.LogRecord;
import org.enfilade.CorsOptions;
import org.enfilade.DisconnectReason;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.namespace.Blueprint;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.enfilade.internal.namespace.Network;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.namespace.SocketTasks;
import org.enfilade.internal.relay.Relay;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.Wires;
import org.junit.jupiter.api.Test;

class EngineFilterTest {
    private static final String PATH = "/socket.io/";
    private static final Callers NOBODY =
            new Callers(Set.of(), new HttpSessions(), new Identities(noContexts(), noPolicies()), "Server/1");

    private static final ClientBundles BUNDLES = new ClientBundles(EngineFilterTest.class.getClassLoader());

    private static ContextService noContexts() {
        return (ContextService) Proxy.newProxyInstance(
                EngineFilterTest.class.getClassLoader(),
                new Class<?>[] {ContextService.class},
                (proxy, method, arguments) -> (Executor) Runnable::run);
    }

    private static PolicyContexts noPolicies() {
        return PolicyContexts.find(EngineFilterTest.class.getClassLoader(), "no.such.PolicyContext");
    }

    private final List<DisconnectReason> left = new ArrayList<>();
    private final FakeTicker ticker = new FakeTicker();
    private final HttpSessions sessions = new HttpSessions();
    private Server server;
    private final FakeHttpSession session = new FakeHttpSession("s");

    private EngineGateway start() {
        Blueprint blueprint = new Blueprint(new JsonBinding());
        blueprint.declare("/work", new NamespaceHandler() {
            @Override
            public boolean seesEnds() {
                return true;
            }

            @Override
            public void disconnected(Socket socket, DisconnectReason reason) {
                left.add(reason);
            }
        });
        return start(blueprint, ServerOptions.builder().build());
    }

    private HandshakeRequest inTheSession() {
        return new HandshakeRequest(
                Map.of("EIO", List.of("4")),
                Map.of(),
                Optional.empty(),
                "127.0.0.1",
                false,
                "/socket.io/?EIO=4",
                Instant.EPOCH,
                new WebCaller(Set.of(), Set.of(), session.proxy(), sessions, null));
    }

    /** As WildFly and TomEE undeploy: first the filters, then the HTTP sessions, then the context listeners. */
    @Test
    void undeployment_isNoLogout() {
        EngineGateway gateway = start();
        EngineFilter filter = new EngineFilter(gateway, NOBODY, BUNDLES, PATH, Deflate.OFF);
        FakePoll first = new FakePoll();
        gateway.openPolling(inTheSession(), first);
        String sid = first.payload().split("\"")[3];
        gateway.beginPost(sid).deliver("40/work,");
        FakePoll joined = new FakePoll();
        gateway.poll(sid, joined);
        assertThat(joined.payload()).startsWith("40/work,");
        FakePoll waiting = new FakePoll();
        gateway.poll(sid, waiting);

        filter.destroy();
        sessions.sessionDestroyed(session.event());
        session.ended = true;
        ticker.advance(Duration.ofSeconds(5));

        assertThat(left).containsExactly(DisconnectReason.SERVER_SHUTTING_DOWN);
        assertThat(waiting.payload()).doesNotContain("41");
        assertThat(sessions.size()).isZero();
    }

    /**
     * On Tyrus each handshake asks for the name of the server's address, which a slow name server answers in seconds.
     */
    @Test
    void handshake_isAskedForTheNameOfItsAddress_answersWithTheAddress() throws Exception {
        EngineGateway gateway = start();
        EngineFilter filter = new EngineFilter(gateway, NOBODY, BUNDLES, PATH, Deflate.OFF);
        FakePoll first = new FakePoll();
        gateway.openPolling(inTheSession(), first);
        String sid = first.payload().split("\"")[3];
        List<String> names = new ArrayList<>();

        filter.doFilter(
                FakeRequest.webSocket("EIO=4&transport=websocket&sid=" + sid).proxy(),
                new FakeResponse().proxy(),
                (request, response) -> names.add(request.getLocalName()));

        assertThat(names).containsExactly("192.0.2.1");
    }

    private static ServletContext contextAt(String path) {
        return (ServletContext) Proxy.newProxyInstance(
                EngineFilterTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> path);
    }

    private String uriBehindTheFilter(String contextPath, String uri, String deployedAt) throws Exception {
        List<String> uris = new ArrayList<>();
        new EngineFilter(start(), NOBODY, BUNDLES, PATH, Deflate.OFF)
                .doFilter(
                        FakeRequest.webSocket("EIO=4&transport=websocket")
                                .answer("getContextPath", contextPath)
                                .answer("getRequestURI", uri)
                                .answer("getServletContext", contextAt(deployedAt))
                                .proxy(),
                        new FakeResponse().proxy(),
                        (request, response) -> uris.add(((HttpServletRequest) request).getRequestURI()));
        return uris.get(0);
    }

    /**
     * Payara and GlassFish: at the root of the virtual server, too, and Tyrus knows the endpoint by the path of the
     * context.
     */
    @Test
    void handshake_atTheRootOfADefaultWebModule_hasTheUriOfTheContext() throws Exception {
        assertThat(uriBehindTheFilter("", "/socket.io/", "/shop")).isEqualTo("/shop/socket.io/");
    }

    @Test
    void handshake_elsewhere_hasItsOwnUri() throws Exception {
        assertThat(uriBehindTheFilter("/shop", "/shop/socket.io/", "/shop")).isEqualTo("/shop/socket.io/");
    }

    @Test
    void handshake_inTheRootContext_hasItsOwnUri() throws Exception {
        assertThat(uriBehindTheFilter("", "/socket.io/", "")).isEqualTo("/socket.io/");
    }

    /** What Apache Shiro does: it comes later, and its principal hides all others. */
    @Test
    void handshake_thatALaterFilterWraps_isOfTheUserThatItBrings() throws Exception {
        EngineFilter filter = new EngineFilter(start(), NOBODY, BUNDLES, PATH, Deflate.OFF);
        List<String> queries = new ArrayList<>();

        filter.doFilter(
                FakeRequest.webSocket("EIO=4&transport=websocket").proxy(),
                new FakeResponse().proxy(),
                (request, response) -> {
                    assertThat(((HttpServletRequest) request).getUserPrincipal())
                            .as("what filters see of nobody")
                            .isNull();
                    queries.add(((HttpServletRequest) request).getQueryString());
                    PendingUpgrades.ALL
                            .find(queries.get(0))
                            .orElseThrow()
                            .arrive(PendingUpgradesTest.last(() -> "ada"));
                });

        HandshakeRequest handshake =
                PendingUpgrades.ALL.take(queries.get(0)).orElseThrow().handshake();
        assertThat(handshake.principal().orElseThrow().getName()).isEqualTo("ada");
        assertThat(handshake.isUserInRole("**")).isTrue();
        assertThat(handshake.query()).containsOnlyKeys("EIO", "transport");
    }

    @Test
    void handshake_thatALaterFilterRefuses_leavesNothing() throws Exception {
        EngineFilter filter = new EngineFilter(start(), NOBODY, BUNDLES, PATH, Deflate.OFF);
        List<String> queries = new ArrayList<>();

        filter.doFilter(
                FakeRequest.webSocket("EIO=4&transport=websocket").proxy(),
                new FakeResponse().proxy(),
                (request, response) -> queries.add(((HttpServletRequest) request).getQueryString()));

        assertThat(PendingUpgrades.ALL.find(queries.get(0))).isEmpty();
    }

    /** WildFly answered these with 200 and no body, and made a session without a handshake; Payara did not answer. */
    @Test
    void handshake_thatIsMalformed_isBad_andGoesNoFurther() throws Exception {
        FakeRequest request = FakeRequest.webSocket("EIO=4&transport=websocket").header("Sec-WebSocket-Key");

        FakeResponse response = filtered(start(), request);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(response.headers()).containsEntry("Sec-WebSocket-Version", "13");
    }

    @Test
    void upgrade_thatIsMalformed_isBad_andGoesNoFurther() throws Exception {
        EngineGateway gateway = start();
        FakePoll first = new FakePoll();
        gateway.openPolling(inTheSession(), first);
        String sid = first.payload().split("\"")[3];
        FakeRequest request = FakeRequest.webSocket("EIO=4&transport=websocket&sid=" + sid);

        assertThat(filtered(gateway, request.answer("getPathInfo", "/foo")).status())
                .isEqualTo(400);
    }

    /** What the server reads of a handshake that offers compression. */
    private static List<String> offered(EngineGateway gateway, Deflate deflate) throws Exception {
        FakeRequest request = FakeRequest.webSocket("EIO=4&transport=websocket")
                .header("sec-websocket-extensions", "permessage-deflate; client_max_window_bits", "x-other");
        List<String> seen = new ArrayList<>();
        new EngineFilter(gateway, NOBODY, BUNDLES, PATH, deflate)
                .doFilter(request.proxy(), new FakeResponse().proxy(), (passed, to) -> {
                    HttpServletRequest shown = (HttpServletRequest) passed;
                    assertThat(shown.getHeader("Upgrade")).isEqualTo("websocket");
                    assertThat(Collections.list(shown.getHeaderNames())).contains("Upgrade", "Sec-WebSocket-Key");
                    seen.addAll(Collections.list(shown.getHeaders("Sec-WebSocket-Extensions")));
                    boolean has = shown.getHeader("SEC-WEBSOCKET-EXTENSIONS") != null;
                    assertThat(has).isEqualTo(!seen.isEmpty());
                    assertThat(Collections.list(shown.getHeaderNames()).contains("sec-websocket-extensions"))
                            .isEqualTo(has);
                });
        return seen;
    }

    @Test
    void server_seesNoExtensions_unlessItMayUseThem() throws Exception {
        EngineGateway gateway = start();
        assertThat(offered(gateway, Deflate.OFF)).isEmpty();
        assertThat(offered(gateway, Deflate.UNAVAILABLE)).isEmpty();
        assertThat(offered(gateway, Deflate.OFFERED)).hasSize(2);
    }

    @Test
    void compression_isOff_orUnavailableWithAWarning() {
        ServerContainer container = (ServerContainer) Proxy.newProxyInstance(
                ServerContainer.class.getClassLoader(),
                new Class<?>[] {ServerContainer.class},
                (self, method, args) -> {
                    throw new AssertionError("an unknown server was asked for something");
                });
        try (LogCapture log = LogCapture.ofAll()) {
            assertThat(Deflate.of(ServerOptions.builder().build(), container)).isEqualTo(Deflate.OFF);
            assertThat(log.messages()).isEmpty();
            ServerOptions on = ServerOptions.builder().perMessageDeflate(true).build();
            assertThat(Deflate.of(on, container)).isEqualTo(Deflate.UNAVAILABLE);
            assertThat(Deflate.of(on, null)).isEqualTo(Deflate.UNAVAILABLE);
            assertThat(log.messages())
                    .extracting(LogRecord::getMessage)
                    .hasSize(2)
                    .allMatch(line -> line.contains("enfilade.perMessageDeflate has no effect"));
        }
    }

    /** The answer, given by the filter alone. */
    private static FakeResponse filtered(EngineGateway gateway, FakeRequest request) throws Exception {
        FakeResponse response = new FakeResponse();
        new EngineFilter(gateway, NOBODY, BUNDLES, PATH, Deflate.OFF)
                .doFilter(request.proxy(), response.proxy(), (passed, to) -> {
                    throw new AssertionError("was passed on");
                });
        return response;
    }

    /**
     * What a container does not take as an upgrade, and a forward of the application, reach the servlet without having
     * passed as polling.
     */
    @Test
    void servlet_servesOnlyWhatPassedAsPolling() throws Exception {
        EngineGateway gateway = start();
        PollingServlet servlet = new PollingServlet(gateway, NOBODY);
        FakeResponse response = new FakeResponse();

        new EngineFilter(gateway, NOBODY, BUNDLES, PATH, Deflate.OFF)
                .doFilter(
                        FakeRequest.webSocket("EIO=4&transport=websocket").proxy(),
                        response.proxy(),
                        (passed, to) -> servlet.service((HttpServletRequest) passed, (HttpServletResponse) to));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("\"code\":3");
        assertThat(server.engine().size()).isZero();
    }

    @Test
    void defaultPath_thatIsNotUsed_hasNoWebSocket() throws Exception {
        FakeResponse atPath = new FakeResponse();
        FakeResponse withoutSlash = new FakeResponse();
        List<Object> passed = new ArrayList<>();
        UnusedPathFilter filter = new UnusedPathFilter();

        filter.doFilter(FakeRequest.webSocket("").proxy(), atPath.proxy(), (request, to) -> passed.add(request));
        FakeRequest bare = FakeRequest.webSocket("").answer("getPathInfo", null);
        filter.doFilter(bare.proxy(), withoutSlash.proxy(), (request, to) -> passed.add(request));

        assertThat(atPath.status()).isEqualTo(404);
        assertThat(withoutSlash.status()).isEqualTo(404);
        assertThat(passed).isEmpty();
    }

    @Test
    void defaultPath_thatIsNotUsed_isTheApplicationsOtherwise() throws Exception {
        List<Object> passed = new ArrayList<>();
        UnusedPathFilter filter = new UnusedPathFilter();
        FakeResponse response = new FakeResponse();

        filter.doFilter(FakeRequest.plain("").proxy(), response.proxy(), (request, to) -> passed.add(request));
        FakeRequest below = FakeRequest.webSocket("").answer("getPathInfo", "/own");
        filter.doFilter(below.proxy(), response.proxy(), (request, to) -> passed.add(request));

        assertThat(response.status()).isZero();
        assertThat(passed).hasSize(2);
    }

    /** The official client tries again after any answer but 200. */
    @Test
    void handshakes_thatAreTooManyForTheirAddress_areRefusedForAWhile() throws Exception {
        EngineGateway gateway = start(
                new Blueprint(new JsonBinding()),
                ServerOptions.builder().maxHandshakesPerAddress(2).build());
        FakeRequest polling = FakeRequest.plain("EIO=4&transport=polling").answer("getRemoteAddr", "192.0.2.1");
        FakeRequest webSocket =
                FakeRequest.webSocket("EIO=4&transport=websocket").answer("getRemoteAddr", "192.0.2.1");
        FakeRequest other = FakeRequest.plain("EIO=4&transport=polling").answer("getRemoteAddr", "192.0.2.2");

        assertThat(passes(gateway, polling)).isTrue();
        assertThat(passes(gateway, webSocket)).isTrue();
        FakeResponse response = filtered(gateway, polling);
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.headers()).containsEntry("Retry-After", "1");
        assertThat(response.body()).isEqualTo("{\"code\":4,\"message\":\"Too many handshakes\"}");
        assertThat(filtered(gateway, webSocket).status()).isEqualTo(429);
        assertThat(passes(gateway, other)).isTrue();
        ticker.advanceMillis(500);
        assertThat(passes(gateway, webSocket)).isTrue();
        assertThat(passes(gateway, polling)).isFalse();
    }

    private static boolean passes(EngineGateway gateway, FakeRequest request) throws Exception {
        List<Object> passed = new ArrayList<>();
        new EngineFilter(gateway, NOBODY, BUNDLES, PATH, Deflate.OFF)
                .doFilter(request.proxy(), new FakeResponse().proxy(), (to, response) -> passed.add(to));
        return !passed.isEmpty();
    }

    private EngineGateway start(CorsOptions cors) {
        return start(
                new Blueprint(new JsonBinding()),
                ServerOptions.builder().cors(cors).build());
    }

    private EngineGateway start(Blueprint blueprint, ServerOptions options) {
        server = new Server(blueprint, options, new SocketTasks(Runnable::run, ticker), Network.NONE);
        return new EngineGateway(
                server, Relay.ofNobody(server.engine()), Wires.STANDARD, Optional.empty(), new ClosingSessions(ticker));
    }

    @Test
    void options_withoutARequestedMethod_isAPreflight() throws Exception {
        EngineGateway gateway = start(CorsOptions.allowing("https://friend.example"));
        FakeRequest request = FakeRequest.plain("EIO=4&transport=polling").answer("getMethod", "OPTIONS");

        FakeResponse anonymous = filtered(gateway, request);
        FakeResponse friend = filtered(gateway, request.header("Origin", "https://friend.example"));
        FakeResponse stranger = filtered(gateway, request.header("Origin", "https://stranger.example"));

        assertThat(List.of(anonymous.status(), friend.status(), stranger.status()))
                .containsOnly(204);
        assertThat(friend.headers())
                .containsEntry("Access-Control-Allow-Origin", "https://friend.example")
                .containsKey("Access-Control-Allow-Methods");
        assertThat(stranger.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(anonymous.headers()).doesNotContainKey("Access-Control-Allow-Origin");
    }

    @Test
    void options_ofASession_isAPreflight() throws Exception {
        EngineGateway gateway = start();
        FakePoll first = new FakePoll();
        gateway.openPolling(inTheSession(), first);
        String sid = first.payload().split("\"")[3];

        FakeResponse response = filtered(
                gateway, FakeRequest.plain("EIO=4&transport=polling&sid=" + sid).answer("getMethod", "OPTIONS"));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    // --- headers of answers

    private EngineGateway startWithHeaders() {
        Blueprint blueprint = new Blueprint(new JsonBinding());
        blueprint.onHeaders((headers, first) ->
                headers.set("X-Of", headers.request().query("EIO").orElse("none") + (first ? ", first" : "")));
        return start(blueprint, ServerOptions.builder().build());
    }

    private static FakeResponse answered(EngineGateway gateway, FakeRequest request) throws Exception {
        FakeResponse response = new FakeResponse();
        new EngineFilter(gateway, NOBODY, BUNDLES, PATH, Deflate.OFF)
                .doFilter(request.proxy(), response.proxy(), (passed, to) -> {});
        return response;
    }

    @Test
    void headers_areTheApplications_onBothTransports_andNotOfARefusal() throws Exception {
        EngineGateway gateway = startWithHeaders();
        FakePoll first = new FakePoll();
        gateway.openPolling(inTheSession(), first);
        String sid = "&sid=" + first.payload().split("\"")[3];

        assertThat(answered(gateway, FakeRequest.plain("EIO=4&transport=polling"))
                        .headers())
                .containsEntry("X-Of", "4, first");
        assertThat(answered(gateway, FakeRequest.webSocket("EIO=4&transport=websocket"))
                        .headers())
                .containsEntry("X-Of", "4, first");
        assertThat(answered(gateway, FakeRequest.plain("EIO=4&transport=polling" + sid))
                        .headers())
                .containsEntry("X-Of", "4");
        assertThat(answered(gateway, FakeRequest.webSocket("EIO=4&transport=websocket" + sid))
                        .headers())
                .containsEntry("X-Of", "4");
        assertThat(answered(gateway, FakeRequest.plain("EIO=4&transport=polling&sid=none"))
                        .headers())
                .doesNotContainKey("X-Of");
    }

    @Test
    void sessionId_isKnown_beforeThePollIsAnswered() {
        EngineGateway gateway = start();
        FakePoll first = new FakePoll();
        List<String> named = new ArrayList<>();

        gateway.openPolling(inTheSession(), first, id -> {
            assertThat(first.payload()).isNull();
            named.add(id);
        });

        assertThat(named).containsExactly(first.payload().split("\"")[3]);
    }
}
