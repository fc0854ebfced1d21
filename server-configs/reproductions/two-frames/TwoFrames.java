import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What becomes of a frame that is handed over while another is under way. The client does not read, and the first frame is large. */
@WebServlet("/index")
public class TwoFrames extends HttpServlet {
    static final Queue<String> RESULTS = new ConcurrentLinkedQueue<>();
    static final CountDownLatch ASKED = new CountDownLatch(1);

    @ServerEndpoint("/frames")
    public static class Endpoint {
        @OnOpen
        public void open(Session session) {
            for (String frame : new String[] {"x".repeat(8_000_000), "second", "third"}) {
                String name = frame.length() > 10 ? "first" : frame;
                try {
                    session.getAsyncRemote()
                            .sendText(frame, r -> RESULTS.add(name + (r.isOK() ? " sent" : " failed: " + r.getException())));
                } catch (RuntimeException e) {
                    RESULTS.add(name + " refused: " + e);
                }
            }
            ASKED.countDown();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        URI uri = URI.create("ws://127.0.0.1:" + request.getLocalPort() + request.getContextPath() + "/frames");
        WebSocket client = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, new Idle()).join();
        try {
            ASKED.await(5, TimeUnit.SECONDS);
            client.request(Long.MAX_VALUE); // now it reads
            for (int i = 0; i < 100 && RESULTS.size() < 3; i++) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.abort();
        RESULTS.forEach(result -> write(response, result));
    }

    private static void write(HttpServletResponse response, String line) {
        try {
            response.getWriter().println(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Idle implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket webSocket) {}
    }
}
