package org.enfilade.internal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says that there is no WebSocket at the default path, where the server lives at another one. Containers find the
 * annotated {@link SocketIOEndpoint} by themselves, and would let a client in that nobody speaks to. All else there is
 * the application's.
 */
final class UnusedPathFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = SocketIOEndpoint.DEFAULT_PATH;
        if (UpgradeAsked.of(request, path) != UpgradeAsked.NONE && path.startsWith(UpgradeAsked.pathOf(request))) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            chain.doFilter(request, response);
        }
    }
}
