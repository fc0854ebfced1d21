package org.enfilade.internal.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;

/** A warning about what clients do: one line in a while, however often they do it. Safe for use by any thread. */
public final class RareWarning {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    // guarded by this
    private boolean given;
    private long last;

    public RareWarning(Logger log) {
        this.log = log;
    }

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
        log.log(Level.WARNING, text);
    }
}
