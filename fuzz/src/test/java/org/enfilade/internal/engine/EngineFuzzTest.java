package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.enfilade.fuzz.FuzzTarget;
import org.enfilade.fuzz.Pieces;

/**
 * What happens to a session, one step after the other: a byte says what, the next ones how. Whatever happens, the
 * application is told in order, each request has one answer, and at the end nothing is left.
 */
class EngineFuzzTest implements FuzzTarget {
    private static final int MAX_STEPS = 200;
    /** Small enough to be reached. */
    private static final int MAX_WAITING = 20_000;

    @Override
    @FuzzTest(maxDuration = "15s")
    public void run(byte[] input) {
        Scene scene = new Scene(input);
        for (int i = 0; i < MAX_STEPS && scene.hasMore(); i++) {
            scene.step();
        }
        scene.end();
    }

    /** A server, and what a client has of it. */
    private static final class Scene {
        private final byte[] input;
        private int at;

        private final FuzzTicker ticker = new FuzzTicker();
        private final Budget budget = new Budget(MAX_WAITING, ticker);
        private final EngineServer server;
        private final List<FuzzPoll> polls = new ArrayList<>();
        private final List<FuzzWire> wires = new ArrayList<>();
        private final List<FuzzListener> listeners = new ArrayList<>();
        private EngineSession session;
        private Dialect dialect;
        private PollPost posting;
        private Inbound inbound;

        Scene(byte[] input) {
            this.input = input;
            EngineOptions options = new EngineOptions(
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    1_000,
                    true,
                    new OutboxBound(8_000, 20),
                    3,
                    budget);
            server = new EngineServer(options, ticker, new Flusher(ticker), "");
        }

        boolean hasMore() {
            return at < input.length;
        }

        private int next() {
            return hasMore() ? input[at++] & 0xFF : 0;
        }

        /** So many bytes as the next one says, or as there are. */
        private byte[] some() {
            int length = Math.min(next(), input.length - at);
            at += length;
            return Arrays.copyOfRange(input, at - length, at);
        }

        private String text() {
            return Pieces.text(some());
        }

        void step() {
            switch (next() % 28) {
                case 0 -> openPolling(Dialects.REVISION_4);
                case 1 -> openWebSocket(Dialects.REVISION_4);
                case 2 -> poll(false);
                case 3 -> poll(true);
                case 4 -> post(text());
                case 5 -> beginPost(next());
                case 6 -> endPost(text());
                case 7 -> probe();
                case 8 -> heard(to -> to.text(text()));
                case 9 -> heard(to -> to.binary(some()));
                case 10 -> heard(to -> to.text("2probe"));
                case 11 -> heard(to -> to.text("5"));
                case 12 -> lost(Inbound::closed);
                case 13 -> lost(Inbound::failed);
                case 14 -> heard(Inbound::tooBig);
                case 15 -> heard(Inbound::noRoom);
                case 16 -> ticker.advance(Duration.ofMillis(100L * next()));
                case 17 -> last(wires, FuzzWire::hold);
                case 18 -> last(wires, wire -> wire.report(true));
                case 19 -> last(wires, FuzzWire::cut);
                case 20 -> last(polls, FuzzPoll::abandon);
                case 21 -> last(polls, poll -> poll.report(true));
                case 22 -> last(polls, poll -> poll.report(false));
                case 23 -> serverDoes(next());
                case 24 -> openPolling(Dialects.of(3, false));
                case 25 -> openPolling(Dialects.of(3, true));
                case 26 -> openWebSocket(Dialects.of(3, false));
                default -> postBinary(some());
            }
        }

        private void serverDoes(int what) {
            if (session == null) {
                return;
            }
            switch (what % 5) {
                case 0 -> session.send(Message.of(text(), List.of()));
                case 1 -> session.send(Message.of(text(), List.of(new byte[1_500])));
                case 2 -> session.sendBestEffort(Message.of(text(), List.of()));
                case 3 -> session.close();
                default -> session.abort(Reproach.of("as the input wants it"));
            }
        }

        // --- what a client does

        private void openPolling(Dialect of) {
            dialect = session == null ? of : dialect;
            if (session == null && !server.isFull()) {
                FuzzPoll first = new FuzzPoll(false);
                polls.add(first);
                server.openPolling(of, first, this::accept);
            }
        }

        private void openWebSocket(Dialect of) {
            dialect = session == null ? of : dialect;
            if (session == null && !server.isFull()) {
                FuzzWire wire = new FuzzWire();
                wires.add(wire);
                inbound = server.openWebSocket(of, wire, this::accept);
            }
        }

        private SessionListener accept(EngineSession opened) {
            session = opened;
            FuzzListener listener = new FuzzListener(opened);
            listeners.add(listener);
            return listener;
        }

        /** As the servlet does: a session that is gone answers nothing. */
        private boolean isThere() {
            return session != null && server.session(session.id()) == session;
        }

        private void poll(boolean isSlow) {
            if (isThere()) {
                FuzzPoll poll = new FuzzPoll(isSlow);
                polls.add(poll);
                session.poll(poll);
            }
        }

        private void post(String body) {
            PollPost whole = isThere() ? session.beginPost() : null;
            if (whole != null) {
                whole.deliver(body);
                whole.end();
            }
        }

        private void postBinary(byte[] body) {
            PollPost whole = isThere() ? session.beginPost() : null;
            if (whole != null) {
                whole.deliver(body);
                whole.end();
            }
        }

        /** A body that takes its time. */
        private void beginPost(int length) {
            PollPost begun = isThere() ? session.beginPost() : null;
            if (begun != null) {
                endPost("");
                posting = begun;
                if (!begun.take(length * 8)) {
                    begun.abort();
                }
            }
        }

        private void endPost(String body) {
            if (posting != null) {
                if (!body.isEmpty()) {
                    posting.deliver(body);
                }
                posting.end();
                posting = null;
            }
        }

        /** A client has one WebSocket at a time here, and says nothing on the one before. */
        private void probe() {
            if (isThere()) {
                FuzzWire wire = new FuzzWire();
                Inbound probing = session.probe(wire, dialect);
                if (probing != null) {
                    lost(Inbound::closed);
                    wires.add(wire);
                    inbound = probing;
                }
            }
        }

        private void heard(Consumer<Inbound> what) {
            if (inbound != null) {
                what.accept(inbound);
            }
        }

        /** The WebSocket is gone; nothing comes from it any more. */
        private void lost(Consumer<Inbound> how) {
            Inbound gone = inbound;
            if (gone != null) {
                inbound = null;
                last(wires, FuzzWire::cut);
                how.accept(gone);
            }
        }

        private static <T> void last(List<T> all, Consumer<T> what) {
            if (!all.isEmpty()) {
                what.accept(all.get(all.size() - 1));
            }
        }

        // --- the end

        /** The client takes all that is left, and the server stops. */
        void end() {
            endPost("");
            polls.forEach(poll -> poll.report(true));
            wires.forEach(wire -> wire.report(true));
            server.stop();
            ticker.advance(Duration.ofMinutes(2));
            assertThat(server.size()).as("sessions").isZero();
            assertThat(listeners).as("listeners").allMatch(FuzzListener::isClosed);
            assertThat(polls).as("GETs").allMatch(FuzzPoll::isOver);
            assertThat(wires).as("WebSockets").allMatch(FuzzWire::isClosed);
            assertThat(budget.used()).as("bytes that wait").isZero();
            assertThat(ticker.size()).as("timers").isZero();
        }
    }
}
