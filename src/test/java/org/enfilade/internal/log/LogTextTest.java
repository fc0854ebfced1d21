package org.enfilade.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Grüße, 日本語, 😀 \"quoted\" \\n"})
    void harmlessText_isLeftAsItIs(String text) {
        assertThat(LogText.line(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x61c, 0x200b, 0x200e,
                0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xd800, 0xdc00
            })
    void characterThatALogObeys_isWritten(int c) {
        String text = "a" + (char) c + "b";
        assertThat(LogText.line(text)).startsWith("a\\").endsWith("b").doesNotContain(String.valueOf((char) c));
        assertThat(LogText.quote(text)).startsWith("\"a\\").endsWith("b\"").doesNotContain(String.valueOf((char) c));
    }

    @Test
    void escapes_areThoseOfJava() {
        assertThat(LogText.line("\r\n\t\u001b\u202e")).isEqualTo("\\r\\n\\t\\u001b\\u202e");
        assertThat(LogText.line(new String(Character.toChars(0xe0001)))).isEqualTo("\\udb40\\udc01");
        assertThat(LogText.line(null)).isEqualTo("null");
    }

    @Test
    void quotedName_cannotEndItsQuotation() {
        assertThat(LogText.quote("x\" failed, \\")).isEqualTo("\"x\\\" failed, \\\\\"");
    }

    @Test
    void longText_isCut_andSaysHowLongItWas() {
        assertThat(LogText.line("x".repeat(1_000_000))).hasSizeLessThan(4_100).endsWith("… (1000000 characters)");
        assertThat(LogText.quote("x".repeat(1_000))).hasSizeLessThan(150).endsWith("… (1000 characters)\"");
    }

    // --- throwables

    private static String[] printed(Throwable failure) {
        StringWriter text = new StringWriter();
        LoggedThrowable.of(failure).printStackTrace(new PrintWriter(text, true));
        return text.toString().split("\\R");
    }

    @Test
    void harmlessThrowable_isLeftAsItIs() {
        Exception failure = new IllegalStateException("outer", new RuntimeException("inner"));
        assertThat(LoggedThrowable.of(failure)).isSameAs(failure);
        assertThat(LoggedThrowable.of(null)).isNull();
    }

    @Test
    void messagesOfAll_areOneLineEach_andTheTracesTheSame() {
        Exception failure = new IllegalStateException("a\nforged", new RuntimeException("b\r\nforged"));
        failure.addSuppressed(new RuntimeException("c\u2028forged"));
        assertThat(printed(failure))
                .contains("java.lang.IllegalStateException: a\\nforged")
                .contains("Caused by: java.lang.RuntimeException: b\\r\\nforged")
                .contains("\tSuppressed: java.lang.RuntimeException: c\\u2028forged")
                .anyMatch(line -> line.contains("at " + LogTextTest.class.getName() + ".messagesOfAll"))
                .noneMatch(line -> line.startsWith("forged"));
        assertThat(LoggedThrowable.of(failure).getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    void causeDeepInside_isSeen() {
        Throwable failure = new RuntimeException("x\nforged");
        for (int i = 0; i < 20; i++) {
            failure = new RuntimeException("level " + i, failure);
        }
        assertThat(printed(failure)).noneMatch(line -> line.startsWith("forged"));
    }

    @Test
    void circle_endlessChain_andBrokenDescription_areNoProblem() {
        Exception one = new Exception("one\n");
        one.initCause(new Exception("two", one));
        assertThat(printed(one)).isNotEmpty();

        Throwable chain = new Exception("end");
        for (int i = 0; i < 10_000; i++) {
            chain = new Exception("x", chain);
        }
        long headlines = Arrays.stream(printed(chain))
                .filter(line -> line.contains("Exception: x"))
                .count();
        assertThat(headlines).isBetween(50L, 150L);

        assertThat(printed(new Exception() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String toString() {
                        throw new IllegalStateException();
                    }
                }))
                .isNotEmpty();
    }
}
