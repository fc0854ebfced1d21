package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollEndTest {
    private final PollEnd end = new PollEnd();
    private final List<String> told = new ArrayList<>();
    private final Wire.Sent report = new Wire.Sent() {
        @Override
        public void sent() {
            told.add("sent");
        }

        @Override
        public void failed() {
            told.add("failed");
        }
    };

    private void come(boolean well) {
        if (end.come()) {
            end.tell(well);
        }
    }

    @Test
    void answer_thatIsWritten_isTold_andTheEndAfterItIsNone() {
        end.whenGone(() -> told.add("gone"));
        assertThat(end.answers(report)).isTrue();
        come(true);
        come(false);

        assertThat(told).containsExactly("sent");
    }

    @Test
    void answer_thatCannotBeWritten_isTold() {
        assertThat(end.answers(report)).isTrue();
        come(false);

        assertThat(told).containsExactly("failed");
    }

    @Test
    void endWithoutAnAnswer_isTold_andAnAnswerAfterItHasFailed() {
        end.whenGone(() -> told.add("gone"));
        come(false);
        assertThat(told).containsExactly("gone");

        assertThat(end.answers(report)).isFalse();
        assertThat(told).containsExactly("gone", "failed");
    }

    @Test
    void whoAsksAfterTheEnd_isToldAtOnce() {
        come(false);
        end.whenGone(() -> told.add("gone"));

        assertThat(told).containsExactly("gone");
    }
}
