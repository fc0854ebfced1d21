package org.enfilade.junit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.tyrus.container.grizzly.client.GrizzlyWriter;
import org.glassfish.tyrus.core.RequestContext;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.core.Utils;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;

/**
 * Makes a WebSocket of a request that has passed all other filters, as Tyrus does in a server. Neither of Tyrus's own
 * ways works with Grizzly's servlets: one takes handshakes away before any filter has seen them, the other relies on
 * {@code HttpUpgradeHandler}, with which Grizzly never begins to read.
 */
final class WebSocketUpgrade extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient WebSocketEngine engine;

    WebSocketUpgrade(WebSocketEngine engine) {
        this.engine = engine;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader("Sec-WebSocket-Key") == null) {
            chain.doFilter(request, response);
            return;
        }
        TyrusUpgradeResponse answer = new TyrusUpgradeResponse();
        UpgradeInfo upgrade = engine.upgrade(handshake(request), answer);
        switch (upgrade.getStatus()) {
            case SUCCESS -> become(GrizzlyServer.request(request), answer, upgrade);
            case HANDSHAKE_FAILED -> {
                answer.getHeaders()
                        .forEach((name, values) -> response.setHeader(name, Utils.getHeaderFromList(values)));
                response.sendError(answer.getStatus());
            }
            case NOT_APPLICABLE -> chain.doFilter(request, response);
        }
    }

    private static RequestContext handshake(HttpServletRequest request) {
        RequestContext handshake = RequestContext.Builder.create()
                .requestURI(URI.create(request.getRequestURI()))
                .queryString(request.getQueryString())
                .secure(request.isSecure())
                .userPrincipal(request.getUserPrincipal())
                .isUserInRoleDelegate(request::isUserInRole)
                .remoteAddr(request.getRemoteAddr())
                .serverAddr(request.getLocalAddr())
                .serverPort(request.getLocalPort())
                .build();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                handshake
                        .getHeaders()
                        .computeIfAbsent(name, absent -> new ArrayList<>())
                        .addAll(Utils.parseHeaderValue(value.trim()));
            }
        }
        return handshake;
    }

    private static void become(Request request, TyrusUpgradeResponse answer, UpgradeInfo upgrade) throws IOException {
        Connection<?> connection = request.getContext().getConnection();
        Response response = request.getResponse();
        response.suspend();
        response.setStatus(answer.getStatus());
        answer.getHeaders().forEach((name, values) -> response.setHeader(name, Utils.getHeaderFromList(values)));
        response.flush();
        WebSocketFrames.become(
                connection, upgrade.createConnection(new GrizzlyWriter(connection), reason -> connection.close()));
        request.getInputBuffer().initiateAsyncronousDataReceiving();
    }
}
