package org.enfilade.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.PacketLimits;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.packet.PluggedParser;
import org.enfilade.internal.packet.ProtocolException;
import org.enfilade.spi.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes are what npm's socket.io-msgpack-parser 3.0.2 writes, unless a test says otherwise. */
class MessagePackParserTest {
    private static final int MAX_PAYLOAD = 100_000;

    private final MessagePackParser msgpack = new MessagePackParser();
    private final PluggedParser parser = new PluggedParser(msgpack, new PacketLimits(10, 256, 512, MAX_PAYLOAD));
    private final JsonBinding binding = new JsonBinding();

    MessagePackParserTest() {
        binding.limitParts(parser.maxAttachments());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits((byte) (0xa0 + utf8.length))
                + HexFormat.of().formatHex(utf8);
    }

    /** An event "e" with one argument. */
    private static String event(String argument) {
        return "83" + hex("type") + "02" + hex("data") + "92" + hex("e") + argument + hex("nsp") + hex("/");
    }

    private String read(String hex) throws IOException {
        Spelled spelled = new Spelled();
        msgpack.read(bytes(hex), spelled);
        return spelled.toString();
    }

    private Payload readByServer(String hex) throws ProtocolException {
        return ((Packet.Event) parser.newReader().binary(bytes(hex))).payload();
    }

    @Test
    void parser_isFoundByItsName() {
        assertThat(ServiceLoader.load(Parser.class)).extracting(Parser::name).containsExactly("msgpack");
    }

    // --- reading

    static Stream<Arguments> packets() {
        return Stream.of(
                Arguments.of("CONNECT / -1", "82a47479706500a36e7370a12f"),
                Arguments.of(
                        "CONNECT /chat -1 { token: 'abc' )",
                        "83a47479706500a46461746181a5746f6b656ea3616263a36e7370a52f63686174"),
                // data: undefined
                Arguments.of("CONNECT / -1", "83a47479706500a464617461d40000a36e7370a12f"),
                Arguments.of("DISCONNECT /chat -1", "82a47479706501a36e7370a52f63686174"),
                // with options, as the client sends it, and its namespace last
                Arguments.of(
                        "EVENT / 7 [ 'e' 1 -1 200 -200 70000 -70000 4294967296 -4294967297 9007199254740991 d1.5 )",
                        "85a47479706502a4646174619ba16501ffccc8d1ff38ce00011170d2fffeee90cf0000000100000000"
                                + "d3fffffffeffffffffcf001fffffffffffffcb3ff8000000000000a76f7074696f6e7381a8636f6d70"
                                + "72657373c3a2696407a36e7370a12f"),
                // undefined as an argument, a member, an element and the id
                Arguments.of(
                        "EVENT / -1 [ 'e' null { b: 1 ) [ null ) )",
                        "84a47479706502a46461746194a165d4000082a161d40000a1620191d40000a36e7370a12fa26964d40000"),
                Arguments.of(
                        "EVENT / -1 [ 'e' '1970-01-01T00:00:00.000Z' '1969-12-31T23:59:59.999Z'"
                                + " '2023-11-14T22:13:20.123Z' '+275760-09-13T00:00:00.000Z' )",
                        "83a47479706502a46461746195a165d7000000000000000000d700ffffffffffffffffd7000000018bcfe5687b"
                                + "d700001eb208c2dc0000a36e7370a12f"),
                // Buffer as bin, Uint8Array and ArrayBuffer as extension 0
                Arguments.of(
                        "EVENT / -1 [ 'e' #0102 #030405 #00 #0000000000000000 # )",
                        "83a47479706502a46461746196a165c4020102c70300030405c7010000c708000000000000000000c400"
                                + "a36e7370a12f"),
                Arguments.of(
                        "EVENT / -1 [ 'e' 'é😀' '" + "x".repeat(40) + "' )",
                        "83a47479706502a46461746193a165a6c3a9f09f9880d928" + "78".repeat(40) + "a36e7370a12f"),
                Arguments.of(
                        "ACK / 0 [ null true false dNaN dInfinity 0 )",
                        "84a47479706503a46461746196c0c3c2cb7ff8000000000000cb7ff000000000000000a2696400a36e7370a12f"),
                // the server's own, which a parser reads, and the server refuses; the reference has a text too
                Arguments.of(
                        "CONNECT_ERROR / -1 { message: 'no' data: { code: 401 ) )",
                        "83a47479706504a46461746182a76d657373616765a26e6fa46461746181a4636f6465cd0191a36e7370a12f"),
                Arguments.of("CONNECT_ERROR / -1 'no'", "83a47479706504a464617461a26e6fa36e7370a12f"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void packetOfTheOfficialClient_isRead(String expected, String hex) throws IOException {
        assertThat(read(hex)).isEqualTo(expected);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("2^64 - 1", "18446744073709551615", "cfffffffffffffffff"),
                Arguments.of("int 64", "-9223372036854775808", "d38000000000000000"),
                Arguments.of("float 32", "d0.5", "ca3f000000"),
                Arguments.of("a date before the first year", "'-000001-12-31T23:59:59.999Z'", "d700ffffc77590fb9fff"),
                Arguments.of("a date that JavaScript cannot hold", "null", "d7007fffffffffffffff"),
                Arguments.of("MessagePack's own time, 32 bits", "'1970-01-01T00:00:01Z'", "d6ff00000001"),
                Arguments.of(
                        "MessagePack's own time, 64 bits", "'1970-01-01T00:00:01.000000001Z'", "d7ff0000000400000001"),
                Arguments.of(
                        "MessagePack's own time, 96 bits", "'1969-12-31T23:59:59Z'", "c70cff00000000ffffffffffffffff"),
                Arguments.of("an unknown extension", "[ 5 #09 )", "d40509"),
                Arguments.of("an unknown extension as a member", "{ a: [ 5 #09 ) )", "81a161d40509"),
                Arguments.of("extension 0 of two bytes", "[ 0 #0102 )", "d5000102"),
                Arguments.of("extension 0 of 16 bits length", "#01", "c8000100 01"),
                Arguments.of("extension 0 of 32 bits length", "#01", "c90000000100 01"),
                Arguments.of("bin 16 and 32", "[ #01 #02 )", "92c5000101c60000000102"),
                Arguments.of("str 16 and 32", "[ 'a' 'b' )", "92da000161db0000000162"),
                Arguments.of("array 16, array 32", "[ [ ) )", "dc0001dd00000000"),
                Arguments.of("map 16, map 32", "{ a: { ) )", "de0001a161df00000000"),
                Arguments.of("keys that are numbers", "{ 1: null -1: null )", "8201c0ffc0"),
                Arguments.of("a key twice", "{ a: 1 a: 2 )", "82a16101a16102"),
                Arguments.of("text that is no UTF-8", "'\ufffd'", "a1ff"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void valueOfAnotherLibrary_isRead(String what, String expected, String hex) throws IOException {
        assertThat(read(event(hex))).isEqualTo("EVENT / -1 [ 'e' " + expected + " )");
    }

    @Test
    void typeAndId_mayBePackedAsAnyNumber_andTheLastOfTwoCounts() throws IOException {
        assertThat(read("85" + hex("type") + "01" + hex("type") + "cb4008000000000000" + hex("id") + "ca40a00000"
                        + hex("data") + "90" + hex("nsp") + hex("/x")))
                .isEqualTo("ACK /x 5 [ )");
    }

    @Test
    void memberThatNobodyKnows_isSkipped_howeverDeepItIs() throws IOException {
        String deep = "81a161".repeat(50_000) + "91".repeat(50_000) + "c0";
        assertThat(read("83" + hex("other") + deep + hex("type") + "00" + hex("nsp") + hex("/")))
                .isEqualTo("CONNECT / -1");
    }

    static Stream<Arguments> bad() {
        String end = hex("nsp") + hex("/");
        return Stream.of(
                bad("nothing", ""),
                bad("no map", "c0"),
                bad("a text", "a5" + "3432227822".substring(0, 10)),
                bad("an array", "93020102"),
                bad("a byte that is never used", "c1"),
                bad("no type", "81" + end),
                bad("no namespace", "81" + hex("type") + "00"),
                bad("type 5", "82" + hex("type") + "05" + end),
                bad("type -1", "82" + hex("type") + "ff" + end),
                bad("type 2^64 - 1", "82" + hex("type") + "cfffffffffffffffff" + end),
                bad("type as a text", "82" + hex("type") + hex("0") + end),
                bad("type null", "82" + hex("type") + "c0" + end),
                bad("type 0.5", "82" + hex("type") + "cb3fe0000000000000" + end),
                bad("type NaN", "82" + hex("type") + "cb7ff8000000000000" + end),
                bad("type infinite", "82" + hex("type") + "cb7ff0000000000000" + end),
                bad("namespace null", "82" + hex("type") + "00" + hex("nsp") + "c0"),
                bad("namespace without a slash", "82" + hex("type") + "00" + hex("nsp") + hex("chat")),
                bad("namespace of bytes", "82" + hex("type") + "00" + hex("nsp") + "c4012f"),
                bad("CONNECT_ERROR", "83" + hex("type") + "04" + hex("data") + hex("no") + end),
                bad("CONNECT with null", "83" + hex("type") + "00" + hex("data") + "c0" + end),
                bad("CONNECT with a list", "83" + hex("type") + "00" + hex("data") + "90" + end),
                bad("DISCONNECT with an object", "83" + hex("type") + "01" + hex("data") + "80" + end),
                bad("event without data", "82" + hex("type") + "02" + end),
                bad("event with undefined data", "83" + hex("type") + "02" + hex("data") + "d40000" + end),
                bad("event with an object", "83" + hex("type") + "02" + hex("data") + "80" + end),
                bad("event without a name", "83" + hex("type") + "02" + hex("data") + "90" + end),
                bad("event named null", "83" + hex("type") + "02" + hex("data") + "91c0" + end),
                bad("event named undefined", "83" + hex("type") + "02" + hex("data") + "91d40000" + end),
                bad("reserved name", "83" + hex("type") + "02" + hex("data") + "91" + hex("connect") + end),
                bad("id null", "84" + hex("type") + "03" + hex("data") + "90" + hex("id") + "c0" + end),
                bad("id -1", "84" + hex("type") + "03" + hex("data") + "90" + hex("id") + "ff" + end),
                bad("id 1.5", "84" + hex("type") + "03" + hex("data") + "90" + hex("id") + "cb3ff8000000000000" + end),
                bad("id 2^53", "84" + hex("type") + "03" + hex("data") + "90" + hex("id") + "cf0020000000000000" + end),
                bad("id as a text", "84" + hex("type") + "03" + hex("data") + "90" + hex("id") + hex("1") + end),
                bad("bytes behind the packet", event("c0") + "00"),
                bad("a second packet", event("c0") + event("c0")),
                bad("a key of the packet that is no text", "82" + "00c0" + end),
                bad("fewer members than declared", "8f" + hex("type") + "00" + end),
                bad("2^32 - 1 members", "dfffffffff" + hex("type") + "00" + end),
                bad("2^31 - 1 members", "df7fffffff" + hex("type") + "00" + end),
                bad("a null key", event("81c0c0")),
                bad("a key of bytes", event("81c40100c0")),
                bad("a list as a key", event("8190c0")),
                bad("an object as a key", event("8180c0")),
                bad("undefined as a key", event("81d40000c0")),
                bad("a fraction as a key", event("81cb3ff8000000000000c0")),
                bad("an array of 2^32 - 1", event("ddffffffff")),
                bad("an array of 2^31 - 1", event("dd7fffffff")),
                bad("an array of 2^31 - 1 in an array of 2^31 - 1", event("dd7fffffff".repeat(8))),
                bad("a map of 2^31 - 1", event("df7fffffff")),
                bad("maps of 2^30 in maps of 2^30", event("df40000000".repeat(8))),
                bad("a text of 2^32 - 1", event("dbffffffff61")),
                bad("a text of 2^31 - 1", event("db7fffffff61")),
                bad("a binary of 2^32 - 1", event("c6ffffffff61")),
                bad("a binary of 2^31 - 1", event("c67fffffff61")),
                bad("an extension of 2^32 - 1", event("c9ffffffff0061")),
                bad("an extension of 2^31 - 1", event("c97fffffff0061")),
                bad("an unknown extension of 2^31 - 1", event("c97fffffff0561")),
                bad("a time stamp of 2^31 - 1", event("c97fffffffff61")),
                bad("a time stamp of three bytes", event("c703ff010203")),
                bad("a time stamp beyond all years", event("c70cff000000007fffffffffffffff")),
                bad("an unused byte as a value", event("c1")),
                bad("arrays nested 20 000 deep", event("91".repeat(20_000) + "c0")),
                bad("objects nested 20 000 deep", event("81a161".repeat(20_000) + "c0")),
                bad(
                        "look-alikes of placeholders",
                        event("dc0011" + "82ac5f706c616365686f6c646572c3a36e756d00".repeat(16) + "c401ff")));
    }

    private static Arguments bad(String what, String hex) {
        return Arguments.of(what, hex);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void badPacket_isAViolation(String what, String hex) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.newReader().binary(bytes(hex)));
    }

    @Test
    void packetThatEndsTooEarly_isAViolation_wherever() {
        byte[] whole = bytes("85a47479706502a4646174619ca16501ffccc8d1ff38ce00011170d2fffeee90cf0000000100000000"
                + "d3fffffffeffffffffc4020102c70300030405d7000000000000000000d40000a2696407a36e7370a12f"
                + "a76f7074696f6e7381a8636f6d7072657373c3");
        assertThat(whole).hasSizeGreaterThan(90);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatExceptionOfType(ProtocolException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> parser.newReader().binary(part));
        }
    }

    @Test
    void anyByteAnywhere_isAPacketOrAViolation_andNothingElse() {
        byte[] whole = bytes(event("98c401ffd7000000000000000000d40000c7010001cb3ff800000000000081a161a162cd0100c3"));
        int packets = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                try {
                    packets += parser.newReader().binary(changed) == null ? 0 : 1;
                } catch (ProtocolException expected) {
                    packets += 0;
                }
            }
        }
        assertThat(packets).isPositive();
    }

    @Test
    void textMessage_isAViolation() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.newReader().text("2[\"e\"]"));
    }

    // --- how much a client can make of one message

    private static String array(int size) {
        return "dd" + HexFormat.of().toHexDigits(size);
    }

    @Test
    void messageOfSmallValues_isRead_thoughItsJsonIsLonger() throws ProtocolException {
        int size = MAX_PAYLOAD - 40;
        for (String value : List.of("c2", "c0", "7f", "90", "80", "a0")) {
            List<?> list = (List<?>)
                    readByServer(event(array(size) + value.repeat(size))).read(0, binding, Object.class);
            assertThat(list).hasSize(size);
        }
        assertThat(readByServer(event("da" + "c350" + "01".repeat(50_000))).read(0, binding, String.class))
                .isEqualTo("\u0001".repeat(50_000));
        int floats = MAX_PAYLOAD / 9 - 10;
        assertThat((List<?>) readByServer(event(array(floats) + "cb0010000000000001".repeat(floats)))
                        .read(0, binding, Object.class))
                .hasSize(floats);
    }

    @Test
    void messageOfWhatGrowsMore_isAViolation() {
        int size = MAX_PAYLOAD / 2 - 40;
        assertThatExceptionOfType(ProtocolException.class)
                .as("empty binaries")
                .isThrownBy(() -> readByServer(event(array(size) + "c400".repeat(size))))
                .extracting(ProtocolException::limit)
                .isEqualTo("maxHttpBufferSize");
        int arguments = MAX_PAYLOAD - 40;
        assertThatExceptionOfType(ProtocolException.class)
                .as("arguments")
                .isThrownBy(() -> readByServer("83" + hex("type") + "02" + hex("data") + array(arguments + 1) + hex("e")
                        + "c0".repeat(arguments) + hex("nsp") + hex("/")));
    }

    // --- writing

    private static String written(Message message) {
        assertThat(message.text()).isNull();
        assertThat(message.attachments()).hasSize(1);
        return HexFormat.of().formatHex(message.attachments().get(0));
    }

    private String writtenValue(Object value) {
        String written = written(parser.ack("/", 0, Payload.values(binding, value)));
        String head = "84" + hex("type") + "03" + hex("data") + "91";
        String tail = hex("nsp") + hex("/") + hex("id") + "00";
        assertThat(written).startsWith(head).endsWith(tail);
        return written.substring(head.length(), written.length() - tail.length());
    }

    @Test
    void packets_areWrittenAsTheOfficialServerWritesThem() {
        assertThat(written(parser.connect("/chat", "abc", null)))
                .isEqualTo("83a47479706500a46461746181a3736964a3616263a36e7370a52f63686174");
        assertThat(written(parser.disconnect("/chat"))).isEqualTo("82a47479706501a36e7370a52f63686174");
        Payload data = Payload.values(binding, Map.of("code", 401));
        assertThat(written(parser.connectError("/", "no", data)))
                .isEqualTo("83a47479706504a46461746182a76d657373616765a26e6fa46461746181a4636f6465cd0191a36e7370a12f");
        Payload event =
                Payload.event(binding, "e", 1, Map.of("a", List.of(new byte[] {9})), "é", null, 1.5, 4294967296L, -33);
        assertThat(written(parser.event("/chat", Packet.NO_ID, event)))
                .isEqualTo("83a47479706502a46461746198a1650181a16191c40109a2c3a9c0cb3ff8000000000000"
                        + "cf0000000100000000d0dfa36e7370a52f63686174");
        assertThat(written(parser.event("/", 300, Payload.event(binding, "e"))))
                .isEqualTo("84a47479706502a46461746191a165a36e7370a12fa26964cd012c");
    }

    @Test
    void values_areWrittenAsNotepackWritesThem() {
        Map<Object, String> expected = new LinkedHashMap<>();
        expected.put(true, "c3");
        expected.put(false, "c2");
        expected.put(0, "00");
        expected.put(127, "7f");
        expected.put(128, "cc80");
        expected.put(256, "cd0100");
        expected.put(65_536, "ce00010000");
        expected.put(4_294_967_296L, "cf0000000100000000");
        expected.put(-1, "ff");
        expected.put(-32, "e0");
        expected.put(-33, "d0df");
        expected.put(-129, "d1ff7f");
        expected.put(-32_769, "d2ffff7fff");
        expected.put(-2_147_483_649L, "d3ffffffff7fffffff");
        expected.put(5.0, "05");
        expected.put(-0.0, "00");
        expected.put(1.5, "cb3ff8000000000000");
        expected.put(new BigInteger("18446744073709551615"), "cfffffffffffffffff");
        expected.put(new BigInteger("18446744073709551616"), "cb43f0000000000000");
        expected.put("", "a0");
        expected.put("x".repeat(31), "bf" + "78".repeat(31));
        expected.put("x".repeat(32), "d920" + "78".repeat(32));
        expected.put("x".repeat(256), "da0100" + "78".repeat(256));
        expected.put("x".repeat(65_536), "db00010000" + "78".repeat(65_536));
        expected.put("é".repeat(1_000), "da07d0" + "c3a9".repeat(1_000));
        expected.put(List.of(), "90");
        expected.put(java.util.Collections.nCopies(16, 1), "dc0010" + "01".repeat(16));
        expected.put(Map.of(), "80");
        expected.put(new byte[0], "c400");
        expected.put(new byte[256], "c50100" + "00".repeat(256));
        expected.put(new byte[65_536], "c600010000" + "00".repeat(65_536));
        expected.forEach((value, hex) -> assertThat(writtenValue(value)).isEqualTo(hex));
        assertThat(writtenValue(null)).isEqualTo("c0");
        assertThat(writtenValue(Double.NaN)).isEqualTo("c0");
    }

    @Test
    void loneSurrogate_isReplaced_inShortTextsAndLongOnes() {
        assertThat(writtenValue("\ud800")).isEqualTo("a13f");
        assertThat(writtenValue("x".repeat(1_000) + "\ud800")).startsWith("da").hasSize(2 * (3 + 1_001));
    }

    @Test
    void moreBinaryValues_thanTheStandardFormAllows_areInlineBothWays() throws ProtocolException {
        Object[] args = Stream.generate(() -> new byte[] {7}).limit(50).toArray();
        Payload read = readByServer(written(parser.event("/", Packet.NO_ID, Payload.event(binding, "e", args))));
        assertThat(read.attachments()).hasSize(50);
        assertThat((byte[]) read.read(49, binding, byte[].class)).containsExactly(7);
    }
}
