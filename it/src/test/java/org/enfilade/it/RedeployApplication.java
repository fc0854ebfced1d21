package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.enfilade.Disconnect;
import org.enfilade.DisconnectReason;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;

/** What {@link RedeployIT} deploys again and again. */
final class RedeployApplication {
    /** In the server's own directory: who has left and why, readable after the application has gone. */
    static final String DEPARTURES = "departures.txt";

    private RedeployApplication() {}

    /** Begins an HTTP session. */
    @WebServlet("/session")
    public static class Session extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            request.getSession();
        }
    }

    @NamespaceEndpoint("/work")
    static class Work {
        String echo(@Observes @On("echo") String text) {
            return text;
        }

        void work(@Observes @On("work") long millis, Socket socket) throws InterruptedException {
            socket.emit("working");
            Thread.sleep(millis);
        }

        /** More than the kernel takes for a client that does not read, and less than the outbox does. */
        void flood(@Observes @On("flood") Socket socket) {
            for (int i = 0; i < 1_000; i++) {
                socket.emit("drop", "x".repeat(8_192));
            }
            socket.to("watchers").emit("flooded");
        }

        boolean watch(@Observes @On("watch") Socket socket) {
            socket.join("watchers");
            return true;
        }

        void left(@Observes @Disconnect DisconnectReason reason, Socket socket) throws IOException {
            Files.writeString(
                    Path.of(System.getProperty("it.directory"), DEPARTURES),
                    socket.id() + " " + reason.name() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
