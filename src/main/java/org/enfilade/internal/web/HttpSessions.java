package org.enfilade.internal.web;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who wants to know when an HTTP session ends. By the session's id, so that nothing of ours is in the session, which may be replicated.
 *
 * <p>Told at once: containers close the WebSockets of a session that ends with 1008, after which clients come again, and what is sent
 * before arrives. They do so as listeners too, which are called in the reverse order of their registration: Tyrus's after ours.
 * Undertow's is before: it is registered by a context listener, after those of the application, and later nobody may add one.
 */
final class HttpSessions implements HttpSessionListener, HttpSessionIdListener {
    // guarded by this
    private final Map<String, Set<Runnable>> watchers = new HashMap<>();

    /** Runs an action when the session ends. The result forgets it; it is empty if the session has ended already. */
    Optional<Runnable> watch(HttpSession session, Runnable action) {
        Runnable watcher = action::run; // one of its own for each call
        String id = session.getId();
        add(id, watcher);
        if (hasEnded(session)) {
            return remove(id, watcher) ? Optional.empty() : Optional.of(() -> {});
        }
        if (!session.getId().equals(id)) {
            // the login has given it another id meanwhile
            moved(id, session.getId());
        }
        return Optional.of(() -> remove(session.getId(), watcher));
    }

    private static boolean hasEnded(HttpSession session) {
        try {
            session.getCreationTime();
            return false;
        } catch (IllegalStateException ended) {
            return true;
        }
    }

    private synchronized void add(String id, Runnable watcher) {
        watchers.computeIfAbsent(id, key -> new LinkedHashSet<>(2)).add(watcher);
    }

    private synchronized boolean remove(String id, Runnable watcher) {
        Set<Runnable> same = watchers.get(id);
        boolean removed = same != null && same.remove(watcher);
        if (removed && same.isEmpty()) {
            watchers.remove(id);
        }
        return removed;
    }

    private synchronized void moved(String oldId, String newId) {
        Set<Runnable> moved = watchers.remove(oldId);
        if (moved != null) {
            watchers.merge(newId, moved, (there, more) -> {
                there.addAll(more);
                return there;
            });
        }
    }

    private void ended(String id) {
        List<Runnable> told;
        synchronized (this) {
            Set<Runnable> same = watchers.remove(id);
            told = same == null ? List.of() : new ArrayList<>(same);
        }
        told.forEach(Runnable::run);
    }

    /** How many sessions are watched, for tests. */
    synchronized int size() {
        return watchers.size();
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        ended(event.getSession().getId());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        moved(oldId, event.getSession().getId());
    }
}
