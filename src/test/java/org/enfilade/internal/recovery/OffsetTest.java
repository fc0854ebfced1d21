package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 35, 36, 1L << 40})
    void parse_ofWhatWasWritten_isThePosition(long position) {
        assertThat(Offset.parse(Offset.text(position, ""), "")).isEqualTo(position);
        assertThat(Offset.parse(Offset.text(position, "AbC-_019"), "AbC-_019")).isEqualTo(position);
    }

    @Test
    void positionsOfOtherNodes_areNone() {
        assertThat(Offset.parse("~7.AAAAAAAA", "BBBBBBBB")).isEqualTo(Offset.NONE);
        assertThat(Offset.parse("~7.AAAAAAAA", "")).isEqualTo(Offset.NONE);
        assertThat(Offset.parse("~7", "BBBBBBBB")).isEqualTo(Offset.NONE);
        assertThat(Offset.parse("", "BBBBBBBB")).isEqualTo(Offset.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?",
                "~",
                "~.",
                "~.A",
                "~1.",
                "~1. ",
                "~1.a.b",
                "~-1",
                "~A",
                "1",
                "~1.aaaaaaaaaaaaaaaaa",
                "~zzzzzzzzzzzzz"
            })
    void whatNoNodeHasWritten_isUnknown(String text) {
        assertThat(Offset.parse(text, "")).isEqualTo(Offset.UNKNOWN);
        assertThat(Offset.parse(text, "A")).isEqualTo(Offset.UNKNOWN);
    }
}
