package org.enfilade.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PacketDecoderTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String LONGEST = "9".repeat(1_024);
    private static final String ESCAPED = "{\"\\u005fplaceholder\":true,\"\\u006e\\u0075m\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";

    private final PacketDecoder decoder = new PacketDecoder(new PacketLimits(10, 256, 512, 100));

    private Packet decode(String... messages) throws ProtocolException {
        Packet packet = null;
        for (String message : messages) {
            assertThat(packet).as("complete before %s", message).isNull();
            packet = message.startsWith("#")
                    ? decoder.binary(HexFormat.of().parseHex(message.substring(1)))
                    : decoder.text(message);
        }
        return packet;
    }

    private static String describe(Packet packet) {
        if (packet instanceof Packet.Connect) {
            return "connect " + packet.namespace() + " "
                    + String.join(",", ((Packet.Connect) packet).auth().elements());
        }
        if (packet instanceof Packet.Disconnect) {
            return "disconnect " + packet.namespace();
        }
        if (packet instanceof Packet.Ack) {
            Packet.Ack ack = (Packet.Ack) packet;
            return "ack " + ack.namespace() + " " + ack.ackId() + " "
                    + ack.payload().elements() + hex(ack.payload().attachments());
        }
        Packet.Event event = (Packet.Event) packet;
        return "event " + event.namespace() + " " + event.ackId() + " "
                + event.payload().name() + " " + values(event.payload())
                + hex(event.payload().attachments());
    }

    private static List<String> values(Payload event) {
        return event.elements().subList(1, event.elements().size());
    }

    private static String hex(List<byte[]> attachments) {
        StringBuilder out = new StringBuilder();
        attachments.forEach(bytes -> out.append(" #").append(HexFormat.of().formatHex(bytes)));
        return out.toString();
    }

    static Stream<Arguments> good() {
        return Stream.of(
                of("connect / ", "0"),
                of("connect / {}", "0{}"),
                of("connect / ", "0/,"),
                of("connect / ", "0/"),
                of("connect /chat ", "0/chat"),
                of("connect /chat ", "0/chat,"),
                of("connect /chat {\"token\":\"t\"}", "0/chat,{\"token\":\"t\"}"),
                of("connect /chat {\"pid\":7,\"offset\":[]}", "0/chat,{\"pid\":7,\"offset\":[]}"),
                of("connect /a/b/c ", "0/a/b/c"),
                of("connect /salle-été ", "0/salle-été,"),
                of("connect /chat?x=1 ", "0/chat?x=1,"),
                of("connect /chat/ ", "0/chat/,"),
                of("connect /%63hat ", "0/%63hat"),
                of("disconnect /", "1"),
                of("disconnect /chat", "1/chat,"),
                of("disconnect /chat", "1/chat"),
                of("event / -1 echo []", "2[\"echo\"]"),
                of("event / 0 echo [1, \"a,b\", {\"x\":[]}, null]", "20[\"echo\",1,\"a,b\",{\"x\":[]},null]"),
                of("event /chat 12 echo [2]", "2/chat,12[\"echo\",2]"),
                of("event / 999999999999999 e []", "2999999999999999[\"e\"]"),
                of("event / -1 nobody [1]", "2[ \"nobody\" , 1 ]"),
                of("event / -1 1 [2]", "2[1,2]"),
                of("event / -1 -0.5e3 []", "2[-0.5e3]"),
                of("event / -1  []", "2[\"\"]"),
                of("event / -1 error [\"x\"]", "2[\"error\",\"x\"]"),
                of("event / -1 __proto__ [{}]", "2[\"__proto__\",{}]"),
                of("event / -1 toString []", "2[\"toString\"]"),
                of("event / -1 a\"b\u00e9\ud83c\udff3 []", "2[\"a\\\"b\\u00e9\ud83c\udff3\"]"),
                of("event / -1 x [" + FIRST + "]", "2[\"x\"," + FIRST + "]"),
                of("event / -1 x [" + LONGEST + ", -1e-999]", "2[\"x\"," + LONGEST + ",-1e-999]"),
                of("ack / 5 []", "35[]"),
                of("ack /chat 5 [1, 2]", "3/chat,5[1,2]"),
                of("ack / -1 [\"x\"]", "3[\"x\"]"),
                of("event / -1 img [" + FIRST + "] #010203", "51-[\"img\"," + FIRST + "]", "#010203"),
                of(
                        "event /chat 7 img [{\"a\":" + SECOND + "}, " + FIRST + "] #01 #",
                        "52-/chat,7[\"img\",{\"a\":" + SECOND + "}," + FIRST + "]",
                        "#01",
                        "#"),
                of("ack / 77 [" + FIRST + "] #ff", "61-77[" + FIRST + "]", "#ff"),
                // readers know the plain spelling only
                of("event / -1 x [" + ESCAPED.replace("\\u005f", "_") + "] #01", "51-[\"x\"," + ESCAPED + "]", "#01"),
                of(
                        "event / -1 x [" + FIRST + ", {\"_placeholder\":false,\"num\":9}] #01",
                        "51-[\"x\"," + FIRST + ",{\"_placeholder\":false,\"num\":9}]",
                        "#01"),
                // without attachments, what looks like a placeholder is plain data
                of("event / -1 x [" + FIRST + ", [" + FIRST + "]]", "2[\"x\"," + FIRST + ",[" + FIRST + "]]"),
                of("event / 9007199254740991 x []", "29007199254740991[\"x\"]"),
                of("ack / 9007199254740991 []", "39007199254740991[]"));
    }

    private static Arguments of(String expected, String... messages) {
        return Arguments.of(expected, messages);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void goodPacket_isRead(String expected, String[] messages) throws ProtocolException {
        assertThat(describe(decode(messages))).isEqualTo(expected);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad("empty message", ""),
                bad("unknown type", "9"),
                bad("packet type 7", "7"),
                bad("packet type 8 with data", "8[\"echo\"]"),
                bad("minus sign as type", "-1"),
                bad("letters", "abc"),
                bad("event with an object payload", "2{}"),
                bad("event with a text payload", "2\"hello\""),
                bad("event without payload", "2"),
                bad("event with broken JSON", "2[\"echo\","),
                bad("event with an empty array", "2[]"),
                bad("event true", "2true"),
                bad("event null", "2null"),
                bad("event number", "2 3.5"),
                bad("event name null", "2[null]"),
                bad("event name true", "2[true]"),
                bad("event name object", "2[{\"a\":1}]"),
                bad("event name array", "2[[\"echo\"]]"),
                bad("single quotes", "2['echo']"),
                bad("trailing comma", "2[\"echo\",]"),
                bad("leading comma", "2[,\"echo\"]"),
                bad("garbage after the JSON", "2[\"echo\"]x"),
                bad("two JSON arrays", "2[\"echo\"][\"echo\"]"),
                bad("reserved connect", "2[\"connect\"]"),
                bad("reserved connect_error", "2[\"connect_error\",{}]"),
                bad("reserved disconnect", "2[\"disconnect\",\"x\"]"),
                bad("reserved disconnecting in a namespace", "2/chat,[\"disconnecting\"]"),
                bad("reserved newListener", "2[\"newListener\",\"x\"]"),
                bad("reserved removeListener", "2[\"removeListener\"]"),
                bad("reserved name behind an escape", "2[\"\\u0063onnect\"]"),
                bad("reserved name in a binary event", "51-[\"connect\"," + FIRST + "]"),
                bad("acknowledgement id with letters", "2abc[\"echo\"]"),
                bad("acknowledgement id of 2^53", "29007199254740992[\"echo\"]"),
                bad("acknowledgement id of 17 digits", "210000000000000000[\"echo\"]"),
                bad("acknowledgement id of 400 digits", "2" + "9".repeat(400) + "[\"echo\",1]"),
                bad("negative acknowledgement id", "2-1[\"echo\"]"),
                bad("namespace without a comma", "2/chat[\"echo\",1]"),
                bad("CONNECT with an array", "0/chat,[]"),
                bad("CONNECT with null", "0/chat,null"),
                bad("CONNECT with a text", "0/chat,\"token\""),
                bad("CONNECT with broken JSON", "0/chat,{\"a\":"),
                bad("CONNECT with two objects", "0/chat,{}{}"),
                bad("DISCONNECT with a payload", "1{}"),
                bad("DISCONNECT with a payload, in a namespace", "1/chat,[]"),
                bad("CONNECT_ERROR from a client", "4{\"message\":\"x\"}"),
                bad("acknowledgement with an object payload", "31{}"),
                bad("binary event without a count", "5[\"echo\"," + FIRST + "]"),
                bad("binary event without a dash", "51[\"echo\"," + FIRST + "]"),
                bad("binary event with a count in letters", "5x-[\"echo\"]"),
                bad("binary event with a huge count", "5999999999-[\"echo\"]"),
                bad("binary event with a count of 400 digits", "5" + "9".repeat(400) + "-[\"echo\"]"),
                bad("binary event with a negative count", "5-1-[\"echo\"]"),
                bad("binary event with no attachment", "50-[\"echo\"]"),
                bad("binary event with eleven attachments", "511-[\"echo\"]"),
                bad("binary event with nothing but a count", "51"),
                bad("binary event with a bad name", "51-[null," + FIRST + "]"),
                bad("text while attachments are awaited", "51-[\"echo\"," + FIRST + "]", "2[\"echo\"]"),
                bad("attachment nobody announced", "#010203"),
                bad("placeholder out of range", "51-[\"echo\",{\"_placeholder\":true,\"num\":1}]"),
                bad("placeholder far out of range", "51-[\"echo\",{\"_placeholder\":true,\"num\":99999999999}]"),
                bad("negative placeholder", "51-[\"echo\",{\"_placeholder\":true,\"num\":-1}]"),
                bad("text as placeholder's number", "51-[\"echo\",{\"_placeholder\":true,\"num\":\"0\"}]"),
                bad("placeholder without a number", "51-[\"echo\",{\"_placeholder\":true}]"),
                bad("nested placeholder out of range", "51-[\"echo\",[{\"a\":{\"_placeholder\":true,\"num\":2}}]]"),
                bad("placeholder out of range in an acknowledgement", "61-1[{\"_placeholder\":true,\"num\":2}]"),
                bad("an attachment with two places", "51-[\"x\"," + FIRST + "," + FIRST + "]"),
                bad("an attachment with a second, escaped place", "51-[\"x\"," + FIRST + "," + ESCAPED + "]"),
                bad("an attachment with two places in an acknowledgement", "61-1[" + FIRST + ",[" + FIRST + "]]"),
                bad("an attachment without a place", "52-[\"x\"," + FIRST + "]"),
                bad("attachments without any place", "51-[\"x\"]"),
                bad(
                        "an attachment whose place is taken back",
                        "51-[\"x\",{\"_placeholder\":true,\"num\":0,\"_placeholder\":false}]"),
                bad("number of 1 025 characters", "2[\"x\"," + "9".repeat(1_025) + "]"),
                bad("fraction of 1 025 characters", "2[\"x\",[0." + "9".repeat(1_023) + "]]"),
                bad("number with a long exponent", "2[\"x\",{\"a\":1e1000}]"),
                bad("number with a long negative exponent", "2[\"x\",1E-0001]"),
                bad("CONNECT with a long number", "0{\"a\":" + "9".repeat(1_025) + "}"),
                bad("acknowledgement with a long number", "31[" + "9".repeat(1_025) + "]"),
                bad("JSON nested 20 000 deep", "2[\"x\"," + "[".repeat(20_000) + "]".repeat(20_000) + "]"),
                bad("objects nested 20 000 deep", "0" + "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000)),
                bad("a namespace of 513 characters", "0/" + "n".repeat(512)));
    }

    private static Arguments bad(String what, String... messages) {
        return Arguments.of(what, messages);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void badPacket_isAViolation(String what, String[] messages) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(messages));
    }

    @Test
    void event_withTwoAttachments_waitsForBoth() throws ProtocolException {
        assertThat(decoder.text("52-/chat,7[\"img\"," + FIRST + "," + SECOND + "]"))
                .isNull();
        assertThat(decoder.binary(new byte[] {1})).isNull();

        Packet.Event event = (Packet.Event) decoder.binary(new byte[] {2, 3});

        assertThat(event.payload().attachments()).containsExactly(new byte[] {1}, new byte[] {2, 3});
        assertThat(event.namespace()).isEqualTo("/chat");
    }

    @Test
    void event_afterABinaryOne_isReadAsUsual() throws ProtocolException {
        decode("51-[\"img\"," + FIRST + "]", "#01");

        assertThat(describe(decode("2[\"next\"]"))).isEqualTo("event / -1 next []");
    }

    @Test
    void tenAttachments_areAccepted() throws ProtocolException {
        String places = IntStream.range(0, 10)
                .mapToObj(i -> "{\"_placeholder\":true,\"num\":" + i + "}")
                .collect(Collectors.joining(","));
        PacketDecoder large = new PacketDecoder(new PacketLimits(10, 256, 512, 1_000));
        large.text("510-[\"ten\"," + places + "]");
        for (int i = 0; i < 9; i++) {
            large.binary(new byte[0]);
        }

        assertThat(((Packet.Event) large.binary(new byte[0])).payload().attachments())
                .hasSize(10);
    }

    @Test
    void eventsLength_countsTextAndAttachments() throws ProtocolException {
        String text = "51-[\"img\"," + FIRST + "]";
        Packet.Event event = (Packet.Event) decode(text, "#0102030405");

        assertThat(event.length()).isEqualTo(text.length() + 5);
    }

    @Test
    void eventsLength_countsWhatManySmallArgumentsOccupy() throws ProtocolException {
        String few = "2[\"e\"" + ",1".repeat(15) + "]";
        assertThat(((Packet.Event) decode(few)).length()).isEqualTo(few.length());
        String many = "2[\"e\"" + ",1".repeat(1_000) + "]";
        assertThat(((Packet.Event) decode(many)).length()).isGreaterThan(40 * 1_000);
    }

    @Test
    void textAndAttachmentsTogether_overTheLimit_areAViolation_beforeTheyAreKept() throws ProtocolException {
        String text = "52-[\"img\"," + FIRST + "," + SECOND + "]";
        decoder.text(text);
        decoder.binary(new byte[100 - text.length()]);
        assertThat(decoder.waitingBytes()).isEqualTo(100);
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decoder.binary(new byte[1]));
        assertThat(decoder.waitingBytes()).isEqualTo(100);
    }

    @Test
    void ignoredPacket_isCountedToItsEnd_andNothingOfItIsKept() throws ProtocolException {
        decoder.text("52-/chat,[\"img\"," + FIRST + "," + SECOND + "]");
        assertThat(decoder.awaitedNamespace()).isEqualTo("/chat");
        decoder.ignoreAwaited();
        assertThat(decoder.waitingBytes()).isZero();
        assertThat(decoder.binary(new byte[1_000])).isNull();
        assertThat(decoder.waitingBytes()).isZero();
        assertThat(decoder.awaitedNamespace()).isNotNull();
        assertThat(decoder.binary(new byte[1_000])).isNull();
        assertThat(decoder.awaitedNamespace()).isNull();
        assertThat(describe(decode("2[\"next\"]"))).isEqualTo("event / -1 next []");
    }

    @Test
    void completePacket_leavesNothingWaiting() throws ProtocolException {
        decoder.text("51-[\"img\"," + FIRST + "]");
        assertThat(decoder.waitingBytes()).isPositive();
        decoder.binary(new byte[3]);
        assertThat(decoder.waitingBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"256, true", "257, false"})
    void nesting_isAllowedUpToTheLimit(int depth, boolean allowed) {
        // the arguments' array itself is none of the application's levels
        String json = "[".repeat(depth - 1) + "1" + "]".repeat(depth - 1);
        assertThat(accepts("2[\"x\"," + json + "]")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"512, true", "513, false"})
    void namespace_isAllowedUpToTheLimit(int length, boolean allowed) {
        assertThat(accepts("0/" + "n".repeat(length - 1) + ",")).isEqualTo(allowed);
    }

    private boolean accepts(String message) {
        try {
            decoder.text(message);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }
}
