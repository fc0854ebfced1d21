package org.enfilade.internal.log;

import java.time.Duration;
import java.util.function.Supplier;

/** A warning about what clients do: one line in a while, however often they do it. Safe for use by any thread. */
public final class RareWarning {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    // guarded by this
    private boolean given;
    private long last;

    /**
     * Logs the text, unless this warning was logged within the last minute.
     *
     * @param nanos the time, from any origin that stays the same
     */
    public void log(long nanos, Supplier<String> text) {
        synchronized (this) {
            if (given && nanos - last < PAUSE_NANOS) {
                return;
            }
            given = true;
            last = nanos;
        }
        Log.warning(text.get());
    }
}
