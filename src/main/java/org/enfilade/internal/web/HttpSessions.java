package org.enfilade.internal.web;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/**
 * Who wants to know when an HTTP session ends. By the session's id, so that nothing of ours is in the session, which
 * may be replicated.
 *
 * <p>Told at once: containers close the WebSockets of a session that ends with 1008, after which clients come again,
 * and what is sent before arrives. They do so as listeners too, which are called in the reverse order of their
 * registration: Tyrus's after ours. Undertow's is before: it is registered by a context listener, after those of the
 * application, and later nobody may add one.
 *
 * <p>Containers end a session after they have told its listeners, and tell of a new id after they have given it. Who
 * begins to watch between the two is told by nobody, so each is looked at once more.
 */
final class HttpSessions implements HttpSessionListener, HttpSessionIdListener {
    /** Longer than the listeners of an application take. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    private static final class Watcher {
        private final HttpSession session;
        private final Runnable action;
        private final Alarm secondLook;

        // guarded by the sessions
        /** Where the watcher is; {@code null} if it is not watching. */
        private String id;

        private Watcher(HttpSession session, Runnable action, Ticker ticker) {
            this.session = session;
            this.action = action;
            this.secondLook = new Alarm(ticker);
        }
    }

    // guarded by this
    private final Map<String, Set<Watcher>> watchers = new HashMap<>();

    /**
     * Runs an action when the session ends, on the thread that ends it, or later by the ticker. The result forgets it,
     * and asks the container nothing; it is empty if the session has ended already.
     */
    Optional<Runnable> watch(HttpSession session, Runnable action, Ticker ticker) {
        String id = idOf(session);
        if (id == null) {
            return Optional.empty();
        }
        Watcher watcher = new Watcher(session, action, ticker);
        add(id, watcher);
        if (hasEnded(session)) {
            return remove(watcher) ? Optional.empty() : Optional.of(() -> {});
        }
        String idNow = idOf(session);
        if (idNow != null) {
            // the login may have given it another one meanwhile
            move(watcher, idNow);
        }
        lookAgain(watcher);
        return Optional.of(() -> remove(watcher));
    }

    /** {@code null} if it has ended, where ids end too. */
    private static String idOf(HttpSession session) {
        try {
            return session.getId();
        } catch (IllegalStateException ended) {
            return null;
        }
    }

    private static boolean hasEnded(HttpSession session) {
        try {
            session.getCreationTime();
            return false;
        } catch (IllegalStateException ended) {
            return true;
        }
    }

    private synchronized void add(String id, Watcher watcher) {
        watcher.id = id;
        watchers.computeIfAbsent(id, key -> new LinkedHashSet<>(2)).add(watcher);
    }

    /** Whether it was watching; it is not any more. */
    private boolean remove(Watcher watcher) {
        boolean removed = takeOut(watcher);
        watcher.secondLook.stop();
        return removed;
    }

    private synchronized boolean takeOut(Watcher watcher) {
        if (watcher.id == null) {
            return false;
        }
        Set<Watcher> same = watchers.get(watcher.id);
        same.remove(watcher);
        if (same.isEmpty()) {
            watchers.remove(watcher.id);
        }
        watcher.id = null;
        return true;
    }

    private synchronized void move(Watcher watcher, String newId) {
        if (watcher.id != null && !watcher.id.equals(newId) && takeOut(watcher)) {
            add(newId, watcher);
        }
    }

    private synchronized List<Watcher> moved(String oldId, String newId) {
        Set<Watcher> moved = watchers.remove(oldId);
        if (moved == null) {
            return List.of();
        }
        moved.forEach(watcher -> add(newId, watcher));
        return List.copyOf(moved);
    }

    private void lookAgain(Watcher watcher) {
        watcher.secondLook.set(SECOND_LOOK, () -> endIfEnded(watcher));
    }

    private void endIfEnded(Watcher watcher) {
        if (hasEnded(watcher.session) && remove(watcher)) {
            tell(watcher);
        }
    }

    private void ended(String id) {
        List<Watcher> told;
        synchronized (this) {
            Set<Watcher> same = watchers.remove(id);
            told = same == null ? List.of() : List.copyOf(same);
            told.forEach(watcher -> watcher.id = null);
        }
        told.forEach(HttpSessions::tell);
    }

    private static void tell(Watcher watcher) {
        watcher.secondLook.stop();
        try {
            watcher.action.run();
        } catch (RuntimeException e) {
            // The others are logged out as well.
            Log.error("A connection of an HTTP session that has ended could not be closed", e);
        }
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
        HttpSession session = event.getSession();
        String newId = idOf(session);
        if (newId == null || hasEnded(session)) {
            // Its end was told under the new id, before the watchers were there.
            ended(oldId);
        } else {
            // The same, and its listeners have not returned yet.
            moved(oldId, newId).forEach(this::lookAgain);
        }
    }
}
