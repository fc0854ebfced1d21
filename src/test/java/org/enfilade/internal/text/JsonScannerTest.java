package org.enfilade.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "-1",
                "10",
                "0.5",
                "-0.5",
                "1e5",
                "1E+5",
                "1.25e-5",
                "99999999999999999999999999",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a\"",
                "\"\u00e9\ud83d\ude00\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\u00e9\\uD83D\\uDE00\\ud800\"",
                "\"\u007f\"",
                "\"\ud800\"",
                "[]",
                "[ ]",
                "[1]",
                "[[],[[]]]",
                "{}",
                "{ }",
                "{\"a\":1}",
                "{\"a\":{\"b\":[1,{}]},\"c\":\"d\"}",
                "{\"\":0}",
                "{\"a\":1,\"a\":2}",
                "\t\r\n 1"
            })
    void validValue_isAnElement(String json) throws InvalidJsonException {
        assertThat(new JsonScanner("[" + json + "]", 0, 9, 0).elements()).containsExactly(json.strip());
        assertThat(new JsonScanner("[0, " + json + " ,0 ]", 0, 9, 0).elements())
                .containsExactly("0", json.strip(), "0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1.e5",
                "1e",
                "1e+",
                "0x1",
                "1 2",
                "Infinity",
                "NaN",
                "tru",
                "True",
                "nul",
                "undefined",
                "\"",
                "\"a",
                "'a'",
                "\"\n\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u\uff11234\"",
                "\"\\",
                "[",
                "]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1}",
                "{",
                "}",
                "{1:2}",
                "{a:1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1]",
                "/* */1",
                "1//",
                "\u00a01",
                "\ufeff1"
            })
    void brokenValue_isRefused(String json) {
        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> new JsonScanner("[0," + json + "]", 0, 9, 0).elements());
    }

    @Test
    void elements_keepTheirTextAsItStands() throws InvalidJsonException {
        assertThat(new JsonScanner("42[\"a\" , { \"b\" : 1 } ,[ ]]", 2, 9, 0).elements())
                .containsExactly("\"a\"", "{ \"b\" : 1 }", "[ ]");
    }

    @Test
    void depth_countsObjectsAndArraysAlike() throws InvalidJsonException {
        assertThat(new JsonScanner("[[{\"a\":1}]]", 0, 3, 0).elements()).hasSize(1);
        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> new JsonScanner("[[{\"a\":[1]}]]", 0, 3, 0).elements());
    }

    @Test
    void ownArrays_areTakenApart_howeverLongTheirNumbers() {
        String number = "9".repeat(2_000) + "E+2147483647";
        assertThat(JsonArrays.elements("[\"e\"," + number + "]")).containsExactly("\"e\"", number);
    }

    @Test
    void ownArrays_areTakenApartHoweverDeep() {
        String deep = "[".repeat(500) + "]".repeat(500);
        assertThat(JsonArrays.elements("[\"e\"," + deep + "]")).containsExactly("\"e\"", deep);
        assertThatIllegalArgumentException().isThrownBy(() -> JsonArrays.elements("{}"));
    }
}
