package org.enfilade.internal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.namespace.HandshakeRequest;

/** Checks every request, WebSocket handshakes too, before servlet and endpoint see it. */
final class EngineFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient EngineGateway gateway;
    private final transient Callers callers;
    private final String path;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param path below the context root, where the endpoint is */
    EngineFilter(EngineGateway gateway, Callers callers, String path) {
        this.gateway = gateway;
        this.callers = callers;
        this.path = path;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getMethod().equals("OPTIONS")) {
            gateway.cors()
                    .preflightHeaders(request.getHeader("Origin"), request.getHeader("Access-Control-Request-Headers"))
                    .forEach(response::setHeader);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        gateway.cors().headers(request.getHeader("Origin")).forEach(response::setHeader);
        HandshakeRequest handshake = HandshakeRequests.of(request);
        UpgradeAsked upgrade = UpgradeAsked.of(request, path);
        EngineRequest engineRequest = new EngineRequest(request.getMethod(), upgrade, handshake.query());
        if (engineRequest.isHandshake()) {
            handshake = handshake.by(callers.of(request));
        }
        Optional<EngineGateway.Refusal> refusal = gateway.refusal(engineRequest, handshake);
        if (refusal.isPresent()) {
            if (upgrade == UpgradeAsked.MALFORMED) {
                response.setHeader("Sec-WebSocket-Version", UpgradeAsked.VERSION);
            }
            Answers.refuse(response, refusal.get().error(), refusal.get().message());
        } else if (upgrade == UpgradeAsked.WEB_SOCKET) {
            chain.doFilter(new Upgrade(request, engineRequest.sid(), handshake), response);
        } else {
            request.setAttribute(PollingServlet.HANDSHAKE, handshake);
            chain.doFilter(request, response);
        }
    }

    /**
     * The application is about to end, and its filters are the first to know. WildFly and Tomcat (TomEE) go on with the HTTP sessions,
     * which looks as if everybody had logged out, before they tell context listeners.
     */
    @Override
    public void destroy() {
        gateway.stop();
    }

    /** A WebSocket handshake with all that the endpoint needs to know. */
    private final class Upgrade extends HttpServletRequestWrapper {
        private final UpgradePrincipal principal;

        Upgrade(HttpServletRequest request, String sid, HandshakeRequest handshake) {
            super(request);
            Optional<CatalinaRequest> catalina = CatalinaRequest.of(request, warned);
            catalina.ifPresent(CatalinaRequest::beginService);
            ClientLink link = catalina.map(CatalinaRequest::link).orElse(ClientLink.HIDDEN);
            this.principal = new UpgradePrincipal(gateway, sid, handshake, link);
        }

        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        /** No lookup: Tyrus (2.1, Payara) asks at each handshake, on a thread that reads for others too; the endpoint has no use for it. */
        @Override
        public String getLocalName() {
            return getLocalAddr();
        }
    }
}
