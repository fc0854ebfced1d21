package org.enfilade.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTicker ticker = new FakeTicker();
    private final List<String> rung = new ArrayList<>();
    private final Alarm alarm = new Alarm(ticker);

    @Test
    void whatIsSetLater_rings_insteadOfWhatWasSetBefore() {
        alarm.set(SECOND, () -> rung.add("a"));
        alarm.set(SECOND.multipliedBy(2), () -> rung.add("b"));
        assertThat(ticker.size()).isEqualTo(1);

        ticker.advance(SECOND.multipliedBy(3));

        assertThat(rung).containsExactly("b");
    }

    @Test
    void whatIsSetForTheLastTime_staysSo() {
        alarm.setLast(SECOND, () -> rung.add("last"));
        alarm.set(Duration.ofMillis(1), () -> rung.add("late"));

        ticker.advance(SECOND);

        assertThat(rung).containsExactly("last");
    }

    @Test
    void stop_forgetsTheTimer_andAllThatIsSetLater() {
        alarm.set(SECOND, () -> rung.add("a"));
        alarm.stop();
        alarm.stop();
        alarm.set(SECOND, () -> rung.add("b"));

        assertThat(ticker.size()).isZero();
        ticker.advance(SECOND);
        assertThat(rung).isEmpty();
    }

    @Test
    void task_maySetItAgain() {
        alarm.set(SECOND, () -> {
            rung.add("a");
            alarm.set(SECOND, () -> rung.add("b"));
        });

        ticker.advance(SECOND.multipliedBy(2));

        assertThat(rung).containsExactly("a", "b");
    }

    /** Threads are between deciding and asking the ticker: what was set first comes to the ticker last. */
    @Test
    void setting_thatIsOvertakenOnItsWayToTheTicker_doesNotRing() {
        Alarm[] slow = new Alarm[1];
        boolean[] first = {true};
        slow[0] = new Alarm(new Ticker() {
            @Override
            public long nanos() {
                return ticker.nanos();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                if (first[0]) {
                    first[0] = false;
                    slow[0].set(SECOND, () -> rung.add("overtaker"));
                }
                return ticker.after(delay, task);
            }
        });

        slow[0].set(SECOND, () -> rung.add("overtaken"));

        assertThat(ticker.size()).isEqualTo(1);
        ticker.advance(SECOND);
        assertThat(rung).containsExactly("overtaker");
    }
}
