package org.enfilade.internal.namespace;

import java.time.Duration;
import java.time.Instant;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/** Ends something at a time of the wall clock. That one may be set, so it is looked at again and again on the way. */
final class Expiry {
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final Ticker ticker;
    private final Alarm alarm;
    private final Runnable end;
    private volatile Instant time;

    Expiry(Ticker ticker, Runnable end) {
        this.ticker = ticker;
        this.alarm = new Alarm(ticker);
        this.end = end;
    }

    /** Sets the time, in place of the one before; one that has passed already counts as well. */
    void at(Instant newTime) {
        time = newTime;
        arm();
    }

    private void arm() {
        Instant wanted;
        do {
            wanted = time;
            Duration left = Duration.between(ticker.now(), wanted);
            alarm.set(left.compareTo(LOOK) > 0 ? LOOK : left.isNegative() ? Duration.ZERO : left, this::look);
        } while (wanted != time); // another thread may have set it, and its alarm before this one
    }

    private void look() {
        if (ticker.now().isBefore(time)) {
            arm();
        } else {
            alarm.stop();
            end.run();
        }
    }

    /** It never ends. */
    void cancel() {
        alarm.stop();
    }
}
