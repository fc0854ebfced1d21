package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a start fails. */
class GrizzlyServerTest {
    private final ServerThreads threads = new ServerThreads("enfilade-grizzly-test");

    @AfterEach
    void stopThreads() {
        threads.stop();
    }

    @Test
    void errorOfTheApplication_failsTheStart() {
        Error error = new NoClassDefFoundError("shop/Missing");
        Application application = new Application() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                throw error;
            }
        };
        GrizzlyServer server = new GrizzlyServer("failing", 0, threads, new TestCallers(), application);

        assertThatThrownBy(server::start).isSameAs(error);
        server.stop();

        assertThat(application.ends)
                .as("a listener that fails is not told of the end")
                .isZero();
    }

    @Test
    void webSocketsThatCannotBeDeployed_failTheStart_andEndTheApplication() {
        Application application = new Application() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                ServerContainer webSockets =
                        (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
                addTo(webSockets, "/same");
                addTo(webSockets, "/same");
            }
        };
        GrizzlyServer server = new GrizzlyServer("failing", 0, threads, new TestCallers(), application);

        assertThatThrownBy(server::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The WebSocket endpoint cannot be deployed");
        server.stop();

        assertThat(application.ends).isEqualTo(1);
    }

    private static void addTo(ServerContainer webSockets, String path) {
        try {
            webSockets.addEndpoint(
                    ServerEndpointConfig.Builder.create(Deaf.class, path).build());
        } catch (DeploymentException e) {
            throw new AssertionError("it is told at the start", e);
        }
    }

    private abstract static class Application implements ServletContextListener {
        private int ends;

        @Override
        public void contextDestroyed(ServletContextEvent event) {
            ends++;
        }
    }

    public static final class Deaf extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }
}
