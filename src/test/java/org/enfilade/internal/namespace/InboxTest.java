package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Budget budget = new Budget(20_000, new FakeTicker());
    private final Inbox inbox = new Inbox(3, 100_000, budget);

    @Test
    void events_areBoundedInNumber() {
        assertThat(inbox.take(1)).isTrue();
        assertThat(inbox.take(1)).isTrue();
        assertThat(inbox.take(1)).isTrue();
        assertThat(inbox.take(1)).isFalse();
        inbox.done(1);
        assertThat(inbox.take(1)).isTrue();
    }

    @Test
    void events_areBoundedInBytes() {
        Inbox small = new Inbox(3, 100, budget);
        assertThat(small.take(50)).isTrue();
        assertThat(small.take(51)).isFalse();
        assertThat(small.take(50)).isTrue();
        small.done(50);
        assertThat(small.take(50)).isTrue();
    }

    @Test
    void events_countForAllConnectionsTogether_untilTheyAreDone() {
        Inbox other = new Inbox(3, 100_000, budget);
        assertThat(inbox.take(10_000)).isTrue();
        assertThat(other.take(10_000)).isTrue();
        assertThat(other.take(10_000)).isFalse();
        assertThat(inbox.take(10_000)).isFalse();
        inbox.done(10_000);
        assertThat(other.take(10_000)).isTrue();
        other.done(10_000);
        other.done(10_000);
        assertThat(budget.used()).isZero();
    }

    @Test
    void smallEvents_touchNothingThatIsShared() {
        assertThat(inbox.take(4_000)).isTrue();
        assertThat(budget.used()).isZero();
        assertThat(inbox.take(4_000)).isTrue();
        assertThat(budget.used()).isEqualTo(4_096);
        inbox.done(4_000);
        assertThat(budget.used()).isZero();
    }
}
