package org.enfilade.internal.web;

import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.enfilade.internal.namespace.Caller;
import org.enfilade.internal.time.Ticker;

/**
 * The caller of a handshake.
 *
 * @param named the roles that could be asked about
 * @param roles those of them that the caller is in
 * @param session {@code null} without one
 * @param identity {@code null} for nobody, where threads are nobody's
 */
record WebCaller(Set<String> named, Set<String> roles, HttpSession session, HttpSessions sessions, Executor identity)
        implements Caller {
    @Override
    public boolean isInRole(String role) {
        if (!named.contains(role)) {
            throw new IllegalArgumentException("the application names no role \"" + role + "\"; add @DeclareRoles(\""
                    + role + "\") to one of its beans");
        }
        return roles.contains(role);
    }

    @Override
    public Optional<Object> sessionAttribute(String name) {
        try {
            return session == null ? Optional.empty() : Optional.ofNullable(session.getAttribute(name));
        } catch (IllegalStateException ended) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Runnable> whenSessionEnds(Runnable action, Ticker ticker) {
        return session == null ? Optional.of(() -> {}) : sessions.watch(session, action, ticker);
    }
}
