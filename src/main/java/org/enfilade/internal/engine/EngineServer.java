package org.enfilade.internal.engine;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.time.Ticker;

/** The sessions of one deployment. */
public final class EngineServer {
    private static final int ID_BYTES = 16;

    private final Surroundings surroundings;
    private final EngineOptions options;
    private final Ticker ticker;
    private final String idEnd;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final RareWarning full = new RareWarning();
    private volatile boolean stopped;
    private volatile boolean suspended;

    /** @param idEnd what all ids end with: the node's tag, or nothing */
    public EngineServer(EngineOptions options, Ticker ticker, Flusher flusher, String idEnd) {
        this.idEnd = idEnd;
        this.options = options;
        this.ticker = ticker;
        this.surroundings = new Surroundings(options, ticker, flusher);
    }

    /** A new id of 128 random bits and the common end. */
    public String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).concat(idEnd);
    }

    /** The session of that id, or {@code null}. */
    public EngineSession session(String id) {
        return sessions.get(id);
    }

    /** How many sessions there are. */
    public int size() {
        return sessions.size();
    }

    /** A count of what waits outside of sessions, in the sum of all. */
    public Account newAccount() {
        return new Account(options.budget());
    }

    /** Runs what was read at once for a session, and writes what is sent meanwhile at its end. */
    public void reading(Runnable task) {
        surroundings.flusher().collect(task);
    }

    /** Runs several such tasks, and writes what is sent meanwhile at the end of all. */
    public void readingAll(Runnable task) {
        surroundings.flusher().collectRound(task);
    }

    /**
     * What has something else sent at that end; at once if nothing is being read.
     *
     * @param elsewhere sends it if that takes long
     */
    public Runnable atEndOfReading(Runnable sending, Executor elsewhere) {
        return surroundings.flusher().atEnd(sending, elsewhere);
    }

    /** Whether no further session is accepted. */
    public boolean isFull() {
        boolean isFull = sessions.size() >= options.maxSessions();
        if (isFull && isAccepting()) {
            full.log(
                    ticker.nanos(),
                    () -> "There are " + options.maxSessions()
                            + " connections, and more are refused (enfilade.maxConnections)");
        }
        return !isAccepting() || isFull;
    }

    /** Opens a session on polling and answers its first GET. */
    public void openPolling(Dialect dialect, PollExchange first, Function<EngineSession, SessionListener> acceptor) {
        EngineSession session = create(dialect);
        session.openPolling(accept(session, acceptor)).poll(first);
        endIfStopped(session);
    }

    /** Opens a session on a WebSocket. */
    public Inbound openWebSocket(Dialect dialect, Wire wire, Function<EngineSession, SessionListener> acceptor) {
        EngineSession session = create(dialect);
        Inbound inbound = session.openWebSocket(wire, accept(session, acceptor));
        endIfStopped(session);
        return inbound;
    }

    private EngineSession create(Dialect dialect) {
        String id = newId();
        return new EngineSession(id, dialect, surroundings, () -> sessions.remove(id));
    }

    private SessionListener accept(EngineSession session, Function<EngineSession, SessionListener> acceptor) {
        SessionListener listener = acceptor.apply(session);
        sessions.put(session.id(), session);
        return listener;
    }

    /** The stop may have come while the session was being opened, and not have seen it. */
    private void endIfStopped(EngineSession session) {
        if (!isAccepting()) {
            session.shutDown();
        }
    }

    /** Whether sessions can be opened: it is neither stopped nor suspended. */
    public boolean isAccepting() {
        return !stopped && !suspended;
    }

    /** Whether no session will be accepted any more. */
    public boolean isStopped() {
        return stopped;
    }

    /** Ends all sessions, and accepts none until {@link #resume}. */
    public void suspend() {
        suspended = true;
        endAll();
    }

    /** Accepts sessions again. */
    public void resume() {
        suspended = false;
    }

    /** Ends all sessions and accepts no more. */
    public void stop() {
        stopped = true;
        endAll();
    }

    private void endAll() {
        List.copyOf(sessions.values()).forEach(EngineSession::shutDown);
    }
}
