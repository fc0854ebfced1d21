package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class LacksTest {
    private static final LongPredicate NEVER_TOO_OLD = time -> false;

    private final Lacks lacks = new Lacks();

    @Test
    void each_lacksWhatWasForIt() {
        lacks.dropped(1, Set.of("a", "b"), 0);
        lacks.dropped(2, Set.of("b"), 0);
        lacks.dropped(3, Set.of(), 0);

        assertThat(lacks.of("a", NEVER_TOO_OLD)).isEqualTo(1);
        assertThat(lacks.of("b", NEVER_TOO_OLD)).isEqualTo(2);
        assertThat(lacks.of("c", NEVER_TOO_OLD)).isZero();
    }

    @Test
    void whatIsTooOld_nobodyLacks() {
        lacks.dropped(1, Set.of("a"), 5);

        assertThat(lacks.of("a", time -> time <= 5)).isZero();
    }

    @Test
    void whatHasNotBeenSentYet_allLack() {
        lacks.dropped(1, Set.of("a"), 0);
        lacks.dropped(2, null, 0);

        assertThat(lacks.of("a", NEVER_TOO_OLD)).isEqualTo(2);
        assertThat(lacks.of("b", NEVER_TOO_OLD)).isEqualTo(2);
    }

    @Test
    void tooManyNodes_areOne() {
        for (int i = 1; i <= 1_000; i++) {
            lacks.dropped(i, Set.of("n" + i), 0);
        }

        assertThat(lacks.of("n1", NEVER_TOO_OLD)).isGreaterThan(1);
        assertThat(lacks.of("n1000", NEVER_TOO_OLD)).isEqualTo(1_000);
    }
}
