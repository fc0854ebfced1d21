package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.function.Consumer;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/**
 * An Engine.IO session: from the handshake to the close, over polling, WebSocket, or one after the other. What it
 * decides it decides in its {@link SessionState}; here is done what comes of it, and no lock is held.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">The Engine.IO protocol</a>
 */
public final class EngineSession {
    /** How long a closing session waits for its client to take what is left. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final String id;
    private final Dialect dialect;
    private final Surroundings surroundings;
    private final Runnable ended;
    private final SessionState state;
    private final Sender sender;
    private final Alarm alarm;
    private final Events events = new Events();
    private SessionListener listener;
    private volatile Receiver receiver;
    private volatile Reproach reproach;

    /** @param dialect of the handshake */
    EngineSession(String id, Dialect dialect, Surroundings surroundings, Runnable ended) {
        this.id = id;
        this.dialect = dialect;
        this.surroundings = surroundings;
        this.ended = ended;
        Ticker ticker = surroundings.ticker();
        state = new SessionState(new Outbox(options().outbox(), options().budget()));
        sender = new Sender(state, surroundings.flusher(), events, ticker.nanos());
        alarm = new Alarm(ticker);
    }

    private EngineOptions options() {
        return surroundings.options();
    }

    /** The session's id. */
    public String id() {
        return id;
    }

    /** The revision of the protocol that its handshake has asked for. */
    public int revision() {
        return dialect.revision();
    }

    /** Whether the body of a POST may be binary. */
    public boolean takesBinaryBodies() {
        return dialect.takesBinaryBodies();
    }

    /** Whether the session uses polling now. */
    public boolean isPolling() {
        return state.polling() != null;
    }

    // --- opening

    PollingTransport openPolling(SessionListener sessionListener) {
        PollingTransport polling =
                new PollingTransport(events, dialect, options().maxPayload());
        begin(polling, options().upgrades() ? "\"websocket\"" : "", sessionListener);
        return polling;
    }

    Inbound openWebSocket(Wire wire, SessionListener sessionListener) {
        WebSocketTransport webSocket =
                new WebSocketTransport(events, wire, dialect, options().maxPayload(), true);
        begin(webSocket, "", sessionListener);
        return webSocket;
    }

    private void begin(Transport first, String upgrades, SessionListener sessionListener) {
        listener = sessionListener;
        Heartbeat heartbeat = dialect.heartbeat(alarm, surroundings.ticker(), options(), events);
        receiver = new Receiver(state, events, dialect, heartbeat, sessionListener);
        state.begin(first, Message.open(id, upgrades, options()));
        heartbeat.start();
        sender.drain();
        try {
            listener.opened();
        } catch (RuntimeException | Error e) {
            Log.error("A connection could not be opened", e);
            events.end(CloseReason.TRANSPORT_ERROR, Reproach.of("it could not be opened"));
        }
    }

    // --- sending

    /** Sends in order. Dropped once the session is closing. Never blocks. */
    public void send(Message message) {
        sender.send(message);
    }

    /**
     * Puts a message into its queue, and no more: locks may be held, which bring the messages of several threads into
     * one order. What it returns is to be given to {@link #settle} when they are free.
     */
    public Queued queue(Message message) {
        return state.add(message);
    }

    /** Sends what was put into the queue. Never blocks. */
    public void settle(Queued queued) {
        sender.settle(queued);
    }

    /** Sends unless the client cannot take it at once. */
    public void sendBestEffort(Message message) {
        sender.sendBestEffort(message);
    }

    // --- polling

    /** A polling GET. */
    public void poll(PollExchange exchange) {
        PollingTransport polling = state.polling();
        if (polling == null) {
            exchange.refuse(EngineError.BAD_REQUEST);
        } else {
            polling.poll(exchange);
        }
    }

    /**
     * A polling POST, whose body is about to be read; {@code null} if it is refused, and with it the session if another
     * one is under way.
     */
    public PollPost beginPost() {
        PollingTransport polling = state.polling();
        return polling == null ? null : polling.beginPost(new Account(options().budget()));
    }

    // --- upgrade

    /**
     * Begins an upgrade to a WebSocket; {@code null} if this session cannot be upgraded now.
     *
     * @param of the WebSocket's, of the session's revision
     */
    public Inbound probe(Wire wire, Dialect of) {
        return new Upgrading(events, state, surroundings).begin(wire, of);
    }

    // --- closing

    /** Closes from the server's side: what was sent before still arrives. Idempotent. */
    public void close() {
        closeInOrder(CloseReason.SERVER_CLOSE);
    }

    /**
     * Closes because the client broke the protocol or a limit: nothing more is taken from it, and what was sent before
     * still arrives. Idempotent.
     */
    public void abort() {
        closeInOrder(CloseReason.PROTOCOL_VIOLATION);
    }

    /** The same, and says why. */
    public void abort(Reproach why) {
        events.abort(why);
    }

    /** Ends it at once, as if its connection had been lost: its client is somewhere else. Idempotent. */
    public void lose() {
        end(CloseReason.TRANSPORT_CLOSE, Transport::close);
    }

    private void closeInOrder(CloseReason reason) {
        if (state.close()) {
            tellClosed(reason);
            alarm.setLast(LINGER, events::drained);
            sender.drain();
        }
    }

    private void tellClosed(CloseReason reason) {
        tell(() -> listener.closed(reason), "The end of a connection could not be handled");
    }

    /** What fails there must not keep the transport open. */
    private static void tell(Runnable what, String failure) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            Log.error(failure, e);
        }
    }

    /** What the client has done that ends the session, for the log; {@code null} if nobody has said so. */
    public Reproach reproach() {
        return reproach;
    }

    private void end(CloseReason reason, Consumer<Transport> farewell) {
        if (finish(farewell) == SessionState.Phase.OPEN) {
            tellClosed(reason);
        }
    }

    /** Lets go of everything; returns what the session was in. */
    private SessionState.Phase finish(Consumer<Transport> farewell) {
        SessionState.Left left = state.end();
        if (left == null) {
            return SessionState.Phase.CLOSED;
        }
        alarm.stop();
        ended.run();
        farewell.accept(left.transport());
        if (left.probe() != null) {
            left.probe().close();
        }
        return left.before();
    }

    /**
     * Closes because the application ends, after what can be sent at once: no further request is served. Without effect
     * on a session that is still being opened.
     */
    void shutDown() {
        if (state.transport() != null) {
            sender.drain();
            end(CloseReason.SHUTDOWN, Transport::goingAway);
        }
    }

    /** What the parts of this session tell it. */
    private final class Events implements SessionEvents, Heartbeat.Owner {
        @Override
        public void received(Transport from, String packet) {
            receiver.packet(from, packet);
        }

        @Override
        public void received(Transport from, byte[] packet) {
            receiver.binary(from, packet);
        }

        @Override
        public void send(Message beat) {
            sender.send(beat);
        }

        @Override
        public void pinging() {
            listener.pinging();
        }

        @Override
        public void ponged() {
            listener.ponged();
        }

        @Override
        public void silent() {
            EngineSession.this.end(CloseReason.PING_TIMEOUT, Transport::close);
        }

        @Override
        public void sent() {
            sender.sent();
        }

        @Override
        public void writable() {
            sender.drain();
        }

        @Override
        public void lost(Transport which, CloseReason reason) {
            if (isOn(which)) {
                EngineSession.this.end(reason, Transport::close);
            }
        }

        @Override
        public void drained() {
            finish(Transport::close);
        }

        @Override
        public void end(CloseReason reason, Reproach why, Consumer<Transport> farewell) {
            reproach(why);
            EngineSession.this.end(reason, farewell);
        }

        @Override
        public void abort(Reproach why) {
            reproach(why);
            closeInOrder(CloseReason.PROTOCOL_VIOLATION);
        }

        @Override
        public void reproach(Reproach why) {
            if (reproach == null) {
                reproach = why;
            }
        }

        @Override
        public void upgraded() {
            tell(listener::upgraded, "The upgrade of a connection could not be told");
        }

        @Override
        public boolean isOver() {
            return state.isOver();
        }

        @Override
        public boolean isOn(Transport which) {
            return state.transport() == which;
        }
    }
}
