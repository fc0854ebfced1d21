package org.enfilade.conformance.emitter;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.enfilade.emitter.ClusterEmitter;
import org.enfilade.emitter.Emission;

/**
 * Does with the emitter what the query says: {@code application}, {@code secret}, {@code namespace}, {@code parent},
 * {@code to}, {@code except}, {@code do} with {@code what} and {@code times}. GET says that it is there.
 */
@WebServlet("/emit")
public class EmitServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** What an event brings, beside its number. */
    public record Order(String dish, List<Integer> tables) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("ready");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String application = request.getParameter("application");
        String secret = request.getParameter("secret");
        try (ClusterEmitter emitter =
                secret == null ? ClusterEmitter.onServer(application) : ClusterEmitter.onServer(application, secret)) {
            act(request, emitter);
        }
        response.getWriter().print("ok");
    }

    private static void act(HttpServletRequest request, ClusterEmitter emitter) {
        Emission emission = emission(request, emitter);
        String what = request.getParameter("what");
        switch (request.getParameter("do")) {
            case "emit" -> {
                int times = Integer.parseInt(request.getParameter("times"));
                for (int i = 0; i < times; i++) {
                    emission.emit(what, i, new Order("soup", List.of(1, 2)), new byte[] {7, 8});
                }
            }
            case "join" -> emission.socketsJoin(what);
            case "leave" -> emission.socketsLeave(what);
            case "disconnect" -> emission.disconnectSockets(false);
            default -> throw new IllegalArgumentException("unknown");
        }
    }

    private static Emission emission(HttpServletRequest request, ClusterEmitter emitter) {
        String namespace = request.getParameter("namespace");
        String parent = request.getParameter("parent");
        Emission emission =
                parent != null ? emitter.ofParent(parent) : namespace == null ? emitter : emitter.of(namespace);
        String[] to = request.getParameterValues("to");
        String[] except = request.getParameterValues("except");
        emission = to == null ? emission : emission.to(to);
        return except == null ? emission : emission.except(except);
    }
}
