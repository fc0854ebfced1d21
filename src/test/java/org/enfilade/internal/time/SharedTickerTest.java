package org.enfilade.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTickerTest {
    private final FakeAlarms alarms = new FakeAlarms();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final SharedTicker ticker = new SharedTicker(alarms, failures::add, alarms::nanos);

    private Ticker.Timer after(long millis, String name) {
        return ticker.after(Duration.ofMillis(millis), () -> ran.add(name));
    }

    @Test
    void tasks_runInTheOrderOfTheirTime_equalOnesAsTheyWereGiven() {
        after(20, "20");
        after(10, "10");
        after(10, "10 too");
        after(0, "0");
        alarms.advanceMillis(10);
        assertThat(ran).containsExactly("0", "10", "10 too");

        alarms.advanceMillis(10);
        assertThat(ran).containsExactly("0", "10", "10 too", "20");
    }

    @Test
    void manyTimers_needFewAlarms() {
        for (int i = 0; i < 10_000; i++) {
            after(1_000 + i, "late");
        }
        assertThat(alarms.size()).isEqualTo(1);
        alarms.advanceMillis(11_000);
        assertThat(ran).hasSize(10_000);
        assertThat(alarms.size()).isZero();
    }

    @Test
    void earlierTimer_getsAnAlarmOfItsOwn() {
        after(1_000, "late");
        after(3, "early");
        alarms.advanceMillis(3);
        assertThat(ran).containsExactly("early");
        alarms.advanceMillis(997);
        assertThat(ran).containsExactly("early", "late");
    }

    @Test
    void timer_afterAllHaveRung_ringsToo() {
        after(10, "first");
        alarms.advanceMillis(10);
        after(10, "second");
        alarms.advanceMillis(10);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void timer_afterTheEarliestHasRung_doesNotWaitForTheNext() {
        after(1_000, "late");
        after(10, "first");
        alarms.advanceMillis(10);
        after(10, "second");
        alarms.advanceMillis(10);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void cancelledTask_doesNotRun_andTheOthersDo() {
        Ticker.Timer first = after(10, "first");
        after(20, "second");
        first.cancel();
        first.cancel();
        alarms.advanceMillis(20);
        assertThat(ran).containsExactly("second");
    }

    @Test
    void task_mayGiveFurtherOnes() {
        ticker.after(Duration.ofMillis(10), () -> after(10, "second"));
        alarms.advanceMillis(19);
        assertThat(ran).isEmpty();
        alarms.advanceMillis(1);
        assertThat(ran).containsExactly("second");
    }

    @Test
    void taskThatFails_isReported_andTheNextRuns() {
        RuntimeException failure = new IllegalStateException("a task");
        ticker.after(Duration.ofMillis(10), () -> {
            throw failure;
        });
        after(10, "next");
        after(20, "later");
        alarms.advanceMillis(20);
        assertThat(failures).containsExactly(failure);
        assertThat(ran).containsExactly("next", "later");
    }

    @Test
    void alarmThatRingsTooEarly_isSetAgain() {
        after(10, "ten");
        alarms.ringAll();
        assertThat(ran).isEmpty();
        assertThat(alarms.size()).isEqualTo(1);
        alarms.advanceMillis(10);
        assertThat(ran).containsExactly("ten");
    }

    @Test
    void stop_forgetsTimersAndAlarms_andTakesNoMore() {
        after(10, "never");
        ticker.stop();
        assertThat(alarms.size()).isZero();

        after(10, "never");
        assertThat(alarms.size()).isZero();
        alarms.advanceMillis(100);
        assertThat(ran).isEmpty();
    }

    @Test
    void executorThatIsShutDown_isTheEnd_andNoError() {
        alarms.shutdown();
        after(10, "never");
        alarms.advanceMillis(100);
        assertThat(ran).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void clock_mayPassTheEndOfItsNumbers() {
        alarms.set(Long.MAX_VALUE - Duration.ofMillis(5).toNanos());
        after(1, "before");
        after(20, "after");
        after(10, "behind");
        alarms.advanceMillis(20);
        assertThat(ran).containsExactly("before", "behind", "after");
    }
}
