package org.enfilade.internal.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class FrameIntakeTest {
    private final List<String> told = new ArrayList<>();
    private final FakeConnection connection = new FakeConnection();
    private final OwnWire wire = new OwnWire(connection, new ClosingSessions(new FakeTicker()));
    private Budget budget = new Budget(1_000_000, new FakeTicker());
    private FrameIntake frames;

    private final Inbound inbound = new Listened(told);

    private void open(Inbound to) {
        frames = new FrameIntake(connection, wire, new FakeOpening(to, told, budget), Runnable::run);
        connection.whenClosed = frames::closed;
        frames.begin();
        connection.whenReadable = () -> frames.read(ByteBuffer.allocateDirect(1 << 16), new byte[1 << 16]);
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        }
        out.writeBytes(new byte[4]);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] all(byte[]... frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    private String written() {
        return HexFormat.of().formatHex(connection.written.toByteArray());
    }

    @Test
    void client_isHeard_onceItIsOpen() {
        open(inbound);
        connection.sends(all(text("a"), frame(0x82, new byte[] {7}), text("b")));

        assertThat(told).containsExactly("[", "a", "07", "b", "]");
    }

    @Test
    void eachRead_isOneRun() {
        open(inbound);

        connection.sends(text("a"));
        connection.sends(text("b"));

        assertThat(told).containsExactly("[", "a", "]", "[", "b", "]");
    }

    @Test
    void ping_isAnswered_withItsContent() {
        open(inbound);

        connection.sends(frame(0x89, new byte[] {1, 2}));

        assertThat(written()).isEqualTo("8a020102");
    }

    @Test
    void pingsOfOneRead_areAnsweredByOneWrite() {
        open(inbound);

        connection.sends(all(frame(0x89, new byte[] {1}), text("a"), frame(0x89, new byte[] {2})));

        assertThat(written()).isEqualTo("8a01018a0102");
        assertThat(connection.writes).isEqualTo(1);
    }

    @Test
    void pingsOfOneRead_manyMoreThanAreKept_areAnsweredUpToTheLast() {
        open(inbound);
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < 5_000; i++) {
            pings.writeBytes(frame(0x89, new byte[] {(byte) (i >> 8), (byte) i}));
        }

        connection.sends(pings.toByteArray());

        assertThat(written()).endsWith("8a0213868a021387");
        assertThat(connection.written.size()).isLessThanOrEqualTo(4_096);
        assertThat(connection.writes).isLessThan(100); // as many as the buffer of the test needs
    }

    @Test
    void pingBeforeAClose_isAnsweredBeforeIt() {
        open(inbound);

        connection.sends(all(frame(0x89, new byte[] {1}), frame(0x88, new byte[] {0x03, (byte) 0xE8})));

        assertThat(written()).isEqualTo("8a0101880203e8");
    }

    @Test
    void pingBeforeWhatBreaksTheProtocol_isAnswered() {
        open(inbound);

        connection.sends(all(frame(0x89, new byte[] {1}), frame(0xC1, new byte[1])));

        assertThat(written()).isEqualTo("8a0101880203ea");
    }

    @Test
    void close_isAnswered_toldOnceMore_andEndsTheConnection() {
        open(inbound);

        connection.sends(all(frame(0x88, new byte[] {0x03, (byte) 0xE9}), text("never")));

        assertThat(written()).isEqualTo("880203e9");
        assertThat(told).startsWith("[", "closed").doesNotContain("never");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void brokenProtocol_closesWithItsCode_andWhatFollowsIsDropped() {
        open(inbound);

        connection.sends(all(frame(0xC1, new byte[1]), text("never")));
        connection.sends(text("never"));

        assertThat(written()).isEqualTo("880203ea");
        assertThat(told).containsExactly("[", "failed", "]");
        assertThat(connection.isOpen()).isTrue();
        connection.ends();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void tooLongMessage_isTold_closesWithItsCode_andTheAnswerEndsTheConnection() {
        open(inbound);

        connection.sends(frame(0x81, new byte[20_001]));

        assertThat(written()).isEqualTo("880203f1");
        assertThat(told).containsExactly("[", "too big", "]");
        connection.sends(frame(0x88, new byte[] {0x03, (byte) 0xF1}));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void messageThatDoesNotFitIntoTheSum_isTold() {
        budget = new Budget(5_000, new FakeTicker());
        open(inbound);

        connection.sends(frame(0x01, new byte[9_000]));

        assertThat(told).containsExactly("[", "no room", "]");
    }

    @Test
    void whatIsKept_isGivenBack_withTheConnection() {
        budget = new Budget(10_000, new FakeTicker());
        open(inbound);
        connection.sends(frame(0x01, new byte[9_000]));
        Account other = new Account(budget);
        assertThat(other.take(5_000)).isFalse();

        connection.ends();

        assertThat(other.take(4_000)).isTrue();
    }

    @Test
    void end_isTold() {
        open(inbound);

        connection.ends();

        assertThat(told).containsExactly("closed");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void brokenConnection_isTheEnd() {
        open(inbound);
        connection.broken = true;

        connection.ends();

        assertThat(told).containsExactly("closed");
    }

    @Test
    void end_beforeTheClientIsHeard_isTold() {
        frames = new FrameIntake(connection, wire, new FakeOpening(inbound, told, budget), Runnable::run);
        frames.closed();

        frames.begin();

        assertThat(told).containsExactly("closed");
    }

    @Test
    void whatIsStillThereAfterTheEnd_isNotTold() {
        open(inbound);
        frames.closed();

        connection.sends(text("late"));

        assertThat(told).containsExactly("closed");
    }

    @Test
    void failure_ofWhoIsTold_dropsTheConnection() {
        open(inbound);

        connection.sends(text("fail"));

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void webSocketThatNobodyServes_waitsForTheAnswerToItsClose() {
        open(null);

        connection.sends(text("what"));
        assertThat(connection.isOpen()).isTrue();
        connection.sends(frame(0x88, new byte[] {0x03, (byte) 0xE8}));

        assertThat(connection.isOpen()).isFalse();
    }
}
