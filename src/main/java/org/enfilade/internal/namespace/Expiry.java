package org.enfilade.internal.namespace;

import java.time.Duration;
import java.time.Instant;
import org.enfilade.internal.time.Ticker;

/** Ends something at a time of the wall clock. That one may be set, so it is looked at again and again on the way. */
final class Expiry {
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final Ticker ticker;
    private final Runnable end;
    // guarded by this
    private Instant time;
    private Ticker.Timer timer = () -> {};
    private boolean over;

    Expiry(Ticker ticker, Runnable end) {
        this.ticker = ticker;
        this.end = end;
    }

    /** Sets the time, in place of the one before; one that has passed already counts as well. */
    synchronized void at(Instant newTime) {
        if (!over) {
            timer.cancel();
            time = newTime;
            arm();
        }
    }

    private void arm() {
        Duration left = Duration.between(ticker.now(), time);
        Duration delay = left.compareTo(LOOK) > 0 ? LOOK : left.isNegative() ? Duration.ZERO : left;
        Instant armedFor = time;
        timer = ticker.after(delay, () -> look(armedFor));
    }

    private void look(Instant armedFor) {
        synchronized (this) {
            if (over || armedFor != time) {
                return;
            }
            if (ticker.now().isBefore(time)) {
                arm();
                return;
            }
            over = true;
        }
        end.run();
    }

    synchronized void cancel() {
        over = true;
        timer.cancel();
    }
}
