package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Origin;
import org.junit.jupiter.api.Test;

class SettledTest {
    private final Settled settled = new Settled();

    private static Emission emission(String node, long number, long upTo) {
        return new Emission(new Origin(node, number), upTo);
    }

    @Test
    void whatCame_isIn_butTheLast_whichMayBeForOthersToo() {
        settled.came(emission("a", 5, 5), 0);
        settled.came(emission("b", 9, 3), 0);

        Progress progress = settled.in(Progress.NONE);

        assertThat(progress.upTo("a")).isEqualTo(4);
        assertThat(progress.upTo("b")).isEqualTo(3);
    }

    @Test
    void whatCameLate_takesNothingBack() {
        settled.came(emission("a", 9, 8), 0);
        settled.came(emission("a", 5, 4), 0);

        assertThat(settled.in(Progress.NONE).upTo("a")).isEqualTo(8);
    }

    @Test
    void progress_keepsWhatItKnowsBetter() {
        Progress known = Progress.NONE
                .with(emission("a", 10, 2), 0, 1)
                .with(emission("a", 4, 2), 0, 1)
                .with(emission("b", 20, 20), 0, 1);
        settled.came(emission("a", 7, 6), 0);
        settled.came(emission("b", 8, 8), 0);

        Progress progress = settled.in(known);

        assertThat(progress.upTo("a")).isEqualTo(6);
        assertThat(progress.has(new Origin("a", 7))).isFalse();
        assertThat(progress.has(new Origin("a", 10))).isTrue();
        assertThat(progress.upTo("b")).isEqualTo(20);
        assertThat(settled.in(progress)).isSameAs(progress);
    }

    /** More came at a time than it can say; that has come as a whole since. */
    @Test
    void progress_isCertainAgain() {
        Progress progress = Progress.NONE;
        for (int number = 2; number < 2 * Progress.MAX_AHEAD; number++) {
            progress = progress.with(emission("a", number, 0), 0, 1);
        }
        assertThat(progress.isCertain()).isFalse();
        settled.came(emission("a", 500, 400), 0);

        assertThat(settled.in(progress).isCertain()).isTrue();
    }

    @Test
    void progress_hasRoomForNodesThatEmitForIt() {
        IntStream.range(0, 2 * Progress.MAX_NODES).forEach(node -> settled.came(emission("n" + node, 5, 5), 0));

        Progress progress = settled.in(Progress.NONE);

        for (int node = 0; node < Progress.MAX_NODES / 2; node++) {
            progress = progress.with(emission("own" + node, 1, 1), 0, 1);
        }
        assertThat(settled.in(progress).isCertain()).isTrue();
    }

    @Test
    void nodesThatSayNothing_areForgotten() {
        settled.came(emission("a", 5, 5), 0);
        settled.came(emission("b", 5, 5), 10);

        settled.forget(15, 10);

        assertThat(settled.in(Progress.NONE).upTo("a")).isZero();
        assertThat(settled.in(Progress.NONE).upTo("b")).isEqualTo(4);
    }
}
