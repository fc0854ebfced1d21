import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URL;

/**
 * A request waits on one node, as a poll does, and meanwhile another one asks for the same HTTP session on another node. The first has either not asked for
 * the session, or it has; both come with its cookie.
 */
@WebServlet(value = {"/index", "/wait", "/session"}, asyncSupported = true)
public class Distributable extends HttpServlet {
    private static final int WAITS_MILLIS = 25_000;
    private static volatile boolean waiting;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/session" -> response.getWriter().print(request.getSession().getId());
            case "/wait" -> suspend(request);
            default -> compare(request.getLocalPort(), Integer.parseInt(request.getParameter("other")), response.getWriter());
        }
    }

    private static void suspend(HttpServletRequest request) {
        if (request.getParameter("asking") != null) {
            request.getSession();
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        new Thread(() -> {
            waiting = true;
            sleep(WAITS_MILLIS);
            waiting = false;
            context.complete();
        }).start();
    }

    private static void compare(int here, int other, PrintWriter out) throws IOException {
        for (String query : new String[] {null, "", "?asking"}) {
            HttpURLConnection opened = get(here, "/session", null);
            opened.getResponseCode();
            String cookie = opened.getHeaderField("Set-Cookie").split(";")[0];
            get(other, "/session", cookie).getResponseCode();
            Thread reader = new Thread(() -> {});
            if (query != null) {
                HttpURLConnection poll = get(here, "/wait" + query, cookie);
                reader = new Thread(() -> status(poll));
            }
            reader.start();
            while (!waiting && query != null) {
                sleep(10);
            }
            long start = System.nanoTime();
            int status = status(get(other, "/session", cookie));
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            out.println((query == null
                            ? "while no request waits: "
                            : "while a request waits that has " + (query.isEmpty() ? "not " : "") + "asked for the session: ")
                    + status + " by the other node, after " + seconds + " s");
            while (reader.isAlive()) {
                sleep(10);
            }
        }
    }

    private static HttpURLConnection get(int port, String path, String cookie) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL("http://127.0.0.1:" + port + path).openConnection();
        if (cookie != null) {
            connection.setRequestProperty("Cookie", cookie);
        }
        return connection;
    }

    private static int status(HttpURLConnection connection) {
        try {
            return connection.getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
