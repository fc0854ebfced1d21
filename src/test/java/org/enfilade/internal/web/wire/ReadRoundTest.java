package org.enfilade.internal.web.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class ReadRoundTest {
    private final FakeTicker ticker = new FakeTicker();
    private final ClosingSessions closing = new ClosingSessions(ticker);
    private final Budget budget = new Budget(1_000_000, ticker);
    private final ReadRound round = new ReadRound();
    private final List<String> told = new ArrayList<>();

    private final class Client {
        final FakeConnection connection = new FakeConnection();
        final FrameIntake frames = new FrameIntake(
                connection,
                new OwnWire(connection, closing),
                new FakeOpening(new Listened(told), told, budget),
                Runnable::run);

        Client() {
            connection.whenClosed = frames::closed;
            connection.whenReadable = () -> {
                if (round.add(frames)) {
                    told.add("due");
                }
            };
            frames.begin();
        }

        void sends(String text) {
            byte[] frame = new byte[6 + text.length()];
            frame[0] = (byte) 0x81;
            frame[1] = (byte) (0x80 | text.length());
            System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, frame, 6, text.length());
            connection.sends(frame);
        }
    }

    @Test
    void connections_areReadOneAfterTheOther_andWrittenAtTheEndOfAll() {
        Client a = new Client();
        Client b = new Client();
        a.sends("a");
        b.sends("b");

        round.run(Runnable::run);

        assertThat(told).containsExactly("due", "{", "[", "a", "]", "[", "b", "]", "}");
    }

    @Test
    void nextRound_isDueAgain() {
        Client a = new Client();
        a.sends("1");
        round.run(Runnable::run);
        told.clear();
        a.sends("2");

        round.run(Runnable::run);

        assertThat(told).containsExactly("due", "{", "[", "2", "]", "}");
    }

    @Test
    void many_areNotReadAtOnce_soThatTheFirstOnesGetTheirAnswers() {
        for (int i = 0; i < 65; i++) {
            new Client().sends("x");
        }

        round.run(Runnable::run);

        assertThat(Collections.frequency(told, "x")).isEqualTo(65);
        assertThat(told.subList(told.indexOf("}"), told.size())).containsExactly("}", "{", "[", "x", "]", "}");
    }

    @Test
    void connectionThatFails_isDropped_andTheOthersAreRead() {
        Client a = new Client();
        Client b = new Client();
        a.sends("fail");
        b.sends("b");

        round.run(Runnable::run);

        assertThat(a.connection.isOpen()).isFalse();
        assertThat(told).containsExactly("due", "{", "[", "]", "closed", "[", "b", "]", "}");
    }

    @Test
    void handlerThatLeavesItsThreadInterrupted_endsNobodysConnection() {
        Client a = new Client();
        Client b = new Client();
        a.sends("interrupt");
        b.sends("b");

        round.run(Runnable::run);

        assertThat(told).containsExactly("due", "{", "[", "interrupt", "]", "[", "b", "]", "}");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void roundThatFails_forgetsItsConnections_andTheNextOneIsDueAgain() {
        Client a = new Client();
        a.sends("a");

        assertThatThrownBy(() -> round.run(task -> {
                    throw new IllegalStateException("no context");
                }))
                .hasMessage("no context");
        a.connection.whenReadable.run(); // what was not read is found again
        round.run(Runnable::run);

        assertThat(told).containsExactly("due", "due", "{", "[", "a", "]", "}");
    }

    @Test
    void connectionThatHasEndedMeanwhile_isNotRead() {
        Client a = new Client();
        Client b = new Client();
        a.sends("a");
        b.sends("b");
        a.connection.close();

        round.run(Runnable::run);

        assertThat(told).containsExactly("due", "closed", "{", "[", "b", "]", "}");
    }
}
