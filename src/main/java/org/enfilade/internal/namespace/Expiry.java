package org.enfilade.internal.namespace;

import java.time.Duration;
import java.time.Instant;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/** Ends something at a time of the wall clock. That one may be set, so it is looked at again and again on the way. */
final class Expiry {
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final Ticker ticker;
    private final Runnable end;
    private volatile Instant time;
    // guarded by this
    /** Made when a time is set; most sockets have none. */
    private Alarm alarm;

    private boolean cancelled;

    Expiry(Ticker ticker, Runnable end) {
        this.ticker = ticker;
        this.end = end;
    }

    /**
     * Sets the time, in place of the one before; one that has passed already counts as well. Without effect once it is
     * cancelled.
     */
    void at(Instant newTime) {
        Alarm own = alarm();
        if (own != null) {
            time = newTime;
            arm(own);
        }
    }

    private synchronized Alarm alarm() {
        if (alarm == null && !cancelled) {
            alarm = new Alarm(ticker);
        }
        return alarm;
    }

    private void arm(Alarm own) {
        Instant wanted;
        do {
            wanted = time;
            Duration left = Duration.between(ticker.now(), wanted);
            own.set(left.compareTo(LOOK) > 0 ? LOOK : left.isNegative() ? Duration.ZERO : left, () -> look(own));
        } while (wanted != time); // another thread may have set it, and its alarm before this one
    }

    private void look(Alarm own) {
        if (ticker.now().isBefore(time)) {
            arm(own);
        } else {
            own.stop();
            end.run();
        }
    }

    /** It never ends. Idempotent. */
    void cancel() {
        Alarm own;
        synchronized (this) {
            cancelled = true;
            own = alarm;
        }
        if (own != null) {
            own.stop();
        }
    }
}
