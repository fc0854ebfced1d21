package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.text.Base64Text;
import org.enfilade.internal.text.Utf8;
import org.enfilade.internal.time.Ticker;

/**
 * An Engine.IO session: from the handshake to the close, over polling, WebSocket, or one after the other.
 *
 * <p>Decisions are taken under the session's lock, callers and transports are called after it. Only {@link Outbox}es and
 * transports of the session use the lock besides.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">The Engine.IO protocol</a>
 */
public final class EngineSession {
    private enum State {
        OPEN,
        /** Nothing is accepted any more; what was sent before, and the close packet, are on their way. */
        CLOSING,
        CLOSED
    }

    /** The one revision of the protocol that sessions can have. */
    public static final int REVISION = 4;

    /** How long a closing session waits for its client to take what is left. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private static final long BURST_NANOS = 50_000;

    private final String id;
    private final EngineOptions options;
    private final Ticker ticker;
    private final Flusher flusher;
    private final Runnable ended;
    private final AtomicBoolean receiving = new AtomicBoolean();
    private final AtomicBoolean deferred = new AtomicBoolean();
    private SessionListener listener;
    private volatile Reproach reproach;
    private volatile long lastRead;

    // guarded by this
    private final Outbox outbox;
    private State state = State.OPEN;
    private boolean draining;
    private Transport transport;
    private Probe probe;
    private boolean pongAwaited;
    /** The heartbeat's, and then that of the end. */
    private Ticker.Timer timer;

    EngineSession(String id, EngineOptions options, Ticker ticker, Flusher flusher, Runnable ended) {
        this.id = id;
        this.options = options;
        this.ticker = ticker;
        this.flusher = flusher;
        this.ended = ended;
        this.lastRead = ticker.nanos() - BURST_NANOS;
        this.outbox = new Outbox(options.outboxMaxBytes(), options.outboxMaxMessages(), options.budget());
    }

    /** The session's id. */
    public String id() {
        return id;
    }

    /** The revision of the protocol that its handshake has asked for. */
    public int revision() {
        return REVISION;
    }

    /** Whether the session uses polling now. */
    public synchronized boolean isPolling() {
        return transport instanceof PollingTransport;
    }

    // --- opening

    PollingTransport openPolling(SessionListener sessionListener) {
        listener = sessionListener;
        PollingTransport polling = new PollingTransport(this, options.maxPayload());
        begin(polling, options.upgrades() ? "\"websocket\"" : "");
        return polling;
    }

    Inbound openWebSocket(Wire wire, SessionListener sessionListener) {
        listener = sessionListener;
        WebSocketTransport webSocket = new WebSocketTransport(this, wire, true);
        begin(webSocket, "");
        return webSocket;
    }

    private void begin(Transport first, String upgrades) {
        String handshake = "{\"sid\":\"" + id + "\",\"upgrades\":[" + upgrades + "],\"pingInterval\":"
                + options.pingInterval().toMillis() + ",\"pingTimeout\":"
                + options.pingTimeout().toMillis() + ",\"maxPayload\":" + options.maxPayload() + "}";
        synchronized (this) {
            transport = first;
            outbox.add(Message.open(handshake));
        }
        alarm(State.OPEN, options.pingInterval(), this::ping);
        drain();
        try {
            listener.opened();
        } catch (RuntimeException | Error e) {
            Log.error("A connection could not be opened", e);
            end(CloseReason.TRANSPORT_ERROR, "it could not be opened");
        }
    }

    /** Sets the one timer of the session, unless its state has changed; under the lock, since a task may run before it is known. */
    private synchronized void alarm(State expected, Duration delay, Runnable task) {
        if (state == expected) {
            cancel(timer);
            timer = ticker.after(delay, task);
        }
    }

    private static void cancel(Ticker.Timer obsolete) {
        if (obsolete != null) {
            obsolete.cancel();
        }
    }

    // --- sending

    /** Sends in order. Dropped once the session is closing. Never blocks. */
    public void send(Message message) {
        boolean full;
        boolean much;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            full = !outbox.add(message);
            much = outbox.isMuch();
        }
        if (full) {
            end(CloseReason.TRANSPORT_ERROR, Reproach.OUTBOX, Transport::close);
        } else if (much) {
            // A run that sends a lot must not reach the bound before it is written for the first time.
            drain();
        } else {
            flusher.flush(this);
        }
    }

    /** Sends unless the client cannot take it at once. */
    public void sendBestEffort(Message message) {
        synchronized (this) {
            if (state != State.OPEN || outbox.isBusy() || !transport.isWritable()) {
                return;
            }
        }
        send(message);
    }

    /** Whether the caller is the one who has to see to it that the session is drained. */
    boolean defer() {
        return deferred.compareAndSet(false, true);
    }

    /** Whether the last event on the reading thread is so short ago that more of them are likely to follow at once. */
    boolean isBurst(long now) {
        boolean burst = now - lastRead < BURST_NANOS;
        lastRead = now;
        return burst;
    }

    void undefer() {
        deferred.set(false);
        drain();
    }

    /** Hands what waits to the transport, as long as it takes it; one thread at a time, another one's call is served by it. */
    void drain() {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        while (sendBatch()) {}
        closeIfDone();
    }

    private boolean sendBatch() {
        Transport to = null;
        List<Message> batch = List.of();
        boolean fits = true;
        synchronized (this) {
            if (state == State.CLOSED || outbox.isBusy() || outbox.isEmpty() || !transport.reserve()) {
                draining = false;
                fits = state == State.CLOSED || outbox.count();
            } else {
                to = transport;
                batch = outbox.take(to);
            }
        }
        if (to == null) {
            if (!fits) {
                end(CloseReason.TRANSPORT_ERROR, Reproach.NO_ROOM, Transport::close);
            }
            return false;
        }
        try {
            to.send(batch);
        } catch (RuntimeException e) {
            // Whoever drains this session may have others to drain.
            Log.error("A transport failed unexpectedly", e);
            end(CloseReason.TRANSPORT_ERROR);
        }
        return true;
    }

    /** The transport has finished a batch. */
    void sent() {
        synchronized (this) {
            outbox.taken();
        }
        drain();
    }

    // --- receiving

    /** A packet from the transport in use. */
    void receive(Transport from, String packet) {
        char type = packet.isEmpty() ? 0 : packet.charAt(0);
        switch (type) {
            case '4' -> deliver(from, () -> listener.text(packet.substring(1)));
            // On polling always, on a WebSocket from clients that are told to (forceBase64).
            case 'b' -> receive(from, Base64Text.decode(packet, 1));
            case '3' -> pong();
            case '1' -> from.closedByPeer();
            case '6' -> {}
            default -> end(CloseReason.PROTOCOL_VIOLATION, "no packet of Engine.IO");
        }
    }

    void receive(Transport from, byte[] packet) {
        deliver(from, () -> listener.binary(packet));
    }

    private void deliver(Transport from, Runnable delivery) {
        synchronized (this) {
            if (state != State.OPEN || transport != from) {
                return;
            }
        }
        if (!receiving.compareAndSet(false, true)) {
            end(CloseReason.PROTOCOL_VIOLATION, "two messages at once");
            return;
        }
        try {
            delivery.run();
        } catch (RuntimeException | Error e) {
            // The client may wait for what would have come of it.
            Log.error("A message of a client could not be handled", e);
            abort(Reproach.of("a message of it could not be handled"));
        } finally {
            receiving.set(false);
        }
    }

    boolean isTooLong(String text) {
        return Utf8.isLonger(text, options.maxPayload());
    }

    boolean isTooLong(byte[] bytes) {
        return bytes.length > options.maxPayload();
    }

    // --- polling

    /** A polling GET. */
    public void poll(PollExchange exchange) {
        PollingTransport polling = polling();
        if (polling == null) {
            exchange.refuse(EngineError.BAD_REQUEST);
        } else {
            polling.poll(exchange);
        }
    }

    /** A polling POST, whose body is about to be read; {@code null} if it is refused, and with it the session if another one is under way. */
    public PollPost beginPost() {
        PollingTransport polling = polling();
        return polling == null ? null : polling.beginPost(new Account(options.budget()));
    }

    synchronized boolean isOn(Transport which) {
        return transport == which;
    }

    private synchronized PollingTransport polling() {
        return transport instanceof PollingTransport ? (PollingTransport) transport : null;
    }

    // --- heartbeat

    private void ping() {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            pongAwaited = true;
            alarm(State.OPEN, options.pingTimeout(), this::pongDue);
        }
        send(Message.PING);
    }

    private void pongDue() {
        synchronized (this) {
            if (!pongAwaited) {
                return;
            }
        }
        end(CloseReason.PING_TIMEOUT);
    }

    private synchronized void pong() {
        if (pongAwaited) {
            pongAwaited = false;
            alarm(State.OPEN, options.pingInterval(), this::ping);
        }
    }

    // --- upgrade

    /** Begins an upgrade to a WebSocket; {@code null} if this session cannot be upgraded now. */
    public Inbound probe(Wire wire) {
        Probe begun;
        synchronized (this) {
            if (state != State.OPEN
                    || probe != null
                    || !options.upgrades()
                    || !(transport instanceof PollingTransport)) {
                return null;
            }
            begun = new Probe(this, wire);
            probe = begun;
        }
        begun.expireAfter(ticker, options.upgradeTimeout());
        return begun;
    }

    /** The client has probed: polls are answered at once from now on, so that it can let go of polling. */
    void probed(Probe which) {
        PollingTransport polling;
        synchronized (this) {
            if (probe != which) {
                return;
            }
            polling = polling();
        }
        if (polling != null) {
            polling.hurry(ticker);
        }
    }

    /** The client has changed over; {@code null} if it is too late. What is returned has to be told when it may send. */
    WebSocketTransport upgrade(Probe which, Wire wire) {
        PollingTransport before;
        WebSocketTransport after;
        synchronized (this) {
            if (probe != which || state == State.CLOSED) {
                return null;
            }
            probe = null;
            before = polling();
            after = new WebSocketTransport(this, wire, false);
            transport = after;
        }
        before.retire();
        return after;
    }

    /** The upgrade has failed and polling goes on; {@code false} if it is too late for that. */
    boolean unprobe(Probe which) {
        PollingTransport polling;
        synchronized (this) {
            if (probe != which) {
                return false;
            }
            probe = null;
            polling = polling();
        }
        if (polling != null) {
            polling.relax();
        }
        return true;
    }

    // --- closing

    /** Whether the session has ended for good. */
    synchronized boolean isOver() {
        return state == State.CLOSED;
    }

    /** Closes from the server's side: what was sent before still arrives. Idempotent. */
    public void close() {
        closeInOrder(CloseReason.SERVER_CLOSE);
    }

    /**
     * Closes because the client broke the protocol or a limit: nothing more is taken from it, and what was sent before still arrives.
     * Idempotent.
     */
    public void abort() {
        closeInOrder(CloseReason.PROTOCOL_VIOLATION);
    }

    /** The same, and says why. */
    public void abort(Reproach why) {
        reproach(why);
        abort();
    }

    private void closeInOrder(CloseReason reason) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
            if (transport instanceof PollingTransport) {
                outbox.addLast(Message.CLOSE);
            }
        }
        tellClosed(reason);
        alarm(State.CLOSING, LINGER, () -> finish(Transport::close));
        drain();
    }

    /** What fails there must not keep the transport open. */
    private void tellClosed(CloseReason reason) {
        try {
            listener.closed(reason);
        } catch (RuntimeException | Error e) {
            Log.error("The end of a connection could not be handled", e);
        }
    }

    private void closeIfDone() {
        synchronized (this) {
            if (state != State.CLOSING || !outbox.isEmpty() || outbox.isBusy()) {
                return;
            }
        }
        finish(Transport::close);
    }

    /** What the client has done that ends the session, for the log; {@code null} if nobody has said so. */
    public Reproach reproach() {
        return reproach;
    }

    /** Whatever ends the session from now on, this has led to it. */
    void reproach(Reproach why) {
        if (reproach == null) {
            reproach = why;
        }
    }

    /** Ends at once, and says why. */
    void end(CloseReason reason, String why) {
        reproach(Reproach.of(why));
        end(reason);
    }

    /** Ends at once: what was not sent yet is lost. */
    void end(CloseReason reason) {
        end(reason, Transport::close);
    }

    /** The same, with a close of the transport's that says why as well. */
    void end(CloseReason reason, Reproach why, Consumer<Transport> farewell) {
        reproach(why);
        end(reason, farewell);
    }

    private void end(CloseReason reason, Consumer<Transport> farewell) {
        if (finish(farewell) == State.OPEN) {
            tellClosed(reason);
        }
    }

    /** Lets go of everything; returns the state before. */
    private State finish(Consumer<Transport> farewell) {
        State before;
        Transport last;
        Probe pending;
        Ticker.Timer waiting;
        synchronized (this) {
            before = state;
            if (before == State.CLOSED) {
                return before;
            }
            state = State.CLOSED;
            last = transport;
            pending = probe;
            probe = null;
            waiting = timer;
            timer = null;
            outbox.clear();
        }
        cancel(waiting);
        ended.run();
        farewell.accept(last);
        if (pending != null) {
            pending.close();
        }
        return before;
    }

    /** The transport in use was closed by the peer, or lost. */
    void transportClosed(Transport which, CloseReason reason) {
        synchronized (this) {
            if (transport != which) {
                return;
            }
        }
        end(reason);
    }

    /**
     * Closes because the application ends, after what can be sent at once: no further request is served. Without effect on a session
     * that is still being opened.
     */
    void shutDown() {
        synchronized (this) {
            if (transport == null) {
                return;
            }
        }
        drain();
        end(CloseReason.SHUTDOWN, Transport::goingAway);
    }
}
