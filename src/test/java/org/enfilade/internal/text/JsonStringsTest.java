package org.enfilade.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonStringsTest {
    private static String quote(String text) {
        StringBuilder out = new StringBuilder();
        JsonStrings.quote(text, out);
        return out.toString();
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", "\"\""),
                Arguments.of("plain", "\"plain\""),
                Arguments.of("a\"b\\c/d", "\"a\\\"b\\\\c/d\""),
                Arguments.of("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""),
                Arguments.of("\u0000\u001f\u007f", "\"\\u0000\\u001f\u007f\""),
                Arguments.of("h\u00e9\u20ac", "\"h\u00e9\u20ac\""),
                Arguments.of("\ud83c\udff3\ufe0f\u200d\ud83c\udf08", "\"\ud83c\udff3\ufe0f\u200d\ud83c\udf08\""),
                Arguments.of("\u2028\u2029", "\"\u2028\u2029\""),
                Arguments.of("\ud800", "\"\\ud800\""),
                Arguments.of("\udc00", "\"\\udc00\""),
                Arguments.of("a\ud800b", "\"a\\ud800b\""),
                Arguments.of("\udc00\ud800", "\"\\udc00\\ud800\""),
                Arguments.of("\ud800\ud83c\udff3\ud800", "\"\\ud800\ud83c\udff3\\ud800\""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_isQuotedAndUnquoted(String text, String literal) {
        assertThat(quote(text)).isEqualTo(literal);
        assertThat(JsonStrings.unquote(literal)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void literal_survivesUtf8(String text, String literal) {
        String sent = new String(quote(text).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(JsonStrings.unquote(sent)).isEqualTo(text);
    }

    @Test
    void foreignEscapes_areUnderstood() {
        assertThat(JsonStrings.unquote("\"\\/\\u0041\\u00E9\\uD83C\\udff3\\\\u0041\""))
                .isEqualTo("/A\u00e9\ud83c\udff3\\u0041");
    }

    @Test
    void quote_appends() {
        StringBuilder out = new StringBuilder("[");
        JsonStrings.quote("a\nb", out);
        assertThat(out).hasToString("[\"a\\nb\"");
    }
}
