package org.enfilade.internal.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.frames.Frames;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OwnWireTest {
    private static final String CLOSE_1000 = "880203e8";

    private final FakeTicker ticker = new FakeTicker();
    private final ClosingSessions closing = new ClosingSessions(ticker);
    private final FakeConnection connection = new FakeConnection();
    private final OwnWire wire = new OwnWire(connection, closing);
    private final List<String> reports = new ArrayList<>();
    private final Wire.Sent report = new Wire.Sent() {
        @Override
        public void sent() {
            reports.add("sent");
        }

        @Override
        public void failed() {
            reports.add("failed");
        }
    };

    OwnWireTest() {
        connection.whenWritable = wire::drain;
        connection.whenClosed = wire::gone;
    }

    private static Message message(String text) {
        return Message.of(text, List.of());
    }

    private static byte[] frames(List<Message> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        messages.forEach(message -> out.writeBytes(message.frames()));
        return out.toByteArray();
    }

    private String written() {
        return HexFormat.of().formatHex(connection.written.toByteArray());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void batch_isOneWrite_ofAllItsFramesInOrder() {
        List<Message> batch = List.of(message("a"), Message.of("5b", List.of(new byte[] {1, 2})), message("c"));

        wire.send(batch, report);

        assertThat(written()).isEqualTo(hex(frames(batch)));
        assertThat(connection.writes).isEqualTo(1);
        assertThat(reports).containsExactly("sent");
        assertThat(connection.awaitsRoom).isFalse();
    }

    @Test
    void threadThatIsInterrupted_writes_andStaysSo() {
        Thread.currentThread().interrupt();

        wire.send(List.of(message("a")), report);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(written()).isEqualTo("81023461");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void batch_longerThanABuffer_isWrittenInPieces() {
        List<Message> batch = List.of(message("x".repeat(1000)), message("y"), message("z".repeat(63)));

        wire.send(batch, report);

        assertThat(written()).isEqualTo(hex(frames(batch)));
        assertThat(reports).containsExactly("sent");
    }

    @Test
    void whatTheConnectionDoesNotTake_isWritten_whenThereIsRoom_andReportedThen() {
        List<Message> batch = List.of(message("x".repeat(100)), message("y"));
        connection.takes = bytes -> 0;
        wire.send(batch, report);
        assertThat(reports).isEmpty();
        assertThat(connection.awaitsRoom).isTrue();

        connection.takes = bytes -> 10;
        connection.writable();

        assertThat(written()).isEqualTo(hex(frames(batch)));
        assertThat(reports).containsExactly("sent");
        assertThat(connection.awaitsRoom).isFalse();
    }

    @Test
    void whatTlsHolds_isFlushed_whenThereIsRoom() {
        connection.flushed = false;
        wire.send(List.of(message("a")), report);
        assertThat(connection.awaitsRoom).isTrue();

        connection.flushed = true;
        connection.writable();

        assertThat(connection.awaitsRoom).isFalse();
    }

    @Test
    void nextBatch_mayBeSent_whileTheOneBeforeIsReported() {
        List<Message> second = List.of(message("b"));
        wire.send(List.of(message("a")), new Wire.Sent() {
            @Override
            public void sent() {
                wire.send(second, report);
            }

            @Override
            public void failed() {}
        });

        assertThat(written()).isEqualTo(hex(frames(List.of(message("a"), message("b")))));
        assertThat(reports).containsExactly("sent");
    }

    @Test
    void pong_comesBetweenMessages_andOnlyTheLastOne_ifTheClientReadsNothing() {
        List<Message> batch = List.of(message("x".repeat(200)), message("y"));
        connection.takes = bytes -> 0;
        wire.send(batch, report);
        wire.pong(Frames.pong("old".getBytes(StandardCharsets.UTF_8)));
        wire.pong(Frames.pong("new".getBytes(StandardCharsets.UTF_8)));

        connection.takes = bytes -> bytes;
        connection.writable();

        assertThat(written())
                .isEqualTo(hex(batch.get(0).frames())
                        + hex(Frames.pong("new".getBytes(StandardCharsets.UTF_8)))
                        + hex(batch.get(1).frames()));
    }

    @Test
    void closeFrame_followsWhatWasSent_once() {
        connection.takes = bytes -> 0;
        wire.send(List.of(message("a")), report);
        wire.close();
        wire.closeGoingAway();
        connection.takes = bytes -> bytes;
        connection.writable();

        assertThat(written()).isEqualTo(hex(message("a").frames()) + CLOSE_1000);
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void codes_areThoseOfTheStandard() {
        new OwnWire(connection, closing).closeGoingAway();
        new OwnWire(connection, closing).closeTooBig();

        assertThat(written()).isEqualTo("880203e9" + "880203f1");
    }

    @Test
    void connection_endsWithTheAnswerToOurClose_orWithOurs() {
        wire.close();
        assertThat(wire.isOpen()).isTrue();
        wire.answerClose(1000);
        assertThat(wire.isOpen()).isFalse();
        assertThat(written()).isEqualTo(CLOSE_1000);
    }

    @Test
    void clientsClose_isAnsweredWithItsCode_andEndsTheConnection() {
        wire.answerClose(4000);

        assertThat(written()).isEqualTo("88020fa0");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void clientsClose_withoutACode_isAnsweredWithTheNormalOne() {
        wire.answerClose(1005);

        assertThat(written()).isEqualTo(CLOSE_1000);
    }

    @Test
    void client_thatDoesNotAnswerTheClose_isDropped_afterAWhile() {
        wire.close();
        ticker.advance(Duration.ofSeconds(4));
        assertThat(wire.isOpen()).isTrue();

        ticker.advance(Duration.ofSeconds(2));

        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void client_whoseAnswerCannotBeRead_seesTheEnd_andHasAWhileToLeave() {
        wire.end(1002);
        assertThat(written()).isEqualTo("880203ea");
        assertThat(connection.ended).isTrue();
        assertThat(wire.isOpen()).isTrue();

        ticker.advance(Duration.ofSeconds(6));

        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void client_thatCloses_andReadsNothing_isDropped_afterAWhile() {
        connection.takes = bytes -> 0;
        wire.send(List.of(message("a")), report);
        wire.answerClose(1000);
        assertThat(wire.isOpen()).isTrue();

        ticker.advance(Duration.ofSeconds(6));

        assertThat(wire.isOpen()).isFalse();
        assertThat(reports).containsExactly("failed");
    }

    @Test
    void end_doesNotWait_forConnectionsThatHaveEnded() {
        wire.close();
        wire.answerClose(1000);

        long before = ticker.nanos();
        closing.finish();

        assertThat(ticker.nanos()).isEqualTo(before);
    }

    @Test
    void brokenConnection_failsTheBatch_andIsDropped() {
        connection.broken = true;
        wire.send(List.of(message("a")), report);
        assertThat(reports).containsExactly("failed");
        assertThat(wire.isOpen()).isFalse();

        wire.send(List.of(message("b")), report);
        assertThat(reports).containsExactly("failed", "failed");
    }

    /** Frames of several threads at once, on a connection that takes whatever it likes. */
    @Test
    void writers_onSeveralThreads_neverMixTheirFrames() throws Exception {
        Random random = new Random(3);
        connection.takes = bytes -> random.nextInt(bytes + 1);
        int count = 2000;
        CountDownLatch sent = new CountDownLatch(count);
        Thread pongs = new Thread(() -> {
            while (sent.getCount() > 0) {
                wire.pong(Frames.pong("pong".getBytes(StandardCharsets.UTF_8)));
            }
        });
        Thread room = new Thread(() -> {
            while (sent.getCount() > 0) {
                wire.drain();
            }
        });
        pongs.start();
        room.start();
        for (int i = 0; i < count; i++) {
            CountDownLatch one = new CountDownLatch(1);
            wire.send(List.of(message("m" + i), message("n".repeat(i % 100))), new Wire.Sent() {
                @Override
                public void sent() {
                    one.countDown();
                }

                @Override
                public void failed() {}
            });
            one.await();
            sent.countDown();
        }
        pongs.join();
        room.join();
        connection.takes = bytes -> bytes;
        wire.drain();

        String text = connection.written.toString(StandardCharsets.ISO_8859_1);
        String withoutPongs = text.replace("\u008A\u0004pong", "");
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < count; i++) {
            expected.append(new String(
                    frames(List.of(message("m" + i), message("n".repeat(i % 100)))), StandardCharsets.ISO_8859_1));
        }
        assertThat(withoutPongs.equals(expected.toString())).isTrue();
    }
}
