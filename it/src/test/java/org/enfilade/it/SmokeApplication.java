package org.enfilade.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/**
 * What {@link SmokeIT} deploys. A class of its own: a nested class cannot be loaded in a WAR that lacks the outer one.
 */
final class SmokeApplication {

    private SmokeApplication() {}

    @ApplicationScoped
    static class Greeter {
        String greet() {
            return "ok";
        }
    }

    @WebServlet({"/ok", "/admin"})
    public static class Ok extends HttpServlet {
        @Inject
        Greeter greeter;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(greeter.greet());
        }
    }

    @ServerEndpoint("/thread")
    public static class ThreadName {
        @OnMessage
        public String message(String text) {
            return Thread.currentThread().getName();
        }
    }
}
