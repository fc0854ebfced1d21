package org.enfilade.internal.namespace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.time.Ticker;

/** Warns of the limits that connections are closed for, once in a while for each. Safe for use by any thread. */
final class LimitWarnings {
    private final Map<String, RareWarning> warnings = new ConcurrentHashMap<>();

    void reached(String option, Ticker ticker, Supplier<String> what) {
        if (option.equals(Reproach.NO_ROOM.limit())) {
            return; // of that one the budget warns, which all clients share
        }
        warnings.computeIfAbsent(option, key -> new RareWarning())
                .log(ticker.nanos(), () -> what.get() + " (limit: " + option + "; DEBUG tells of each)");
    }
}
