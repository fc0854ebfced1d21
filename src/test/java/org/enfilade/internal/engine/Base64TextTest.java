package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "b+/++AQIDBA==",
                "b-_--AQIDBA==",
                "b-/-+AQIDBA",
                "b+/++AQIDBA==\n",
                "b\n+/++\r\nAQID\r\nBA==\r\n",
                "b +/++ AQ ID\tBA = =",
            })
    void bytes_areReadHoweverTheirClientWritesThem(String packet) {
        assertThat(Base64Text.decode(packet, 1)).containsExactly(0xfb, 0xff, 0xbe, 1, 2, 3, 4);
    }

    @Test
    void nothing_isNoBytes() {
        assertThat(Base64Text.decode("b", 1)).isEmpty();
        assertThat(Base64Text.decode("b\n", 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b?",
                "bA",
                "bAQ=",
                "bAQ==AQ==",
                "bAQI\u0142",
                "bAQID!",
                "b\u00e9\u00e9\u00e9\u00e9",
                "b\u0000\u0000\u0000\u0000"
            })
    void anythingElse_isNoBase64(String packet) {
        assertThatIllegalArgumentException().isThrownBy(() -> Base64Text.decode(packet, 1));
    }

    @Test
    void text_ofManyLines_isReadAsOne() {
        byte[] bytes = new byte[700_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }

        assertThat(Base64Text.decode(Base64.getMimeEncoder().encodeToString(bytes), 0))
                .isEqualTo(bytes);
    }
}
