package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.server.HandshakeRequest;
import java.security.Principal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.enfilade.internal.namespace.Caller;
import org.enfilade.internal.web.catalina.CatalinaRequest;
import org.enfilade.internal.web.catalina.KeptCaller;

/**
 * Takes from the request of a handshake who the caller is: what the container tells only as long as the request lives.
 */
final class Callers {
    /** In this role is everybody who is logged in (Jakarta Servlet 6.0, 13.3). */
    private static final String LOGGED_IN = "**";

    private final Set<String> roles;
    private final HttpSessions sessions;
    private final Identities identities;
    private final Executor nobodysIdentity;
    private final Caller nobody;
    private final Function<HttpServletRequest, Optional<KeptCaller>> kept;

    /**
     * Those of a deployment.
     *
     * @param roles that the application names; a request can be asked about roles, but not for them
     * @param server as it calls itself
     */
    Callers(Set<String> roles, HttpSessions sessions, Identities identities, String server) {
        this(roles, sessions, identities, server, Callers::keptBySession);
    }

    /** @param kept who has logged in to a request's session, where the server may have lost the roles of a request */
    Callers(
            Set<String> roles,
            HttpSessions sessions,
            Identities identities,
            String server,
            Function<HttpServletRequest, Optional<KeptCaller>> kept) {
        this.kept = kept;
        this.roles = new HashSet<>(roles);
        this.roles.add(LOGGED_IN);
        this.sessions = sessions;
        this.identities = identities;
        this.nobodysIdentity = identities.ofNobody(server);
        this.nobody = new WebCaller(this.roles, Set.of(), null, sessions, nobodysIdentity);
    }

    /**
     * For what a request does in the name of a connection that another request has opened. Its own caller may be
     * somebody else, and a handler that has none is not to run as that one.
     */
    Executor nobodyOn(HttpServletRequest request) {
        return request.getUserPrincipal() == null ? Runnable::run : identities::runAsNobody;
    }

    /** As this request, or the filter that has wrapped it last, says who it is. On the thread of the request. */
    Caller of(HttpServletRequest request) {
        return of(request.getUserPrincipal(), request.getSession(false), request::isUserInRole);
    }

    /** The same for a WebSocket handshake. */
    Caller of(HandshakeRequest request) {
        HttpSession session = request.getHttpSession() instanceof HttpSession http ? http : null;
        return of(request.getUserPrincipal(), session, request::isUserInRole);
    }

    private Caller of(Principal user, HttpSession session, Predicate<String> isInRole) {
        if (user == null) {
            return session == null ? nobody : new WebCaller(roles, Set.of(), session, sessions, nobodysIdentity);
        }
        return new WebCaller(roles, named(isInRole), session, sessions, identities.ofThisThread());
    }

    private Set<String> named(Predicate<String> isInRole) {
        return roles.stream()
                .filter(role -> role.equals(LOGGED_IN) || isInRole.test(role))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The request of a handshake as the container should have made it. If somebody is logged in and in none of the
     * roles, the server may have lost them, and the session is asked. This is done before the filters of the
     * application, which may take roles away.
     */
    HttpServletRequest sound(HttpServletRequest request) {
        if (request.getUserPrincipal() == null
                || roles.size() == 1
                || named(request::isUserInRole).size() > 1) {
            return request;
        }
        Optional<KeptCaller> caller =
                kept.apply(request).filter(known -> named(known::isInRole).size() > 1);
        caller.ifPresent(KeptCaller::becomeCurrent);
        return caller.isPresent() ? new InRoles(request, caller.get()) : request;
    }

    private static final class InRoles extends HttpServletRequestWrapper {
        private final KeptCaller caller;

        InRoles(HttpServletRequest request, KeptCaller caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return super.isUserInRole(role) || caller.isInRole(role);
        }
    }

    private static Optional<KeptCaller> keptBySession(HttpServletRequest request) {
        if (request instanceof HttpServletRequestWrapper) {
            // A filter that comes before ours has decided about the roles.
            return Optional.empty();
        }
        // What such a server lacks is said where it matters more.
        AtomicBoolean silent = new AtomicBoolean(true);
        return CatalinaRequest.of(request, silent).flatMap(CatalinaRequest::keptCaller);
    }
}
