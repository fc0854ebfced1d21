package org.enfilade.internal.web.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

class TyrusWireTest {
    private final FakeWriter writer = new FakeWriter();
    private final Reports reports = new Reports();
    private int farewells;
    private final TyrusWire wire = new TyrusWire(writer, () -> farewells++);

    @Test
    void batch_isOneWrite_ofAllItsFramesInOrder() {
        wire.send(List.of(message("a"), Message.of("5b", List.of(new byte[] {1, 2})), message("c")), reports);

        assertThat(writer.written)
                .containsExactly("\u0081\u00024a" + "\u0081\u000345b\u0082\u0002\u0001\u0002" + "\u0081\u00024c");
    }

    @Test
    void broadcast_isEncodedOnce() {
        Message message = message("a");

        wire.send(List.of(message), reports);
        new TyrusWire(writer, () -> farewells++).send(List.of(message), reports);

        assertThat(writer.arrays).hasSize(2);
        assertThat(writer.arrays.get(0)).isSameAs(writer.arrays.get(1));
    }

    @Test
    void batch_isReported_whenTheWriterHasIt() {
        wire.send(List.of(message("a")), reports);
        assertThat(reports.seen).isEmpty();

        writer.handler.completed(null);

        assertThat(reports.seen).containsExactly("sent");
    }

    @Test
    void failure_isReportedOnce_inWhateverWayItShows() {
        wire.send(List.of(message("a")), reports);
        writer.handler.failed(new IOException());
        writer.handler.cancelled();
        assertThat(reports.seen).containsExactly("failed");

        writer.broken = true;
        wire.send(List.of(message("a")), reports);
        assertThat(reports.seen).containsExactly("failed", "failed");
    }

    @Test
    void reportThatThrows_isNotFollowedByAFailure() {
        wire.send(List.of(message("a")), new Wire.Sent() {
            @Override
            public void sent() {
                reports.sent();
                throw new IllegalStateException("a mistake of ours");
            }

            @Override
            public void failed() {
                reports.failed();
            }
        });

        try {
            writer.handler.completed(null);
        } catch (IllegalStateException e) {
            writer.handler.failed(e); // as Tyrus's writer does
        }

        assertThat(reports.seen).containsExactly("sent");
    }

    @Test
    void close_isAFrame_sentOnce() {
        wire.closeGoingAway();
        wire.close();

        assertThat(writer.written).containsExactly("\u0088\u0002\u0003\u00e9");
        assertThat(farewells).isEqualTo(1);
    }

    @Test
    void closeTooBig_isAFrameThatSaysSo() {
        wire.closeTooBig();

        assertThat(writer.written).containsExactly("\u0088\u0002\u0003\u00f1");
    }

    @Test
    void close_ofWhatIsGone_isNoMistake() {
        writer.broken = true;

        wire.close();

        assertThat(farewells).isEqualTo(1);
    }

    private static Message message(String text) {
        return Message.of(text, List.of());
    }

    private static final class Reports implements Wire.Sent {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void sent() {
            seen.add("sent");
        }

        @Override
        public void failed() {
            seen.add("failed");
        }
    }

    /** Keeps what it is given, byte by byte as a character each. */
    private static final class FakeWriter extends Writer {
        private final List<String> written = new ArrayList<>();
        private final List<byte[]> arrays = new ArrayList<>();
        private CompletionHandler<ByteBuffer> handler;
        private boolean broken;

        @Override
        public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> completion) {
            if (broken) {
                throw new IllegalStateException("closed");
            }
            written.add(StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString());
            arrays.add(buffer.array());
            handler = completion;
        }

        @Override
        public void close() {}
    }
}
