package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class UnderwayTest {
    private final Underway underway = new Underway();

    private static boolean isDone(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone();
    }

    @Test
    void withoutAny_allAreOver() {
        assertThat(isDone(underway.over())).isTrue();
        underway.begin().end();
        assertThat(isDone(underway.over())).isTrue();
    }

    @Test
    void thoseThatHadBegun_areWaitedFor_andNoLaterOnes() {
        Underway.Emission first = underway.begin();
        Underway.Emission second = underway.begin();
        CompletionStage<Void> over = underway.over();
        Underway.Emission later = underway.begin();
        second.end();
        assertThat(isDone(over)).isFalse();
        first.end();
        assertThat(isDone(over)).isTrue();
        CompletionStage<Void> again = underway.over();
        assertThat(isDone(again)).isFalse();
        later.end();
        assertThat(isDone(again)).isTrue();
    }

    @Test
    void whoAsksLater_waitsForThoseBeforeTheOneWhoHasAskedFirst() {
        Underway.Emission first = underway.begin();
        underway.over();
        assertThat(isDone(underway.over())).isFalse();
        Underway.Emission second = underway.begin();
        CompletionStage<Void> both = underway.over();
        second.end();
        assertThat(isDone(both)).isFalse();
        first.end();
        assertThat(isDone(both)).isTrue();
    }
}
