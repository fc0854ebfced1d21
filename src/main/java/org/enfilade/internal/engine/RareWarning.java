package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.function.Supplier;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.time.Ticker;

/** A warning about what clients do: one line in a while, however often they do it. Safe for use by any thread. */
public final class RareWarning {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    // guarded by this
    private boolean given;
    private long last;

    /** Logs the text, unless this warning was logged within the last minute. */
    public void log(Ticker ticker, Supplier<String> text) {
        long now = ticker.nanos();
        synchronized (this) {
            if (given && now - last < PAUSE_NANOS) {
                return;
            }
            given = true;
            last = now;
        }
        Log.warning(text.get());
    }
}
