package org.enfilade.internal.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.web.catalina.CatalinaRequest;
import org.enfilade.internal.web.wire.ClientLink;

/** Checks every request, WebSocket handshakes too, before servlet and endpoint see it. Serves the client's scripts. */
final class EngineFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The attribute of a request that this filter has seen. */
    static final String SEEN = "org.enfilade.seen";

    private final transient EngineGateway gateway;
    private final transient Callers callers;
    private final transient ClientBundles bundles;
    private final String path;
    private final Deflate deflate;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param path below the context root, where the endpoint is */
    EngineFilter(EngineGateway gateway, Callers callers, ClientBundles bundles, String path, Deflate deflate) {
        this.gateway = gateway;
        this.callers = callers;
        this.bundles = bundles;
        this.path = path;
        this.deflate = deflate;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(SEEN, true);
        Optional<CatalinaRequest> catalina = CatalinaRequest.of(request, warned);
        catalina.ifPresent(CatalinaRequest::beginService);
        CorsPolicy.Origin origin = gateway.cors().origin(Collections.list(request.getHeaders("Origin")));
        if (request.getMethod().equals("OPTIONS")) {
            origin.preflightHeaders(request.getHeader("Access-Control-Request-Headers"))
                    .forEach(response::setHeader);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        origin.headers().forEach(response::setHeader);
        String below = UpgradeAsked.pathOf(request);
        if (below.startsWith(path) && bundles.has(below.substring(path.length()), request)) {
            catalina.ifPresent(CatalinaRequest::link); // which then takes less of what the client does not read
            bundles.answer(below.substring(path.length()), request, response);
            return;
        }
        HandshakeRequest handshake = HandshakeRequests.of(request);
        UpgradeAsked upgrade = UpgradeAsked.of(request, path);
        EngineRequest engineRequest = new EngineRequest(request.getMethod(), upgrade, handshake.query());
        HttpServletRequest sound = request;
        if (engineRequest.isHandshake()) {
            sound = callers.sound(request);
            handshake = handshake.by(handshake.principal(), callers.of(sound)).over(HandshakeRequests.tls(request));
        }
        Decision decision = gateway.decide(engineRequest, handshake, origin);
        boolean isMade = decision.isMade();
        Optional<RequestRefusal> refusal = isMade ? decision.refusal() : Optional.empty();
        if (refusal.isPresent()) {
            if (upgrade == UpgradeAsked.MALFORMED) {
                response.setHeader("Sec-WebSocket-Version", UpgradeAsked.VERSION);
            }
            Answers.refuse(response, refusal.get().error(), refusal.get().message());
            return;
        }
        gateway.answering(engineRequest, handshake, response);
        if (upgrade == UpgradeAsked.WEB_SOCKET) {
            ClientLink link = catalina.map(CatalinaRequest::link).orElse(ClientLink.HIDDEN);
            PendingUpgrade pending = new PendingUpgrade(gateway, callers, engineRequest.sid(), handshake, link)
                    .decidedBy(isMade ? Decision.ADMITTED : decision);
            if (gateway.ownWebSockets()
                    .filter(own -> own.canOpen(request, link))
                    .isPresent()) {
                sound.setAttribute(PollingServlet.UPGRADE, pending);
                chain.doFilter(new Keyless(sound), response);
            } else {
                upgrade(sound, pending, response, chain);
            }
        } else {
            sound.setAttribute(PollingServlet.HANDSHAKE, handshake);
            if (!isMade) {
                sound.setAttribute(PollingServlet.DECISION, decision);
            }
            chain.doFilter(sound, response);
        }
    }

    private void upgrade(
            HttpServletRequest request, PendingUpgrade pending, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String ticket = PendingUpgrades.ALL.add(pending);
        try {
            chain.doFilter(new Upgrade(request, ticket, deflate == Deflate.OFFERED), response);
        } finally {
            if (!request.isAsyncStarted()) {
                PendingUpgrades.ALL.removeUnlessArrived(ticket);
            }
        }
    }

    /**
     * The application is about to end, and its filters are the first to know. WildFly and Tomcat (TomEE) go on with the
     * HTTP sessions, which looks as if everybody had logged out, before they tell context listeners.
     */
    @Override
    public void destroy() {
        gateway.stop();
        PendingUpgrades.ALL.removeAll(gateway);
    }

    /**
     * A WebSocket handshake that the server does not take for one, so that it comes to our servlet, behind all filters
     * of the application.
     */
    private static final class Keyless extends HttpServletRequestWrapper {
        Keyless(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            return UpgradeAsked.KEY_HEADER.equalsIgnoreCase(name) ? null : super.getHeader(name);
        }
    }

    /** A WebSocket handshake with the ticket of what the filter has found out. */
    private static final class Upgrade extends HttpServletRequestWrapper {
        private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

        private final String ticket;
        private final boolean showsExtensions;

        Upgrade(HttpServletRequest request, String ticket, boolean showsExtensions) {
            super(request);
            this.ticket = ticket;
            this.showsExtensions = showsExtensions;
        }

        // Tomcat (TomEE) agrees on compression with every client that offers it, Undertow if the server is told to. All
        // servers read the offer from this request.

        private boolean isHidden(String header) {
            return !showsExtensions && EXTENSIONS.equalsIgnoreCase(header);
        }

        @Override
        public String getHeader(String name) {
            return isHidden(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = new ArrayList<>(Collections.list(super.getHeaderNames()));
            names.removeIf(this::isHidden);
            return Collections.enumeration(names);
        }

        @Override
        public String getQueryString() {
            return PendingUpgrades.query(super.getQueryString(), ticket);
        }

        /**
         * With the context path, which is missing where Payara and GlassFish serve their default web module at the
         * root: Tyrus compares this with the path of the endpoint, which has it.
         */
        @Override
        public String getRequestURI() {
            String context = getServletContext().getContextPath();
            return getContextPath().isEmpty() && !context.isEmpty()
                    ? context + super.getRequestURI()
                    : super.getRequestURI();
        }

        /**
         * No lookup: Tyrus (2.1, Payara) asks at each handshake, on a thread that reads for others too; the endpoint
         * has no use for it.
         */
        @Override
        public String getLocalName() {
            return getLocalAddr();
        }
    }
}
