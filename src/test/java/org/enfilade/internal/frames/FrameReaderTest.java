package org.enfilade.internal.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cases of RFC 6455 come to for a server, each read in one piece and byte by byte. */
class FrameReaderTest {
    private static final int LIMIT = 70_000;
    private static final int FIN = 0x80;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final class Log implements FrameReader.Receiver {
        private final List<String> said = new ArrayList<>();
        private int kept;
        private int most;
        private int room = Integer.MAX_VALUE;

        @Override
        public void text(String message) {
            said.add("text " + abbreviated(message));
        }

        @Override
        public void binary(byte[] message) {
            said.add("binary " + abbreviated(HexFormat.of().formatHex(message)));
        }

        @Override
        public void ping(byte[] content) {
            said.add("ping " + new String(content, UTF_8));
        }

        @Override
        public void close(int code) {
            said.add("close " + code);
        }

        @Override
        public void broken(int code, String why) {
            said.add("broken " + code);
        }

        @Override
        public boolean keep(int bytes) {
            if (kept + bytes > room) {
                said.add("no room");
                return false;
            }
            kept += bytes;
            most = Math.max(most, kept);
            return true;
        }

        @Override
        public void free(int bytes) {
            kept -= bytes;
        }
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.length() + " " + text.hashCode();
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        header(out, payload.length);
        byte[] mask = {(byte) 0x9A, 0x13, (byte) 0xFF, 0x01};
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i & 3]);
        }
        return out.toByteArray();
    }

    private static void header(ByteArrayOutputStream out, int length) {
        if (length < 126) {
            out.write(0x80 | length);
        } else if (length < 65536) {
            out.write(0x80 | 126);
            out.write(length >> 8);
            out.write(length);
        } else {
            out.write(0x80 | 127);
            out.writeBytes(new byte[4]);
            out.write(length >> 24);
            out.write(length >> 16);
            out.write(length >> 8);
            out.write(length);
        }
    }

    private static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(UTF_8));
    }

    private static byte[] closeFrame(int code, String reason) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(code >> 8);
        out.write(code);
        out.writeBytes(reason.getBytes(UTF_8));
        return frame(FIN | CLOSE, out.toByteArray());
    }

    private static byte[] all(byte[]... frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    /** What is told of bytes, which may not depend on the pieces that they come in. */
    private static List<String> read(byte[]... frames) {
        byte[] bytes = all(frames);
        List<String> whole = read(bytes, bytes.length);
        for (int piece : new int[] {1, 2, 3, 7, 1000}) {
            assertThat(read(bytes, piece)).as("in pieces of " + piece).isEqualTo(whole);
        }
        return whole;
    }

    private static List<String> read(byte[] bytes, int piece) {
        Log log = new Log();
        FrameReader reader = new FrameReader(log, LIMIT);
        readInPieces(reader, bytes, piece);
        if (reader.isOver()) {
            assertThat(log.kept).as("kept at the end").isZero();
        }
        return log.said;
    }

    private static void readInPieces(FrameReader reader, byte[] bytes, int piece) {
        byte[] buffer = new byte[piece + 5];
        for (int at = 0; at < bytes.length; at += piece) {
            int length = Math.min(piece, bytes.length - at);
            System.arraycopy(bytes, at, buffer, 5, length);
            reader.read(buffer, 5, 5 + length);
        }
    }

    private static String text(int length) {
        return "0123456789".repeat(length / 10 + 1).substring(0, length);
    }

    // --- messages

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 65535, 65536, LIMIT})
    void message_ofEachLength_isRead(int length) {
        String text = text(length);
        assertThat(read(frame(FIN | TEXT, text), frame(FIN | BINARY, text)))
                .containsExactly(
                        "text " + abbreviated(text),
                        "binary " + abbreviated(HexFormat.of().formatHex(text.getBytes(UTF_8))));
    }

    @Test
    void framesOfOneRead_areTold_inOrder() {
        assertThat(read(
                        frame(FIN | TEXT, "a"),
                        frame(FIN | PING, "p"),
                        frame(FIN | BINARY, "b"),
                        frame(FIN | TEXT, "")))
                .containsExactly("text a", "ping p", "binary 62", "text ");
    }

    @Test
    void fragments_becomeOneMessage_withControlFramesBetween() {
        assertThat(read(
                        frame(TEXT, "one "),
                        frame(FIN | PING, "1"),
                        frame(CONTINUATION, ""),
                        frame(CONTINUATION, "two "),
                        frame(FIN | PONG, ""),
                        frame(FIN | CONTINUATION, "three"),
                        frame(FIN | TEXT, "four")))
                .containsExactly("ping 1", "text one two three", "text four");
    }

    @Test
    void fragments_thatAreAllEmpty_areAnEmptyMessage() {
        assertThat(read(frame(TEXT, ""), frame(CONTINUATION, ""), frame(FIN | CONTINUATION, "")))
                .containsExactly("text ");
    }

    @Test
    void characters_dividedBetweenFragments_areText() {
        byte[] bytes = "κόσμε \uD83D\uDE00".getBytes(UTF_8);
        byte[][] frames = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            int opcode = (i == 0 ? TEXT : CONTINUATION) | (i == bytes.length - 1 ? FIN : 0);
            frames[i] = frame(opcode, new byte[] {bytes[i]});
        }
        assertThat(read(frames)).containsExactly("text κόσμε \uD83D\uDE00");
    }

    @Test
    void replacementCharacter_thatTheClientHasSent_isText() {
        assertThat(read(frame(FIN | TEXT, "a\uFFFDb\uFFFE\uFFFF"))).containsExactly("text a\uFFFDb\uFFFE\uFFFF");
    }

    @Test
    void randomMessages_inRandomPieces_areReadAsTheyWere() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> expected = new ArrayList<>();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int message = 0; message < 5; message++) {
                String text = text(random.nextInt(3) == 0 ? random.nextInt(3000) : random.nextInt(200));
                expected.add("text " + abbreviated(text));
                int cut = random.nextInt(text.length() + 1);
                bytes.writeBytes(frame(TEXT, text.substring(0, cut)));
                bytes.writeBytes(frame(FIN | CONTINUATION, text.substring(cut)));
            }
            Log log = new Log();
            readInPieces(new FrameReader(log, LIMIT), bytes.toByteArray(), 1 + random.nextInt(400));
            assertThat(log.said).isEqualTo(expected);
            assertThat(log.kept).isZero();
        }
    }

    // --- UTF-8

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "80",
                "c0af",
                "e080af",
                "f08080af",
                "c1bf",
                "e09fbf",
                "f08fbfbf",
                "eda080",
                "edbfbf",
                "eda081edb080",
                "f4908080",
                "f88888808080",
                "ce",
                "cebae1bdb9cf83cebceda080656469746564",
                "61ff62",
                "efbfbdff",
                "e282"
            })
    void text_thatIsNotUtf8_breaksTheProtocol(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(read(frame(FIN | TEXT, bytes), frame(FIN | TEXT, "never"))).containsExactly("broken 1007");
        assertThat(read(frame(TEXT, "a"), frame(FIN | CONTINUATION, bytes))).containsExactly("broken 1007");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00", "7f", "c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f48fbfbf", ""})
    void text_thatIsUtf8_isRead(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(read(frame(FIN | TEXT, bytes))).containsExactly("text " + new String(bytes, UTF_8));
    }

    // --- what breaks the protocol

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10, 0x70})
    void reservedBits_breakTheProtocol(int bits) {
        assertThat(read(frame(FIN | bits | TEXT, "a"))).containsExactly("broken 1002");
        assertThat(read(frame(FIN | bits | PING, ""))).containsExactly("broken 1002");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void unknownOpcodes_breakTheProtocol(int opcode) {
        assertThat(read(frame(FIN | TEXT, "a"), frame(FIN | opcode, ""), frame(FIN | TEXT, "b")))
                .containsExactly("text a", "broken 1002");
    }

    @Test
    void frame_withoutMask_breaksTheProtocol() {
        assertThat(read(new byte[] {(byte) (FIN | TEXT), 1, 'a'})).containsExactly("broken 1002");
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    void controlFrame_thatIsFragmentedOrLong_breaksTheProtocol(int opcode) {
        assertThat(read(frame(opcode, "a"))).containsExactly("broken 1002");
        assertThat(read(frame(FIN | opcode, new byte[126]))).containsExactly("broken 1002");
    }

    @Test
    void ping_ofTheGreatestLength_isAnswered() {
        assertThat(read(frame(FIN | PING, text(125)))).containsExactly("ping " + text(125));
    }

    @Test
    void continuation_ofNothing_breaksTheProtocol() {
        assertThat(read(frame(FIN | CONTINUATION, "a"))).containsExactly("broken 1002");
        assertThat(read(frame(FIN | TEXT, "a"), frame(CONTINUATION, "b"))).containsExactly("text a", "broken 1002");
        assertThat(read(frame(TEXT, "a"), frame(FIN | CONTINUATION, "b"), frame(FIN | CONTINUATION, "c")))
                .containsExactly("text ab", "broken 1002");
    }

    @Test
    void message_insideOfAnother_breaksTheProtocol() {
        assertThat(read(frame(TEXT, "a"), frame(FIN | TEXT, "b"))).containsExactly("broken 1002");
        assertThat(read(frame(BINARY, "a"), frame(TEXT, "b"))).containsExactly("broken 1002");
    }

    @Test
    void length_ofSixtyFourBits_breaksTheProtocol() {
        byte[] frame = {(byte) (FIN | TEXT), (byte) 0xFF, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
        assertThat(read(frame)).containsExactly("broken 1002");
    }

    // --- limits

    @Test
    void message_overTheLimit_isRefused_beforeItHasCome() {
        byte[] tooLong = frame(FIN | TEXT, new byte[LIMIT + 1]);
        byte[] header = java.util.Arrays.copyOf(tooLong, 14);
        assertThat(read(header)).containsExactly("broken 1009");
        byte[] enormous = {(byte) (FIN | BINARY), (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4};
        assertThat(read(enormous)).containsExactly("broken 1009");
    }

    @Test
    void fragments_overTheLimit_areRefused_asSoonAsTheyAreAnnounced() {
        byte[] last = frame(FIN | CONTINUATION, new byte[2]);
        assertThat(read(frame(BINARY, new byte[LIMIT - 1]), java.util.Arrays.copyOf(last, 6)))
                .containsExactly("broken 1009");
    }

    @Test
    void announcedLength_isNotKept_beforeItHasCome() {
        Log log = new Log();
        FrameReader reader = new FrameReader(log, LIMIT);
        byte[] bytes = frame(FIN | BINARY, new byte[LIMIT]);
        reader.read(bytes, 0, 100);
        assertThat(log.kept).isLessThan(100);
    }

    @Test
    void whatIsKept_isCounted_andGivenBack() {
        Log log = new Log();
        FrameReader reader = new FrameReader(log, LIMIT);
        reader.read(frame(TEXT, text(1000)), 0, 1008);
        assertThat(log.kept).isEqualTo(1000);
        byte[] rest = frame(FIN | CONTINUATION, text(10));
        reader.read(rest, 0, rest.length);
        assertThat(log.kept).isZero();
        assertThat(log.most).isEqualTo(1010);
    }

    @Test
    void messages_inOnePiece_areNotKept() {
        Log log = new Log();
        byte[] bytes = all(frame(FIN | TEXT, text(1000)), frame(FIN | BINARY, text(1000)));
        new FrameReader(log, LIMIT).read(bytes, 0, bytes.length);
        assertThat(log.most).isZero();
    }

    @Test
    void reading_ends_whenThereIsNoRoom() {
        Log log = new Log();
        log.room = 15;
        FrameReader reader = new FrameReader(log, LIMIT);
        byte[] bytes = all(
                frame(TEXT, text(10)),
                frame(CONTINUATION, text(10)),
                frame(FIN | CONTINUATION, ""),
                frame(FIN | TEXT, "never"),
                closeFrame(1000, ""));
        reader.read(bytes, 0, bytes.length);
        assertThat(log.said).containsExactly("no room", "close 1000");
        assertThat(log.kept).isZero();
    }

    @Test
    void closeFrame_afterAMessageThatIsTooLongOrNoText_isTold() {
        byte[] rest = all(frame(FIN | PING, "p"), frame(TEXT, "never"), closeFrame(1009, ""), frame(FIN | TEXT, "x"));
        assertThat(read(frame(FIN | TEXT, new byte[LIMIT + 1000]), rest)).containsExactly("broken 1009", "close 1009");
        assertThat(read(frame(FIN | TEXT, new byte[] {-1}), rest)).containsExactly("broken 1007", "close 1009");
        assertThat(read(frame(BINARY, new byte[LIMIT]), frame(FIN | CONTINUATION, "ab"), rest))
                .containsExactly("broken 1009", "close 1009");
    }

    @Test
    void violation_afterAMessageThatIsTooLong_isNotToldAgain() {
        assertThat(read(frame(FIN | TEXT, new byte[LIMIT + 1]), frame(FIN | 3, ""), closeFrame(1000, "")))
                .containsExactly("broken 1009");
    }

    // --- closing

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void closeCode_thatMayBeSent_isTold(int code) {
        assertThat(read(closeFrame(code, "bye"), frame(FIN | TEXT, "never"))).containsExactly("close " + code);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void closeCode_thatMayNotBeSent_breaksTheProtocol(int code) {
        assertThat(read(closeFrame(code, ""))).containsExactly("broken 1002");
    }

    @ParameterizedTest
    @CsvSource({"'', close 1005", "03, broken 1002", "03e8, close 1000", "03e8ff, broken 1007", "03e8c3a9, close 1000"})
    void closeFrame_ofEachForm_isRead(String hex, String expected) {
        byte[] payload = HexFormat.of().parseHex(hex);
        assertThat(read(frame(FIN | CLOSE, payload))).containsExactly(expected);
    }

    @Test
    void close_insideOfAMessage_isTold_andTheMessageDropped() {
        assertThat(read(frame(TEXT, "half"), closeFrame(1000, ""), frame(FIN | CONTINUATION, "x")))
                .containsExactly("close 1000");
    }

    @Test
    void stoppedReader_readsNoMore() {
        Log log = new Log();
        FrameReader reader = new FrameReader(log, LIMIT);
        byte[] first = frame(TEXT, "half");
        reader.read(first, 0, first.length);
        reader.stop();
        byte[] second = frame(FIN | CONTINUATION, "x");
        reader.read(second, 0, second.length);
        assertThat(log.said).isEmpty();
        assertThat(log.kept).isZero();
    }
}
