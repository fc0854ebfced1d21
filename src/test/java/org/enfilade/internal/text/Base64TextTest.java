package org.enfilade.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "b+/++AQIDBA==",
                "b-_--AQIDBA==",
                "b-/-+AQIDBA",
                "b+/++AQIDBA=",
                "b+/++AQIDBA==\n",
                "b\n+/++\r\nAQID\r\nBA==\r\n",
                "b +/++ AQ ID\tBA = =",
            })
    void bytes_areReadHoweverTheirClientWritesThem(String packet) {
        assertThat(Base64Text.decode(packet, 1)).containsExactly(0xfb, 0xff, 0xbe, 1, 2, 3, 4);
    }

    /** What {@code Buffer.from(text, 'base64').toString('hex')} says in Node.js 20. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "nothing",
            value = {
                "A, nothing",
                "AQ, 01",
                "AQI, 0102",
                "AQ=, 01",
                "AQ==AQ==, 01",
                "AQ=AQ, 01",
                "!, nothing",
                "AQ!ID, 010203",
                "\u00e9\u00e9, nothing",
                "AQ\u2028ID, 010203",
                "A A, 00",
                "=AQID, nothing",
                "A=QID, nothing",
                "AQID=, 010203",
                "AQIDB, 010203"
            })
    void anythingElse_isReadAsByTheReference(String text, String hex) {
        assertThat(HexFormat.of().formatHex(Base64Text.decode(text, 0))).isEqualTo(hex == null ? "" : hex);
    }

    @Test
    void nothing_isNoBytes() {
        assertThat(Base64Text.decode("b", 1)).isEmpty();
        assertThat(Base64Text.decode("b\n", 1)).isEmpty();
    }

    @Test
    void eachLength_isReadWithAndWithoutPadding() {
        for (int length = 0; length < 20; length++) {
            byte[] bytes = bytes(length);
            assertThat(Base64Text.decode(Base64.getEncoder().encodeToString(bytes), 0))
                    .isEqualTo(bytes);
            assertThat(Base64Text.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), 0))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void text_ofManyLines_isReadAsOne() {
        byte[] bytes = bytes(700_000);

        assertThat(Base64Text.decode(Base64.getMimeEncoder().encodeToString(bytes), 0))
                .isEqualTo(bytes);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + 200);
        }
        return bytes;
    }
}
