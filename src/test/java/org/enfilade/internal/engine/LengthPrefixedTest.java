package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthPrefixedTest {
    private final List<String> read = new ArrayList<>();

    private boolean read(String body) {
        return LengthPrefixed.read(body, read::add);
    }

    private boolean readBinary(String hex) {
        return LengthPrefixed.read(
                HexFormat.of().parseHex(hex.replace(" ", "")),
                read::add,
                packet -> read.add("#" + HexFormat.of().formatHex(packet)));
    }

    // --- text

    @Test
    void packets_standBehindTheirLengths() {
        assertThat(read("6:4hello2:4a1:2")).isTrue();
        assertThat(read).containsExactly("4hello", "4a", "2");
    }

    @Test
    void length_countsAsJavaScriptDoes() {
        StringBuilder out = new StringBuilder();
        LengthPrefixed.append("4\u00e9\ud83d\ude00", out);
        assertThat(out).hasToString("4:4\u00e9\ud83d\ude00");

        assertThat(read(out + "1:2")).isTrue();
        assertThat(read).containsExactly("4\u00e9\ud83d\ude00", "2");
    }

    @Test
    void packet_mayHoldWhatLooksLikeALength() {
        assertThat(read("6:43:4ab1:2")).isTrue();
        assertThat(read).containsExactly("43:4ab", "2");
    }

    @Test
    void emptyPackets_areLeftOut() {
        assertThat(read("0:1:20:")).isTrue();
        assertThat(read).containsExactly("2");
    }

    @Test
    void leadingZeros_areDigits() {
        assertThat(read("0000000000000000000000001:2")).isTrue();
        assertThat(read).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":4a",
                "a",
                "4hello",
                "-1:4",
                "+1:4",
                "1e0:4",
                "0x1:4",
                " 1:4",
                "1 :4",
                "1",
                "12345",
                "2:4",
                "6:4hell",
                "4294967297:4",
                "18446744073709551617:4",
                "99999999999999999999999999999999999999999999:4",
                "\u0661:4",
                "1\u001e4"
            })
    void noPayload_isRefused(String body) {
        assertThat(read(body)).isFalse();
        assertThat(read).isEmpty();
    }

    @Test
    void packetsBeforeAMistake_haveBeenHandedOn() {
        assertThat(read("2:4a2:4b9:4c")).isFalse();
        assertThat(read).containsExactly("4a", "4b");
    }

    @Test
    void length_thatCutsACharacterInTwo_isRefused() {
        assertThat(read("2:4\ud83d\ude00")).isFalse();
        assertThat(read).isEmpty();
    }

    @Test
    void digitsWithoutEnd_areReadOnce() {
        assertThat(read("1".repeat(1 << 24))).isFalse();
        assertThat(read("0".repeat(1 << 24))).isFalse();
    }

    // --- binary

    @Test
    void binaryBody_says_whatIsText() {
        assertThat(readBinary("00 06 ff 34 68 65 6c 6c 6f  01 04 ff 04 01 02 03  00 01 ff 32"))
                .isTrue();
        assertThat(read).containsExactly("4hello", "#04010203", "2");
    }

    @Test
    void binaryBody_hasDigitsOneAByte() {
        String text = "4" + "x".repeat(122);
        byte[] body = LengthPrefixed.binary(text, List.of());
        assertThat(HexFormat.of().formatHex(body)).startsWith("00010203ff34");
        assertThat(LengthPrefixed.read(body, read::add, packet -> false)).isTrue();
        assertThat(read).containsExactly(text);
    }

    @Test
    void binaryBody_countsBytes() {
        byte[] body = LengthPrefixed.binary("4\u00e9\ud83d\ude00", List.of(new byte[] {4, 9}));
        assertThat(HexFormat.of().formatHex(body)).isEqualTo("0007ff34c3a9f09f9880" + "0102ff0409");
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "00",
        "01",
        "0001",
        "0001ff",
        "00ff",
        "01ff",
        "0000ff",
        "0100ff",
        "0005ff34",
        "02 01 ff 34",
        "ff 01 ff 34",
        "34 01 ff 34",
        "00 0a ff 34",
        "00 31 ff 34",
        "00 80 ff 34",
        "01 01 01 01",
        "00 04 02 09 04 09 06 07 02 09 07 ff 34",
        "00 09 09 09 09 09 09 09 09 09 09 09 09 09 09 09 09 09 09 09 09 ff 34",
    })
    void noBinaryPayload_isRefused(String hex) {
        assertThat(readBinary(hex)).isFalse();
        assertThat(read).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"00 02 ff 34 ff", "00 04 ff 34 ed a0 bd", "00 03 ff 34 c0 80", "00 02 ff 34 c3"})
    void textThatIsNoUtf8_isRefused(String hex) {
        assertThat(readBinary(hex)).isFalse();
        assertThat(read).isEmpty();
    }

    @Test
    void binaryPacket_thatIsNone_isRefused() {
        byte[] body = HexFormat.of().parseHex("0101ff02" + "0001ff34");
        assertThat(LengthPrefixed.read(body, read::add, packet -> false)).isFalse();
        assertThat(read).isEmpty();
    }

    @Test
    void binaryDigitsWithoutEnd_areReadOnce() {
        assertThat(LengthPrefixed.read(new byte[1 << 24], read::add, packet -> true))
                .isFalse();
        byte[] nines = "\t".repeat(1 << 24).getBytes(StandardCharsets.US_ASCII);
        nines[0] = 1;
        assertThat(LengthPrefixed.read(nines, read::add, packet -> true)).isFalse();
        nines[nines.length - 1] = (byte) 255;
        assertThat(LengthPrefixed.read(nines, read::add, packet -> true)).isFalse();
    }

    @Test
    void whatIsWritten_isRead() {
        for (int length = 0; length < 300; length++) {
            byte[] content = new byte[length];
            byte[] body =
                    LengthPrefixed.binary("4" + "\u20ac".repeat(length), List.of(LengthPrefixed.withType(content)));
            read.clear();
            assertThat(LengthPrefixed.read(body, read::add, packet -> read.add("#" + packet.length)))
                    .isTrue();
            assertThat(read).containsExactly("4" + "\u20ac".repeat(length), "#" + (length + 1));
        }
    }
}
