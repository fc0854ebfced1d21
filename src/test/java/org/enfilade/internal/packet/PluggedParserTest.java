package org.enfilade.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.spi.Parser;
import org.enfilade.spi.ValueSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PluggedParserTest {
    private static final PacketLimits LIMITS = new PacketLimits(3, 5, 20, 100);

    private final JsonBinding binding = new JsonBinding();
    private final Spelling spelling = new Spelling();
    private final PluggedParser parser = new PluggedParser(spelling, LIMITS);

    PluggedParserTest() {
        binding.limitParts(parser.maxAttachments());
    }

    /** Writes what it is told, word by word, and reads what a test tells it to. */
    private static final class Spelling implements Parser {
        private Reading reading = to -> {};
        private int messages = 1;

        private interface Reading {
            void to(Input input) throws IOException;
        }

        @Override
        public String name() {
            return "spelling";
        }

        @Override
        public void write(Packet packet, Output to) {
            StringBuilder out = new StringBuilder(packet.type() + " " + packet.namespace() + " " + packet.id());
            out.append(packet.hasData() ? "" : " nothing");
            packet.data(new Spelled(out));
            for (int i = 0; i < messages; i++) {
                to.text(out.toString());
            }
        }

        @Override
        public void read(byte[] message, Input to) throws IOException {
            reading.to(to);
        }
    }

    private record Spelled(StringBuilder out) implements ValueSink {
        private void say(Object word) {
            out.append(' ').append(word);
        }

        @Override
        public void writeNull() {
            say("null");
        }

        @Override
        public void writeBoolean(boolean value) {
            say(value);
        }

        @Override
        public void writeLong(long value) {
            say("l" + value);
        }

        @Override
        public void writeBigInteger(BigInteger value) {
            say("b" + value);
        }

        @Override
        public void writeDouble(double value) {
            say("d" + value);
        }

        @Override
        public void writeText(String value) {
            say("'" + value + "'");
        }

        @Override
        public void writeBinary(byte[] value) {
            say("#" + HexFormat.of().formatHex(value));
        }

        @Override
        public void startArray(int size) {
            say("[" + size);
        }

        @Override
        public void startObject(int size) {
            say("{" + size);
        }

        @Override
        public void writeKey(String key) {
            say(key + ":");
        }

        @Override
        public void end() {
            say(")");
        }
    }

    // --- writing

    private String event(Object... args) {
        return parser.event("/", Packet.NO_ID, Payload.event(binding, "e", args))
                .text();
    }

    @Test
    void packets_areWrittenByTheParser() {
        Payload none = Payload.NOTHING;
        assertThat(parser.connect("/chat", "id", null).text()).isEqualTo("4CONNECT /chat -1 {1 sid: 'id' )");
        assertThat(parser.connect("/", "id", "own").text()).isEqualTo("4CONNECT / -1 {2 sid: 'id' pid: 'own' )");
        assertThat(parser.disconnect("/chat").text()).isEqualTo("4DISCONNECT /chat -1 nothing");
        assertThat(parser.connectError("/", "no \"entry\"", none).text())
                .isEqualTo("4CONNECT_ERROR / -1 {1 message: 'no \"entry\"' )");
        assertThat(parser.connectError("/", "no", Payload.values(binding, new byte[] {1}))
                        .text())
                .isEqualTo("4CONNECT_ERROR / -1 {2 message: 'no' data: #01 )");
        assertThat(parser.event("/", 7, Payload.event(binding, "e")).text()).isEqualTo("4EVENT / 7 [1 'e' )");
        assertThat(parser.ack("/", 7, Payload.values(binding, 1, 2)).text()).isEqualTo("4ACK / 7 [2 l1 l2 )");
    }

    @Test
    void values_areToldOneByOne_withTheSizesOfWhatHoldsThem() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a\n", List.of(List.of(), Map.of(), List.of(1, List.of(2))));
        map.put("b", null);
        assertThat(event(map, true, "é\"😀", "[,]{}"))
                .isEqualTo(
                        "4EVENT / -1 [5 'e' {2 a\n: [3 [0 ) {0 ) [2 l1 [1 l2 ) ) ) b: null ) true 'é\"😀' '[,]{}' )");
    }

    @Test
    void numbers_areWholeWhereverTheyCanBe() {
        assertThat(event(0, -1, 1.5, 5.0, Long.MAX_VALUE, Long.MIN_VALUE, 1e300, false))
                .isEqualTo("4EVENT / -1 [9 'e' l0 l-1 d1.5 l5 l9223372036854775807 l-9223372036854775808 d1.0E300"
                        + " false )");
        assertThat(event(new BigInteger("18446744073709551615"))).endsWith(" b18446744073709551615 )");
    }

    @Test
    void binaryValues_areInline_asManyAsThereAre() {
        byte[] one = {1};
        assertThat(event(one, Map.of("x", List.of(new byte[0], one)))).endsWith("[3 'e' #01 {1 x: [2 # #01 ) ) )");
        Object[] many = IntStream.range(0, 100).mapToObj(i -> one).toArray();
        assertThat(event(many)).contains("[101 'e'" + " #01".repeat(100));
    }

    @Test
    void dataThatLookLikeAPlace_areData_besideBinaryValues() {
        Map<String, Object> look = new LinkedHashMap<>();
        look.put("_placeholder", true);
        look.put("num", 0);
        assertThat(event(look, new byte[] {9}, look))
                .endsWith("[4 'e' {2 _placeholder: true num: l0 ) #09 {2 _placeholder: true num: l0 ) )");
    }

    @Test
    void jsonOfJsonP_thatLooksLikeAPlace_isData() {
        jakarta.json.JsonObject look = jakarta.json.Json.createObjectBuilder()
                .add("_placeholder", true)
                .add("num", 0)
                .build();
        assertThat(event(look, new byte[] {9})).endsWith("[3 'e' {2 _placeholder: true num: l0 ) #09 )");
    }

    @Test
    void jsonWithBlanks_isToldLikeOtherJson() {
        Payload event = Payload.ofNode(
                "[\"e\" , { \"a\" : [ 1 , { \"_placeholder\" : true , \"num\" : 0 } ] } ]", List.of(new byte[] {7}));
        assertThat(parser.event("/", Packet.NO_ID, event.asEvent()).text()).endsWith("[2 'e' {1 a: [2 l1 #07 ) ) )");
    }

    @Test
    void attachment_withASecondPlace_isWrittenOnce() {
        String place = "{\"_placeholder\":true,\"num\":0}";
        Payload values = Payload.ofNode("[" + place + "," + place + "]", List.of(new byte[] {7}));
        assertThat(parser.ack("/", 1, values).text()).endsWith("[2 #07 {2 _placeholder: true num: l0 ) )");
    }

    @Test
    void parser_thatWritesNoneOrTwoMessages_isAMistakeOfItsOwn() {
        spelling.messages = 0;
        assertThatIllegalStateException().isThrownBy(() -> parser.disconnect("/"));
        spelling.messages = 2;
        assertThatIllegalStateException().isThrownBy(() -> parser.disconnect("/"));
    }

    // --- reading

    private Packet read(Parser.Type type, String namespace, long id, Consumer<ValueSink> data)
            throws ProtocolException {
        spelling.reading = to -> data.accept(to.packet(type, namespace, id));
        return parser.newReader().binary(new byte[0]);
    }

    private Payload readEvent(Consumer<ValueSink> args) throws ProtocolException {
        return ((Packet.Event) read(Parser.Type.EVENT, "/", Packet.NO_ID, to -> {
                    to.startArray(-1);
                    to.writeText("e");
                    args.accept(to);
                    to.end();
                }))
                .payload();
    }

    @Test
    void everyKindOfValue_isReadAsTheStandardFormIs() throws ProtocolException {
        Payload event = readEvent(to -> {
            to.writeNull();
            to.writeBoolean(true);
            to.writeLong(-7);
            to.writeBigInteger(new BigInteger("18446744073709551615"));
            to.writeDouble(1.5);
            to.writeDouble(5.0);
            to.writeDouble(-0.0);
            to.writeDouble(Double.NaN);
            to.writeDouble(Double.NEGATIVE_INFINITY);
            to.writeText("é\"\n\ud800");
            to.startObject(-1);
            to.writeKey("a");
            to.startArray(-1);
            to.writeLong(1);
            to.startArray(-1);
            to.end();
            to.end();
            to.writeKey("b\\");
            to.writeNull();
            to.end();
        });
        assertThat(event.name()).isEqualTo("e");
        assertThat(event.elements())
                .containsExactly(
                        "\"e\"",
                        "null",
                        "true",
                        "-7",
                        "18446744073709551615",
                        "1.5",
                        "5",
                        "0",
                        "null",
                        "null",
                        "\"é\\\"\\n\\ud800\"",
                        "{\"a\":[1,[]],\"b\\\\\":null}");
    }

    @Test
    void binaryValues_becomeAttachments() throws ProtocolException {
        byte[] bytes = {1, 2};
        Payload event = readEvent(to -> {
            to.writeBinary(bytes);
            to.startArray(1);
            to.writeBinary(new byte[0]);
            to.end();
        });
        assertThat((byte[]) event.read(0, binding, byte[].class)).containsExactly(1, 2);
        assertThat((List<?>) event.read(1, binding, Object.class))
                .singleElement()
                .isEqualTo(new byte[0]);
    }

    @Test
    void dataThatLookLikeAPlace_areReadAsData() throws ProtocolException {
        Payload event = readEvent(to -> {
            to.startObject(2);
            to.writeKey("_placeholder");
            to.writeBoolean(true);
            to.writeKey("num");
            to.writeLong(0);
            to.end();
            to.writeBinary(new byte[] {9});
        });
        assertThat(event.read(0, binding, Object.class).toString()).isEqualTo("{_placeholder=true, num=0}");
        assertThat((byte[]) event.read(1, binding, Object.class)).containsExactly(9);
        assertThat(parser.ack("/", 1, Payload.values(binding, event.read(0, binding, Object.class), new byte[] {9}))
                        .text())
                .endsWith("[2 {2 _placeholder: true num: l0 ) #09 )");
    }

    @Test
    void connect_carriesAnObjectOrNothing() throws ProtocolException {
        Packet.Connect with = (Packet.Connect) read(Parser.Type.CONNECT, "/chat", Packet.NO_ID, to -> {
            to.startObject(1);
            to.writeKey("token");
            to.writeText("x");
            to.end();
        });
        assertThat(with.namespace()).isEqualTo("/chat");
        assertThat(with.auth().elements()).containsExactly("{\"token\":\"x\"}");
        assertThat(with.length()).isEqualTo(13);
        Packet.Connect without = (Packet.Connect) read(Parser.Type.CONNECT, "/", Packet.NO_ID, to -> {});
        assertThat(without.auth()).isSameAs(Payload.NOTHING);
    }

    @Test
    void acknowledgementAndDisconnect_areRead() throws ProtocolException {
        Packet.Ack ack = (Packet.Ack) read(Parser.Type.ACK, "/", Packet.MAX_ID, to -> {
            to.startArray(0);
            to.end();
        });
        assertThat(ack.ackId()).isEqualTo(9007199254740991L);
        assertThat(ack.payload().size()).isZero();
        assertThat(read(Parser.Type.DISCONNECT, "/x", Packet.NO_ID, to -> {})).isEqualTo(new Packet.Disconnect("/x"));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad("CONNECT_ERROR", Parser.Type.CONNECT_ERROR, "/", -1, to -> {}),
                bad("no namespace", Parser.Type.CONNECT, "", -1, to -> {}),
                bad("a namespace without a slash", Parser.Type.CONNECT, "chat", -1, to -> {}),
                bad("a namespace of 21 characters", Parser.Type.CONNECT, "/".repeat(21), -1, to -> {}),
                bad("id -2", Parser.Type.EVENT, "/", -2, PluggedParserTest::anEvent),
                bad("id 2^53", Parser.Type.EVENT, "/", 1L << 53, PluggedParserTest::anEvent),
                bad("CONNECT with a list", Parser.Type.CONNECT, "/", -1, PluggedParserTest::anEvent),
                bad("CONNECT with null", Parser.Type.CONNECT, "/", -1, ValueSink::writeNull),
                bad("DISCONNECT with data", Parser.Type.DISCONNECT, "/", -1, ValueSink::writeNull),
                bad("an event without data", Parser.Type.EVENT, "/", -1, to -> {}),
                bad("an acknowledgement without data", Parser.Type.ACK, "/", 1, to -> {}),
                bad("an event with an object", Parser.Type.EVENT, "/", -1, to -> to.startObject(0)),
                bad("an event with a text", Parser.Type.EVENT, "/", -1, to -> to.writeText("e")),
                bad("an empty event", Parser.Type.EVENT, "/", -1, to -> {
                    to.startArray(0);
                    to.end();
                }),
                bad("a reserved name", Parser.Type.EVENT, "/", -1, to -> {
                    to.startArray(1);
                    to.writeText("disconnect");
                    to.end();
                }),
                bad("an event named by bytes", Parser.Type.EVENT, "/", -1, to -> {
                    to.startArray(1);
                    to.writeBinary(new byte[1]);
                    to.end();
                }),
                bad("an array that does not end", Parser.Type.EVENT, "/", -1, to -> {
                    to.startArray(1);
                    to.writeText("e");
                }),
                bad("two values", Parser.Type.EVENT, "/", -1, to -> {
                    anEvent(to);
                    anEvent(to);
                }),
                bad("an end of nothing", Parser.Type.EVENT, "/", -1, ValueSink::end),
                bad("a key in an array", Parser.Type.EVENT, "/", -1, to -> {
                    to.startArray(1);
                    to.writeKey("k");
                }),
                bad("a member without a key", Parser.Type.CONNECT, "/", -1, to -> {
                    to.startObject(1);
                    to.writeNull();
                }),
                bad("a key without a value", Parser.Type.CONNECT, "/", -1, to -> {
                    to.startObject(1);
                    to.writeKey("k");
                    to.end();
                }),
                bad("two keys", Parser.Type.CONNECT, "/", -1, to -> {
                    to.startObject(1);
                    to.writeKey("k");
                    to.writeKey("l");
                }),
                bad("more than 3 look-alikes", Parser.Type.CONNECT, "/", -1, to -> {
                    to.startObject(1);
                    for (int i = 0; i < 4; i++) {
                        to.writeKey("_placeholder");
                        to.writeNull();
                    }
                    to.end();
                }));
    }

    private static void anEvent(ValueSink to) {
        to.startArray(1);
        to.writeText("e");
        to.end();
    }

    private static Arguments bad(String what, Parser.Type type, String namespace, long id, Consumer<ValueSink> data) {
        return Arguments.of(what, type, namespace, id, data);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void badPacket_isAViolation_thoughTheParserGoesOn(
            String what, Parser.Type type, String namespace, long id, Consumer<ValueSink> data) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(type, namespace, id, data));
        spelling.reading = to -> {
            try {
                data.accept(to.packet(type, namespace, id));
            } catch (RuntimeException swallowed) {
                try {
                    anEvent(to.packet(Parser.Type.EVENT, "/", Packet.NO_ID));
                } catch (RuntimeException swallowedToo) {
                    return;
                }
            }
        };
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.newReader().binary(new byte[0]));
    }

    @Test
    void parser_thatReadsNothingOrTwoPackets_orFails_isAViolation() {
        PacketReader reader = parser.newReader();
        List<Spelling.Reading> readings = List.of(
                to -> {},
                to -> {
                    to.packet(Parser.Type.CONNECT, "/", Packet.NO_ID);
                    to.packet(Parser.Type.CONNECT, "/", Packet.NO_ID);
                },
                to -> {
                    throw new IOException("what the client said");
                },
                to -> {
                    throw new IndexOutOfBoundsException(7);
                },
                to -> {
                    throw new StackOverflowError();
                });
        for (Spelling.Reading reading : readings) {
            spelling.reading = reading;
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> reader.binary(new byte[0]))
                    .withMessageNotContaining("what the client said");
        }
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> reader.text("2[\"e\"]"));
    }

    @ParameterizedTest
    @CsvSource({"5, true", "6, false"})
    void nesting_isAllowedUpToTheLimit_asInTheStandardForm(int depth, boolean allowed) {
        Consumer<ValueSink> nested = to -> {
            for (int i = 1; i < depth; i++) {
                to.startArray(1);
            }
            to.writeNull();
            for (int i = 1; i < depth; i++) {
                to.end();
            }
        };
        assertThat(accepts(nested)).isEqualTo(allowed);
    }

    @Test
    void whatAPacketSays_isBounded_whateverTheParserMakesOfIt() {
        assertThat(accepts(to -> IntStream.range(0, 2).forEach(i -> to.writeText("x".repeat(390)))))
                .isTrue();
        assertThat(accepts(to -> IntStream.range(0, 3).forEach(i -> to.writeText("x".repeat(390)))))
                .isFalse();
        assertThat(accepts(to -> to.writeText("x".repeat(900)))).isFalse();
        assertThat(accepts(to -> to.writeBinary(new byte[900]))).isFalse();
        int[] written = {0};
        assertThat(accepts(to -> {
                    for (; written[0] < 1_000_000; written[0]++) {
                        to.writeNull();
                    }
                }))
                .isFalse();
        assertThat(written[0]).isLessThan(100);
        written[0] = 0;
        assertThat(accepts(to -> {
                    to.startArray(-1);
                    for (; written[0] < 1_000_000; written[0]++) {
                        to.writeBinary(new byte[0]);
                    }
                }))
                .isFalse();
        assertThat(written[0]).isLessThan(100);
        written[0] = 0;
        assertThat(accepts(to -> {
                    to.startObject(-1);
                    for (; written[0] < 1_000_000; written[0]++) {
                        to.writeKey("k".repeat(50));
                        to.writeNull();
                    }
                }))
                .isFalse();
        assertThat(written[0]).isLessThan(100);
    }

    private boolean accepts(Consumer<ValueSink> args) {
        try {
            readEvent(args);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    @Test
    void eventsLength_countsTextsAttachmentsAndManyArguments() throws ProtocolException {
        PluggedParser roomy = new PluggedParser(spelling, new PacketLimits(10, 256, 512, 1_000_000));
        spelling.reading = to -> {
            ValueSink data = to.packet(Parser.Type.EVENT, "/", Packet.NO_ID);
            data.startArray(3);
            data.writeText("e");
            data.writeBinary(new byte[1_000]);
            for (int i = 0; i < 100; i++) {
                data.writeNull();
            }
            data.end();
        };
        Packet.Event event = (Packet.Event) roomy.newReader().binary(new byte[0]);
        assertThat(event.length()).isBetween(1_000 + 400 + 84 * 56, 1_000 + 500 + 86 * 56);
    }

    @Test
    void binaryMessages_haveNoText() {
        Message message = Message.binary(new byte[] {1, 2, 3});
        assertThat(message.text()).isNull();
        assertThat(message.attachments()).containsExactly(new byte[] {1, 2, 3});
        assertThat(message.size()).isEqualTo(3);
        assertThat(message.frames()).containsExactly(0x82, 3, 1, 2, 3);
    }
}
