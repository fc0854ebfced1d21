package org.enfilade.internal.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.enfilade.internal.json.JsonBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OlderParserTest {
    private static final PacketLimits LIMITS = new PacketLimits(10, 256, 20, 1_000_000);

    private final JsonBinding binding = new JsonBinding();
    private final OlderParser parser = new OlderParser(LIMITS);
    private final PacketReader reader = parser.newReader();

    private String read(String message) throws ProtocolException {
        Packet packet = reader.text(message);
        if (packet instanceof Packet.Connect) {
            Packet.Connect connect = (Packet.Connect) packet;
            return connect.namespace() + " " + String.join(",", connect.auth().elements());
        }
        return String.valueOf(packet);
    }

    // --- in

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0               | /       |",
                "0/chat          | /chat   |",
                "0/chat,         | /chat   |",
                "0/chat?,        | /chat   |",
                "0/chat?&&       | /chat   |",
                "0/chat?a=1,     | /chat   | {\"a\":\"1\"}",
                "0/chat?a=1      | /chat   | {\"a\":\"1\"}",
                "0/chat?a=1&b,   | /chat   | {\"a\":\"1\",\"b\":\"\"}",
                "0/chat?a=b=c?d, | /chat   | {\"a\":\"b=c?d\"}",
                "0/chat?a+b=c%20d%26%2C, | /chat | {\"a b\":\"c d&,\"}",
                "0/chat?%C3%A9=%F0%9F%98%80, | /chat | {\"\u00e9\":\"\ud83d\ude00\"}",
                "0/chat?a=%zz,   | /chat   | {\"a\":\"%zz\"}",
                "0/chat?a=\",    | /chat   | {\"a\":\"\\\"\"}",
                "0/caf\u00e9?a=1,     | /caf\u00e9   | {\"a\":\"1\"}",
                "0/?a=1,         | /       | {\"a\":\"1\"}",
                "0/chat,{\"a\":\"?\"} | /chat | {\"a\":\"?\"}"
            })
    void query_isTheAuthPayload(String message, String namespace, String auth) throws ProtocolException {
        assertThat(read(message)).isEqualTo(namespace + " " + (auth == null ? "" : auth));
    }

    @Test
    void parameterThatIsThereTwice_hasItsLastValue() throws ProtocolException {
        Packet.Connect packet = (Packet.Connect) reader.text("0/chat?a=1&b=2&a=3,");
        assertThat(packet.auth().read(0, binding, JsonObject.class)).hasToString("{\"a\":\"3\",\"b\":\"2\"}");
    }

    @Test
    void lengthOfANamespace_isCountedWithoutItsQuery() throws ProtocolException {
        String query = "token=" + "x".repeat(5_000);
        assertThat(read("0/" + "n".repeat(19) + "?" + query + ",")).startsWith("/nnn");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read("0/" + "n".repeat(20) + "?" + query + ","))
                .satisfies(e -> assertThat(e.limit()).isEqualTo("maxNamespaceLength"));
    }

    @Test
    void lengthOfTheAuthPayload_isTheOneOfItsText() throws ProtocolException {
        Packet.Connect packet = (Packet.Connect) reader.text("0/chat?a=1,");
        assertThat(packet.length()).isEqualTo("{\"a\":\"1\"}".length());
    }

    @Test
    void manyParameters_thatCannotBeDecoded_cost_asMuchAsTheyAreLong() throws ProtocolException {
        String parameter = "%&";
        Packet.Connect packet = (Packet.Connect) reader.text("0/chat?" + parameter.repeat(400_000));
        assertThat(packet.length()).isEqualTo("\"%\":\"\",".length() * 400_000 + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/chat?a=1,x", "0/chat?a=1,[]", "0/chat?a=b,c=d", "4\"x\"", "4{}", "2/chat?a=1", "9", ""})
    void noPacket_isRefused(String message) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> reader.text(message));
    }

    @Test
    void binaryEvent_isReadAsToday() throws ProtocolException {
        assertThat(reader.text("51-/chat,7[\"img\",{\"_placeholder\":true,\"num\":0}]"))
                .isNull();
        assertThat(reader.awaitedNamespace()).isEqualTo("/chat");
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> reader.text("0/x?a=1,"));
        Packet.Event event = (Packet.Event) reader.binary(new byte[] {1, 2});
        assertThat(event.payload().attachments()).containsExactly(new byte[] {1, 2});
    }

    // --- out

    @Test
    void connect_hasNoId() {
        assertThat(parser.connect("/", "x", null).text()).isEqualTo("40");
        assertThat(parser.connect("/chat", "x", "y").text()).isEqualTo("40/chat,");
    }

    @Test
    void events_acknowledgementsAndDisconnect_areAsToday() {
        StandardParser today = new StandardParser(LIMITS);
        Payload event = Payload.event(binding, "img", new byte[] {1}, "a");
        assertThat(parser.event("/chat", 7, event))
                .hasToString(today.event("/chat", 7, event).toString());
        assertThat(parser.ack("/", 7, event))
                .hasToString(today.ack("/", 7, event).toString());
        assertThat(parser.disconnect("/chat").text()).isEqualTo("41/chat,");
    }

    private String refusal(String namespace, Object... data) {
        Payload payload = data == null || data.length > 0 ? Payload.values(binding, data) : Payload.NOTHING;
        return parser.connectError(namespace, "not \"you\"", payload).text();
    }

    @Test
    void refusal_isTheData_orElseTheMessage() {
        assertThat(refusal("/")).isEqualTo("44\"not \\\"you\\\"\"");
        assertThat(refusal("/chat")).isEqualTo("44/chat,\"not \\\"you\\\"\"");
        assertThat(refusal("/chat", Map.of("code", 401))).isEqualTo("44/chat,{\"code\":401}");
        assertThat(refusal("/", "why")).isEqualTo("44\"why\"");
        assertThat(refusal("/", List.of())).isEqualTo("44[]");
    }

    @Test
    void data_thatJavaScriptTakesForNone_isNone() {
        for (Object nothing : new Object[] {null, false, 0, ""}) {
            assertThat(refusal("/", new Object[] {nothing})).as("%s", nothing).isEqualTo("44\"not \\\"you\\\"\"");
        }
    }

    @Test
    void binaryData_cannotBeSent() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> refusal("/", new Object[] {new byte[1]}));
    }
}
