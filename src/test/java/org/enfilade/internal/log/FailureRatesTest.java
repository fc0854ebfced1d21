package org.enfilade.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.Test;

/** Failures that clients bring about again and again. */
public class FailureRatesTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final FailureRates rates = new FailureRates();

    /** Failures of tests before do not count. */
    public static void forget() {
        Log.FAILURES.clear();
    }

    /** A place of its own for each number. */
    private static RuntimeException at(int place) {
        RuntimeException failure = new IllegalStateException("failed");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.Optional", "orElseThrow", "Optional.java", 377),
            new StackTraceElement("shop.Orders", "place" + place, "Orders.java", place)
        });
        return failure;
    }

    private long logged(int times, long nanos) {
        long logged = 0;
        for (int i = 0; i < times; i++) {
            if (rates.count("It failed", at(0), nanos) >= 0) {
                logged++;
            }
        }
        return logged;
    }

    @Test
    void failures_ofOneKind_areLoggedAFewTimes_andThenOnceAMinute() {
        assertThat(logged(1_000, 0)).isEqualTo(FailureRates.AT_ONCE);
        assertThat(logged(1_000, MINUTE - 1)).isZero();
        assertThat(rates.count("It failed", at(1), MINUTE)).isZero();
        assertThat(logged(1_000, MINUTE)).isEqualTo(1);
        assertThat(logged(1_000, 100 * MINUTE)).isEqualTo(FailureRates.AT_ONCE);
    }

    @Test
    void entry_afterOthersWereLeftOut_knowsHowMany() {
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            counts.add(rates.count("It failed", at(1), 0));
        }
        assertThat(counts.subList(0, FailureRates.AT_ONCE)).containsOnly(0L);
        assertThat(counts.subList(FailureRates.AT_ONCE, 50)).containsOnly(-1L);
        assertThat(rates.count("It failed", at(1), MINUTE)).isEqualTo(50 - FailureRates.AT_ONCE);
        assertThat(rates.count("It failed", at(1), 2 * MINUTE)).isZero();
    }

    /** Two handlers often fail in the same method of a library. */
    @Test
    void failures_ofOtherPlaces_typesAndTexts_areOtherKinds() {
        for (int i = 0; i < 100; i++) {
            rates.count("It failed", at(1), 0);
        }
        assertThat(rates.count("It failed", at(1), 0)).isEqualTo(-1);
        assertThat(rates.count("It failed", at(2), 0)).isZero();
        assertThat(rates.count("Something else failed", at(1), 0)).isZero();
        RuntimeException other = new IllegalArgumentException("failed");
        other.setStackTrace(at(1).getStackTrace());
        assertThat(rates.count("It failed", other, 0)).isZero();
        RuntimeException wrapped = new RuntimeException(other);
        wrapped.setStackTrace(new StackTraceElement[0]);
        assertThat(rates.count("It failed", wrapped, 0)).isZero();
    }

    @Test
    void names_ofClients_makeNoKinds() {
        for (int i = 0; i < 1_000; i++) {
            rates.count("No namespace \"/x-" + i + "\"", at(1), 0);
            rates.count("Not admitted to /x-" + i, at(1), 0);
        }
        assertThat(rates.size()).isEqualTo(2);
    }

    @Test
    void kinds_beyondABound_areOne_untilOthersAreQuiet() {
        for (int i = 0; i < FailureRates.KINDS; i++) {
            assertThat(rates.count("It failed", at(i), 0)).isZero();
        }
        int logged = 0;
        for (int i = 0; i < 1_000; i++) {
            logged += rates.count("It failed", at(FailureRates.KINDS + i), 0) >= 0 ? 1 : 0;
        }
        assertThat(logged).isEqualTo(FailureRates.AT_ONCE);
        assertThat(rates.size()).isEqualTo(FailureRates.KINDS + 1);

        assertThat(rates.count("It failed", at(5_000), 9 * MINUTE)).isZero();
        assertThat(rates.size()).isEqualTo(2);
    }

    @Test
    void circleOfCauses_ends() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);
        assertThat(rates.count("It failed", one, 0)).isZero();
    }

    @Test
    void log_hasFewEntries_andTheOthersAtDebug() {
        try (LogCapture log = LogCapture.ofAll()) {
            for (int i = 0; i < 100; i++) {
                Log.error("It failed", at(1));
            }
            assertThat(log.errors()).hasSize(FailureRates.AT_ONCE).allMatch(entry -> entry.getThrown() != null);
            assertThat(log.messages())
                    .filteredOn(entry -> entry.getLevel() == Level.FINE)
                    .hasSize(100 - FailureRates.AT_ONCE)
                    .extracting(LogRecord::getMessage)
                    .containsOnly("It failed");
        }
    }
}
