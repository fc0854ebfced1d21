package org.enfilade.it;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Looks at the server from the inside, for {@link RedeployIT}; a line for each thing asked for. */
@WebServlet({"/classes", "/dump", "/threads", "/occupy"})
public class Probe extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("of");
        switch (request.getServletPath()) {
            case "/occupy" -> occupy();
            case "/dump" -> diagnose("gcHeapDump", name);
            case "/classes" -> print(response, loaded(name), name + "/");
            default -> print(response, threads(), name);
        }
    }

    /** A WebSocket that says nothing. */
    @ServerEndpoint("/upgrade")
    public static class Silent {
        @OnOpen
        public void open() {}
    }

    private static void occupy() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void print(HttpServletResponse response, String text, String part) throws IOException {
        for (String line : text.split("\n")) {
            if (line.contains(part)) {
                response.getWriter().println(line.trim());
            }
        }
    }

    /**
     * A line with the class for each class loader that has loaded it and is still there after a collection of the
     * garbage.
     */
    private static String loaded(String className) {
        diagnose("gcClassHistogram");
        return diagnose("vmClassHierarchy", className);
    }

    private static String diagnose(String command, String... arguments) {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            command,
                            new Object[] {arguments},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String threads() {
        StringBuilder threads = new StringBuilder();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            threads.append(thread.getName())
                    .append(" with ")
                    .append(thread.getContextClassLoader())
                    .append('\n');
        }
        return threads.toString();
    }
}
