import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Two HTTP sessions with a timeout of two seconds, one of which has an open WebSocket for 150 s: which ends while it is open, which later? */
@WebServlet("/index")
public class SessionTimeout extends HttpServlet {
    static final Set<String> ENDED = ConcurrentHashMap.newKeySet();

    @WebListener
    public static class Listener implements HttpSessionListener {
        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            ENDED.add((String) event.getSession().getAttribute("name"));
        }
    }

    @WebServlet("/begin")
    public static class Begin extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            HttpSession session = request.getSession();
            session.setAttribute("name", request.getQueryString());
            session.setMaxInactiveInterval(2);
        }
    }

    @ServerEndpoint("/open")
    public static class Endpoint {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String root = "http://127.0.0.1:" + request.getLocalPort() + request.getContextPath();
        HttpClient client = HttpClient.newHttpClient();
        try {
            begin(client, root + "/begin?without");
            WebSocket open = client.newWebSocketBuilder()
                    .header("Cookie", begin(client, root + "/begin?with"))
                    .buildAsync(URI.create(root.replace("http", "ws") + "/open"), new WebSocket.Listener() {})
                    .join();
            Thread.sleep(150_000);
            response.getWriter().println("while the WebSocket was open: " + ended());
            open.abort();
            Thread.sleep(75_000);
            response.getWriter().println("later: " + ended());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String begin(HttpClient client, String uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";")[0];
    }

    private static String ended() {
        return "without a WebSocket " + (ENDED.contains("without") ? "ended" : "not ended") + ", with one "
                + (ENDED.contains("with") ? "ended" : "not ended");
    }
}
