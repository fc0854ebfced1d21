package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTest {
    private static final String TAG = "AbC-_019";

    private static Progress came(Progress before, String node, long number, long settled) {
        return before.with(new Emission(new Origin(node, number), settled), 0, 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 35, 36, 1L << 40})
    void parse_ofWhatWasWritten_isThePosition(long position) {
        assertThat(Offset.parse(Offset.text(Mark.at(position), ""))
                        .orElseThrow()
                        .at(""))
                .isEqualTo(position);
        assertThat(Offset.parse(Offset.text(Mark.at(position), TAG))
                        .orElseThrow()
                        .at(TAG))
                .isEqualTo(position);
    }

    @Test
    void offset_saysWhatHasComeOfOtherNodes() {
        Progress progress = came(came(came(Progress.NONE, "BBBBBBBB", 40, 40), "BBBBBBBB", 45, 41), "CCCCCCCC", 3, 3);
        String text = Offset.text(new Mark(35, progress), TAG);
        assertThat(text).isEqualTo("~z.AbC-_019.BBBBBBBB~15~19.CCCCCCCC~3");
        Progress read = Offset.parse(text).orElseThrow().progress().orElseThrow();
        assertThat(read.has(new Origin("BBBBBBBB", 41))).isTrue();
        assertThat(read.has(new Origin("BBBBBBBB", 44))).isFalse();
        assertThat(read.has(new Origin("BBBBBBBB", 45))).isTrue();
        assertThat(read.has(new Origin("CCCCCCCC", 3))).isTrue();
        assertThat(read.has(new Origin("CCCCCCCC", 4))).isFalse();
        assertThat(read.has(new Origin("DDDDDDDD", 1))).isFalse();
    }

    @Test
    void offset_saysIfThatCannotBeTold() {
        Progress progress = Progress.NONE;
        for (int i = 0; i <= Progress.MAX_AHEAD; i++) {
            progress = came(progress, "BBBBBBBB", 10 + i, 1);
        }
        String text = Offset.text(new Mark(1, progress), TAG);
        assertThat(text).isEqualTo("~1.AbC-_019.!");
        assertThat(Offset.parse(text).orElseThrow().progress()).isEmpty();
        assertThat(Offset.parse(text).orElseThrow().at(TAG)).isEqualTo(1);
        text = Offset.text(new Mark(2, came(progress, "BBBBBBBB", 100, 100)), TAG);
        assertThat(text).isEqualTo("~2.AbC-_019.BBBBBBBB~2s");
    }

    @Test
    void positionsOfOtherNodes_areNone() {
        assertThat(Offset.parse("~7.AAAAAAAA").orElseThrow().at("BBBBBBBB")).isEqualTo(Offset.NONE);
        assertThat(Offset.parse("~7.AAAAAAAA").orElseThrow().at("")).isEqualTo(Offset.NONE);
        assertThat(Offset.parse("~7").orElseThrow().at("BBBBBBBB")).isEqualTo(Offset.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "~",
                "~.",
                "~.A",
                "~1.",
                "~1. ",
                "~1.a.b",
                "~1.a.b~",
                "~1.a.b~1~",
                "~1.a.b~2~1",
                "~1.a.b~2~2",
                "~1.a.b~-1",
                "~1.a.~1",
                "~1.a.b~1.",
                "~1.a.!.b~1",
                "~1.a.b~zzzzzzzzzzzzz",
                "~-1",
                "~A",
                "1",
                "~1.aaaaaaaaaaaaaaaaa",
                "~zzzzzzzzzzzzz"
            })
    void whatNoNodeHasWritten_isNone(String text) {
        assertThat(Offset.parse(text)).isEmpty();
    }

    @Test
    void moreThanANodeTells_isNone() {
        assertThat(Offset.parse("~1.a" + ".b~1".repeat(Progress.MAX_NODES + 1))).isEmpty();
        StringBuilder ahead = new StringBuilder("~1.a.b~1");
        for (int i = 0; i <= Progress.MAX_AHEAD; i++) {
            ahead.append('~').append(Long.toString(10 + i, 36));
        }
        assertThat(Offset.parse(ahead.toString())).isEmpty();
        assertThat(Offset.parse("~1.a" + ".".repeat(40_000))).isEmpty();
    }
}
