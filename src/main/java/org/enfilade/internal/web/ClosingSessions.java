package org.enfilade.internal.web;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.internal.engine.Ticker;

/**
 * The WebSockets that have been told to close. The close frame waits behind what the client has not read yet, and its answer may never
 * come: whoever is not gone after a while is dropped.
 */
final class ClosingSessions {
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final Duration LINGER_AT_THE_END = Duration.ofSeconds(1);
    private static final long GLANCE_MILLIS = 10;

    private final Ticker ticker;
    private final Map<Session, ClientLink> sessions = new ConcurrentHashMap<>();

    ClosingSessions(Ticker ticker) {
        this.ticker = ticker;
    }

    void add(Session session) {
        sessions.put(session, link(session));
        ticker.after(LINGER, () -> drop(session));
    }

    private static ClientLink link(Session session) {
        try {
            return session.getUserPrincipal() instanceof UpgradePrincipal upgrade ? upgrade.link() : ClientLink.HIDDEN;
        } catch (IllegalStateException closed) {
            // On the servers that show the link, a closed session still knows its user.
            return ClientLink.HIDDEN;
        }
    }

    /** The standard can drop a connection only for being idle, if only for a moment. */
    private void drop(Session session) {
        ClientLink link = sessions.remove(session);
        if (link != null) {
            try {
                link.drop();
                session.setMaxIdleTimeout(1);
            } catch (RuntimeException e) {
                // It is gone already.
            }
        }
    }

    /** Gives them a shorter while, since an open connection keeps the application's classes; then drops them. */
    void finish() {
        long end = ticker.nanos() + LINGER_AT_THE_END.toNanos();
        try {
            while (anyIsOpen() && ticker.nanos() - end < 0) {
                Thread.sleep(GLANCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sessions.keySet().forEach(this::drop);
    }

    private boolean anyIsOpen() {
        return sessions.entrySet().stream()
                .anyMatch(closing ->
                        closing.getKey().isOpen() || closing.getValue().isOpen());
    }
}
