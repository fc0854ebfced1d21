package org.enfilade.internal.time;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeldLocksTest {
    @Test
    void lockOfOurs_isSeen_whicheverObjectItBelongsTo() {
        synchronized (this) {
            assertThatThrownBy(() -> HeldLocks.assertNone("x"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("HeldLocksTest");
        }
    }

    @Test
    void fakeTicker_thatIsAskedWithALockHeld_fails() {
        synchronized (this) {
            assertThatThrownBy(() -> new FakeTicker().after(Duration.ZERO, () -> {}))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void lockOfOthers_doesNotMatter() {
        synchronized (new Object()) {
            assertThatCode(() -> HeldLocks.assertNone("x")).doesNotThrowAnyException();
        }
    }
}
