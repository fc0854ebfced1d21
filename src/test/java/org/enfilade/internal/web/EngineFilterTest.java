package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.enfilade.DisconnectReason;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.FakeTicker;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.enfilade.internal.namespace.SocketServer;
import org.junit.jupiter.api.Test;

class EngineFilterTest {
    private final List<DisconnectReason> left = new ArrayList<>();
    private final FakeTicker ticker = new FakeTicker();
    private final SocketServer server = new SocketServer(new JsonBinding());
    private final HttpSessions sessions = new HttpSessions();
    private final FakeHttpSession session = new FakeHttpSession("s");

    private EngineGateway start() {
        server.declare("/work", new NamespaceHandler() {
            @Override
            public void disconnected(Socket socket, DisconnectReason reason) {
                left.add(reason);
            }
        });
        server.start(ServerOptions.builder().build(), Runnable::run, ticker);
        return new EngineGateway(server, Wires.STANDARD, new ClosingSessions(ticker));
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
        EngineFilter filter = new EngineFilter(gateway, null);
        FakePoll first = new FakePoll();
        gateway.openPolling(inTheSession(), first);
        String sid = first.payload().split("\"")[3];
        gateway.post(sid, "40/work,");
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

    /** On Tyrus each handshake asks for the name of the server's address, which a slow name server answers in seconds. */
    @Test
    void handshake_isAskedForTheNameOfItsAddress_answersWithTheAddress() throws Exception {
        EngineGateway gateway = start();
        EngineFilter filter = new EngineFilter(gateway, null);
        FakePoll first = new FakePoll();
        gateway.openPolling(inTheSession(), first);
        String sid = first.payload().split("\"")[3];
        List<String> names = new ArrayList<>();

        filter.doFilter(
                upgradeOf(sid),
                (HttpServletResponse) fake(HttpServletResponse.class, Map.of()),
                (request, response) -> names.add(request.getLocalName()));

        assertThat(names).containsExactly("192.0.2.1");
    }

    private static HttpServletRequest upgradeOf(String sid) {
        Map<String, Object> answers = Map.of(
                "getMethod", "GET",
                "getHeaderNames", Collections.enumeration(List.of()),
                "getHeader", "websocket",
                "getQueryString", "EIO=4&transport=websocket&sid=" + sid,
                "getRequestURI", "/socket.io/",
                "isSecure", false,
                "getLocalAddr", "192.0.2.1",
                "getRemoteAddr", "192.0.2.7");
        return (HttpServletRequest) fake(HttpServletRequest.class, answers);
    }

    /** Answers by the names of the methods; {@code null} elsewhere, but asked for its name it fails as if it could not be looked up. */
    private static Object fake(Class<?> type, Map<String, Object> answers) {
        return Proxy.newProxyInstance(
                EngineFilterTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getLocalName")) {
                        throw new AssertionError("the name was looked up");
                    }
                    return answers.get(method.getName());
                });
    }
}
