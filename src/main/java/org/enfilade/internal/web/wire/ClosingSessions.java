package org.enfilade.internal.web.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.time.Ticker;

/**
 * The WebSockets that have been told to close. The close frame waits behind what the client has not read yet, and its
 * answer may never come: whoever is not gone after a while is dropped.
 */
public final class ClosingSessions {
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final Duration LINGER_AT_THE_END = Duration.ofSeconds(1);
    /** Plenty for a thread that reads to come to the end. */
    private static final Duration READING = Duration.ofSeconds(1);

    private static final long GLANCE_MILLIS = 10;
    /** The due time of a session that is closed only when it is dropped. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Ticker ticker;
    private final Executor patient;
    private final Set<Session> opening = ConcurrentHashMap.newKeySet();
    private final Map<Session, Closing> sessions = new ConcurrentHashMap<>();
    /** Those of WebSockets that the server does not know. */
    private final Set<ClientLink> links = ConcurrentHashMap.newKeySet();

    /** Those that are closed by whoever asks for it. */
    public ClosingSessions(Ticker ticker) {
        this(ticker, Runnable::run);
    }

    /** @param patient closes what makes its caller wait */
    public ClosingSessions(Ticker ticker, Executor patient) {
        this.ticker = ticker;
        this.patient = patient;
    }

    /** A session is being opened, on this thread. */
    public void opening(Session session) {
        opening.add(session);
    }

    /** The application's part of the opening is over. */
    public void opened(Session session) {
        opening.remove(session);
    }

    /** Closes a session: now, or if it is just being opened, when the server can bear it. */
    void close(Session session, ClientLink link, CloseReason.CloseCode code) {
        Duration wait = opening.contains(session) ? link.handshake() : Duration.ZERO;
        Closing closing = new Closing(session, link, code, ticker.nanos() + wait.toNanos());
        sessions.put(session, closing);
        if (!closing.closeIfDue()) {
            ticker.after(wait, closing::closeIfDue);
        }
        ticker.after(LINGER, () -> drop(session));
    }

    /**
     * A close frame has been sent to the client, which is to answer it; if it does not, the session is closed and
     * dropped.
     */
    public void awaitAnswer(Session session, ClientLink link) {
        sessions.put(session, new Closing(session, link, CloseCodes.NORMAL_CLOSURE, NEVER));
        ticker.after(LINGER, () -> drop(session));
    }

    /** The same for a WebSocket that is not the server's, and of which there is nothing to close but its connection. */
    public void awaitAnswer(ClientLink link) {
        links.add(link);
        ticker.after(LINGER, () -> drop(link));
    }

    private void drop(ClientLink link) {
        if (links.remove(link)) {
            link.drop();
        }
    }

    /** The connection has ended. Harmless if nothing was awaited. */
    public void gone(ClientLink link) {
        links.remove(link);
    }

    /** Does it when the thread that has just told of the end of a session is through with what it has read of it. */
    public void onceRead(Runnable action) {
        ticker.after(READING, action);
    }

    /** Does it when the thread of the handshake of a connection is certainly back. */
    public void afterHandshake(ClientLink link, Runnable action) {
        ticker.after(link.handshake(), action);
    }

    static void closeNow(Session session, CloseReason.CloseCode code) {
        try {
            session.setMaxIdleTimeout(LINGER.toMillis());
            session.close(new CloseReason(code, null));
        } catch (IOException | RuntimeException e) {
            // It is gone already.
        }
    }

    /** One of them; closed when it is due, or when it is dropped. */
    private final class Closing {
        private final Session session;
        private final ClientLink link;
        private final CloseReason.CloseCode code;
        private final long due;
        private final AtomicBoolean closed = new AtomicBoolean();

        Closing(Session session, ClientLink link, CloseReason.CloseCode code, long due) {
            this.session = session;
            this.link = link;
            this.code = code;
            this.due = due;
        }

        /** Whether it is due. */
        boolean closeIfDue() {
            if (due == NEVER || due - ticker.nanos() > 0) {
                return false;
            }
            close();
            return true;
        }

        void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            if (OpenLiberty.has(session)) {
                closeElsewhere();
            } else {
                closeNow(session, code);
            }
        }

        private void closeElsewhere() {
            try {
                patient.execute(() -> closeNow(session, code));
            } catch (RejectedExecutionException noThread) {
                closeNow(session, code);
            }
        }

        /** The standard can drop a connection only for being idle, if only for a moment. */
        void end() {
            try {
                close();
                session.setMaxIdleTimeout(1);
            } catch (RuntimeException e) {
                // It is gone already.
            }
        }

        boolean isOpen() {
            return session.isOpen() || link.isOpen();
        }
    }

    /**
     * The link goes first, where it is shown: a thread that reads from it comes to its end, and the server closes the
     * session by itself. A session that is closed under it costs Payara a request object (see {@code TyrusWire}).
     */
    private void drop(Session session) {
        Closing closing = sessions.remove(session);
        if (closing == null) {
            return;
        }
        if (closing.link.isOpen()) {
            closing.link.drop();
            onceRead(closing::end);
        } else {
            closing.end();
        }
    }

    private void dropNow(Session session) {
        Closing closing = sessions.remove(session);
        if (closing != null) {
            closing.end();
            closing.link.drop();
        }
    }

    /** Gives them a shorter while, since an open connection keeps the application's classes; then drops them. */
    public void finish() {
        long end = ticker.nanos() + LINGER_AT_THE_END.toNanos();
        try {
            while (anyIsOpen() && ticker.nanos() - end < 0) {
                // Payara and GlassFish run no timers of an application that ends.
                sessions.values().forEach(Closing::closeIfDue);
                Thread.sleep(GLANCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sessions.keySet().forEach(this::dropNow);
        links.forEach(this::drop);
    }

    private boolean anyIsOpen() {
        return !links.isEmpty() || sessions.values().stream().anyMatch(Closing::isOpen);
    }
}
