package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private final List<String> steps = new ArrayList<>();
    private OneAtATime action;

    @Test
    void askedAgain_doesItAgain() {
        action = new OneAtATime(() -> steps.add("done"));

        action.run();
        action.run();

        assertThat(steps).containsExactly("done", "done");
    }

    @Test
    void askedByOthersMeanwhile_doesItOnceMore_afterwards() {
        action = new OneAtATime(() -> {
            steps.add("begin");
            if (steps.size() == 1) {
                CompletableFuture.runAsync(action).join();
                CompletableFuture.runAsync(action).join();
            }
            steps.add("end");
        });

        action.run();

        assertThat(steps).containsExactly("begin", "end", "begin", "end");
    }
}
