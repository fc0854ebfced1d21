package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.List;
import org.enfilade.internal.time.Ticker;

/** A session on HTTP long-polling: at most one GET waits for its answer, at most one POST is read. */
final class PollingTransport implements Transport, Dialect.Packets, Wire.Sent {
    /** How long a poll may wait while the client wants to change to WebSocket; the reference server's figure. */
    private static final Duration HURRY = Duration.ofMillis(100);

    /**
     * How many polls are answered at once after the probe. The client lets go with the first one that it hears of after
     * the answer to its probe, which comes on another connection, so one or two polls may cross it. Not all are: a
     * client that probes and never changes over would poll in a loop.
     */
    private static final int PROMPT_ANSWERS = 3;

    private final SessionEvents session;
    private final Dialect dialect;
    private final int maxPayload;

    // guarded by this
    private PollExchange pending;
    private PollExchange reserved;
    private boolean reservedIsGone;
    private boolean hurried;
    private int promptAnswers;
    private Ticker.Timer hurrying;
    private boolean retired;
    private boolean saidClose;
    private PollPost posting;

    PollingTransport(SessionEvents session, Dialect dialect, int maxPayload) {
        this.session = session;
        this.dialect = dialect;
        this.maxPayload = maxPayload;
    }

    // --- the client's requests

    void poll(PollExchange exchange) {
        boolean overlaps;
        synchronized (this) {
            overlaps = pending != null || reserved != null;
            if (!overlaps) {
                pending = exchange;
            }
        }
        if (overlaps) {
            session.end(CloseReason.TRANSPORT_ERROR, Reproach.of("a poll while another one waits"));
            exchange.refuse(EngineError.BAD_REQUEST);
        } else {
            exchange.whenGone(() -> gone(exchange));
            session.writable();
            answerIfDue();
        }
    }

    /** The poll that has come, or has come back from {@link #putBack}, waits; unless nothing waits for it any more. */
    private void answerIfDue() {
        if (session.isOver()) {
            close();
        } else if (isToLetGo()) {
            answerPending(Message.NOOP);
        }
    }

    /** The client has given up a poll. One that is just being answered reports that its answer cannot be written. */
    private void gone(PollExchange exchange) {
        boolean waiting;
        synchronized (this) {
            waiting = pending == exchange;
            reservedIsGone |= reserved == exchange;
        }
        if (waiting) {
            session.lost(this, CloseReason.TRANSPORT_ERROR);
        }
    }

    /** Whether the poll that has come is answered at once, though nothing may wait for it. */
    private synchronized boolean isToLetGo() {
        return retired || hurried && promptAnswers-- > 0;
    }

    /**
     * Claims the one place for a POST; {@code null}, and the end of the session, if it is taken: as in the reference
     * server.
     */
    PollPost beginPost(Account account) {
        PollPost post = new PollPost(session, this, account);
        synchronized (this) {
            if (posting == null) {
                posting = post;
                return post;
            }
        }
        session.end(CloseReason.TRANSPORT_ERROR, Reproach.of("a POST while another one is read"));
        return null;
    }

    synchronized void ended(PollPost post) {
        if (posting == post) {
            posting = null;
        }
    }

    /** The body of the POST that is under way; {@code false} if it is none. */
    boolean post(String body) {
        return accepted(dialect.read(body, this));
    }

    /** The same of a body that is not text. */
    boolean post(byte[] body) {
        return accepted(dialect.read(body, this));
    }

    private boolean accepted(boolean isPayload) {
        if (!isPayload) {
            session.end(CloseReason.PROTOCOL_VIOLATION, Reproach.NO_PAYLOAD);
        }
        return isPayload;
    }

    @Override
    public void text(String packet) {
        session.received(this, packet);
    }

    @Override
    public void binary(byte[] content) {
        session.received(this, content);
    }

    // --- the session's packets

    @Override
    public synchronized boolean isWritable() {
        return pending != null;
    }

    @Override
    public synchronized boolean reserve() {
        reserved = pending;
        pending = null;
        reservedIsGone = false;
        return reserved != null;
    }

    @Override
    public void putBack() {
        boolean gone;
        synchronized (this) {
            pending = reserved;
            reserved = null;
            gone = reservedIsGone;
        }
        if (gone) {
            session.lost(this, CloseReason.TRANSPORT_ERROR);
        }
        answerIfDue();
    }

    @Override
    public void send(List<Message> batch) {
        PollExchange exchange;
        synchronized (this) {
            exchange = reserved;
            reserved = null;
            saidClose |= batch.get(0) == Message.CLOSE;
        }
        dialect.answer(exchange, batch, this);
    }

    @Override
    public void sent() {
        session.sent();
    }

    @Override
    public void failed() {
        session.end(CloseReason.TRANSPORT_ERROR, null);
    }

    /**
     * A close packet fills a payload: clients (4.6, 4.8) handle it before the messages beside it, which they then drop.
     */
    @Override
    public int weigh(Message message) {
        return message == Message.CLOSE ? Integer.MAX_VALUE : dialect.payloadSize(message);
    }

    /** What was announced to the client as the limit of a payload; a larger packet goes alone. */
    @Override
    public int maxBatch() {
        return maxPayload;
    }

    // --- letting go

    /** Answers polls soon, the first ones at once, so that the client can change over. */
    void hurry(Ticker ticker) {
        synchronized (this) {
            hurried = true;
            promptAnswers = pending == null ? PROMPT_ANSWERS : PROMPT_ANSWERS - 1;
        }
        hurryOn(ticker);
    }

    private void hurryOn(Ticker ticker) {
        answerPending(Message.NOOP);
        Ticker.Timer next = ticker.after(HURRY, () -> hurryOn(ticker));
        synchronized (this) {
            if (hurried) {
                hurrying = next;
                return;
            }
        }
        next.cancel();
    }

    /** The upgrade was given up. */
    void relax() {
        Ticker.Timer obsolete;
        synchronized (this) {
            hurried = false;
            obsolete = hurrying;
            hurrying = null;
        }
        if (obsolete != null) {
            obsolete.cancel();
        }
    }

    /** The client has changed over; a poll that is late for that is answered at once. */
    void retire() {
        synchronized (this) {
            retired = true;
        }
        relax();
        answerPending(Message.NOOP);
    }

    @Override
    public void closedByPeer() {
        answerPending(Message.NOOP);
        session.lost(this, CloseReason.TRANSPORT_CLOSE);
    }

    /** A client may have read the close packet, and poll again, before its server says that it has been written. */
    @Override
    public void close() {
        relax();
        boolean said;
        synchronized (this) {
            said = saidClose;
        }
        if (said) {
            refusePending();
        } else {
            answerPending(Message.CLOSE);
        }
    }

    private void refusePending() {
        PollExchange exchange = takePending();
        if (exchange != null) {
            exchange.refuse(EngineError.UNKNOWN_SID);
        }
    }

    @Override
    public void goingAway() {
        close();
    }

    private synchronized PollExchange takePending() {
        PollExchange exchange = pending;
        pending = null;
        return exchange;
    }

    private void answerPending(Message message) {
        PollExchange exchange = takePending();
        if (exchange != null) {
            dialect.answer(exchange, List.of(message), unlessGone);
        }
    }

    /**
     * Nothing waits for the answer to have left, but where it cannot be written the client is gone, unless it has
     * changed over.
     */
    private final Wire.Sent unlessGone = new Wire.Sent() {
        @Override
        public void sent() {}

        @Override
        public void failed() {
            session.lost(PollingTransport.this, CloseReason.TRANSPORT_ERROR);
        }
    };
}
