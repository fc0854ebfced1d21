package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.enfilade.internal.time.FakeTicker;

/** A session with everything around it faked: ping every 25 s, answer within 20 s, 100 bytes of payload. */
final class TestSession {
    static final String OPEN =
            "0{\"sid\":\"S\",\"upgrades\":[%s],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100}";
    static final String OPEN_POLLING = OPEN.formatted("\"websocket\"");
    static final String OPEN_WEBSOCKET = OPEN.formatted("");

    final FakeTicker ticker = new FakeTicker();
    final Flusher flusher = new Flusher(ticker);
    final RecordingListener listener = new RecordingListener();
    final EngineSession session;
    int ended;

    /** What a WebSocket brings; {@code null} on polling. */
    Inbound inbound;

    /** What requests come to; {@code null} on a WebSocket. */
    PollingTransport polling;

    private TestSession(EngineOptions options) {
        this(options, Dialects.REVISION_4);
    }

    private TestSession(EngineOptions options, Dialect dialect) {
        session = new EngineSession("S", dialect, new Surroundings(options, ticker, flusher), () -> ended++);
    }

    /** Another session in the same surroundings. */
    static EngineSession another(TestSession test) {
        Surroundings same = new Surroundings(options(true, 1_000, 10), test.ticker, test.flusher);
        return new EngineSession("T", Dialects.REVISION_4, same, () -> {});
    }

    static EngineOptions options(boolean upgrades, int outboxBytes, int outboxMessages) {
        return options(upgrades, outboxBytes, outboxMessages, Budget.unlimited(new FakeTicker()));
    }

    static EngineOptions options(boolean upgrades, int outboxBytes, int outboxMessages, Budget budget) {
        return new EngineOptions(
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                100,
                upgrades,
                new OutboxBound(outboxBytes, outboxMessages),
                10,
                budget);
    }

    /** Another limit of payloads. */
    static EngineOptions maxPayload(int bytes) {
        EngineOptions usual = options(true, 1_000, 10);
        return new EngineOptions(
                usual.pingInterval(),
                usual.pingTimeout(),
                usual.upgradeTimeout(),
                bytes,
                usual.upgrades(),
                usual.outbox(),
                usual.maxSessions(),
                usual.budget());
    }

    /** Another heartbeat. */
    static EngineOptions heartbeat(long intervalMillis, long timeoutMillis) {
        return new EngineOptions(
                Duration.ofMillis(intervalMillis),
                Duration.ofMillis(timeoutMillis),
                Duration.ofSeconds(10),
                100,
                true,
                new OutboxBound(1_000, 10),
                10,
                Budget.unlimited(new FakeTicker()));
    }

    /** On a WebSocket; the handshake has been taken. */
    static TestSession on(FakeWire wire) {
        return on(wire, options(true, 1_000, 10));
    }

    static TestSession on(FakeWire wire, EngineOptions options) {
        TestSession test = new TestSession(options);
        test.inbound = test.session.openWebSocket(wire, test.listener);
        return test;
    }

    /** On polling; the handshake has been taken. */
    static TestSession polling() {
        return polling(options(true, 1_000, 10));
    }

    static TestSession polling(EngineOptions options) {
        TestSession test = new TestSession(options);
        test.polling = test.session.openPolling(test.listener);
        test.polling.poll(new FakePoll());
        return test;
    }

    /** On polling, in revision 3. */
    static TestSession revision3(Dialect dialect) {
        return revision3(dialect, options(true, 1_000, 10));
    }

    static TestSession revision3(Dialect dialect, EngineOptions options) {
        TestSession test = new TestSession(options, dialect);
        test.polling = test.session.openPolling(test.listener);
        test.polling.poll(new FakePoll());
        return test;
    }

    /** On a WebSocket, in revision 3. */
    static TestSession revision3(Dialect dialect, FakeWire wire) {
        TestSession test = new TestSession(options(true, 1_000, 10), dialect);
        test.inbound = test.session.openWebSocket(wire, test.listener);
        return test;
    }

    /**
     * On polling; the client has not asked for the handshake yet, and the listener does something when it hears of the
     * session.
     */
    static TestSession opening(Consumer<EngineSession> onOpened) {
        TestSession test = new TestSession(options(true, 1_000, 10));
        test.listener.onOpened = () -> onOpened.accept(test.session);
        test.polling = test.session.openPolling(test.listener);
        return test;
    }

    void send(String... texts) {
        for (String text : texts) {
            session.send(Message.of(text, List.of()));
        }
    }

    FakePoll poll() {
        FakePoll poll = new FakePoll();
        session.poll(poll);
        return poll;
    }

    boolean post(String body) {
        return post(post -> post.deliver(body.replace('|', '\u001e')));
    }

    boolean post(byte[] body) {
        return post(post -> post.deliver(body));
    }

    private boolean post(Predicate<PollPost> delivery) {
        PollPost post = session.beginPost();
        if (post == null) {
            return false;
        }
        boolean accepted = delivery.test(post);
        post.end();
        return accepted;
    }
}
