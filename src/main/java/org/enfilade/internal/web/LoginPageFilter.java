package org.enfilade.internal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.log.Log;

/**
 * Answers with 401 where the container would show its login page to a client. It does so with a FORM login, before any
 * filter is asked: it forwards the request to the page, with status 200, which clients take for a broken server.
 * Forwards of the application are left alone.
 */
final class LoginPageFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient EngineGateway gateway;
    private final String path;

    /** @param path below the context root, where the server is */
    LoginPageFilter(EngineGateway gateway, String path) {
        this.gateway = gateway;
        this.path = path;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // What the application forwards has passed its filters, and ours is the first of them.
        if (!cameFromPath(request) || request.getAttribute(EngineFilter.SEEN) != null) {
            chain.doFilter(request, response);
            return;
        }
        gateway.cors()
                .origin(Collections.list(request.getHeaders("Origin")))
                .headers()
                .forEach(response::setHeader);
        Log.debug(() -> "A request from " + request.getRemoteAddr()
                + " was refused, since it needs a login: the container would have shown its login page");
        Answers.refuse(response, HttpServletResponse.SC_UNAUTHORIZED, EngineError.FORBIDDEN, "Not logged in");
    }

    private boolean cameFromPath(HttpServletRequest request) {
        Object servletPath = request.getAttribute(RequestDispatcher.FORWARD_SERVLET_PATH);
        Object rest = request.getAttribute(RequestDispatcher.FORWARD_PATH_INFO);
        return servletPath != null && (rest == null ? "" + servletPath : "" + servletPath + rest).startsWith(path);
    }
}
