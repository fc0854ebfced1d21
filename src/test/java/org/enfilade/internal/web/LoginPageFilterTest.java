package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.enfilade.CorsOptions;
import org.enfilade.ServerOptions;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.namespace.Blueprint;
import org.enfilade.internal.namespace.Network;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.namespace.SocketTasks;
import org.enfilade.internal.relay.Relay;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.Wires;
import org.junit.jupiter.api.Test;

class LoginPageFilterTest {
    private final List<Object> passed = new ArrayList<>();
    private final FakeResponse response = new FakeResponse();

    private void forward(FakeRequest request) throws Exception {
        FakeTicker ticker = new FakeTicker();
        ServerOptions options = ServerOptions.builder()
                .cors(CorsOptions.allowing("https://friend.example"))
                .build();
        Server server = new Server(
                new Blueprint(new JsonBinding()), options, new SocketTasks(Runnable::run, ticker), Network.NONE);
        EngineGateway gateway = new EngineGateway(
                server, Relay.ofNobody(server.engine()), Wires.STANDARD, Optional.empty(), new ClosingSessions(ticker));
        new LoginPageFilter(gateway, "/socket.io/")
                .doFilter(request.proxy(), response.proxy(), (to, answer) -> passed.add(to));
    }

    private static FakeRequest from(String servletPath, String rest) {
        FakeRequest request = FakeRequest.plain("EIO=4&transport=polling");
        request.proxy().setAttribute(RequestDispatcher.FORWARD_SERVLET_PATH, servletPath);
        request.proxy().setAttribute(RequestDispatcher.FORWARD_PATH_INFO, rest);
        return request;
    }

    @Test
    void containersLoginPage_isNotShownToAClient() throws Exception {
        forward(from("/socket.io", "/").header("Origin", "https://friend.example"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"code\":4,\"message\":\"Not logged in\"}");
        assertThat(response.headers()).containsEntry("Access-Control-Allow-Origin", "https://friend.example");
        assertThat(passed).isEmpty();
    }

    @Test
    void containersLoginPage_isShownElsewhere() throws Exception {
        forward(from("/account.jsp", null));
        forward(from("/socket.io", null));
        forward(FakeRequest.plain(""));

        assertThat(passed).hasSize(3);
        assertThat(response.status()).isZero();
    }

    /** It has passed the filter of the server before. */
    @Test
    void forwardOfTheApplication_isItsOwn() throws Exception {
        FakeRequest request = from("/socket.io", "/");
        request.proxy().setAttribute(EngineFilter.SEEN, true);

        forward(request);

        assertThat(passed).hasSize(1);
        assertThat(response.status()).isZero();
    }
}
