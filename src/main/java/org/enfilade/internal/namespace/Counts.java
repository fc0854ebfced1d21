package org.enfilade.internal.namespace;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.RareWarning;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.time.Ticker;

/** Counts what happens to connections once, at their beginning or at their end. Safe for use by any thread. */
final class Counts {
    /** A limit that was reached at least once. */
    private static final class Reached {
        private final LongAdder count = new LongAdder();
        private final RareWarning warning = new RareWarning();
    }

    private final Map<CloseReason, LongAdder> closes = new EnumMap<>(CloseReason.class);
    private final Map<Integer, LongAdder> refusedRequests = new ConcurrentHashMap<>();
    private final Map<String, Reached> limits = new ConcurrentHashMap<>();
    private final LongAdder refusedConnects = new LongAdder();

    Counts() {
        for (CloseReason reason : CloseReason.values()) {
            closes.put(reason, new LongAdder());
        }
    }

    void requestRefused(int code) {
        refusedRequests.computeIfAbsent(code, key -> new LongAdder()).increment();
    }

    void connectRefused() {
        refusedConnects.increment();
    }

    void closed(CloseReason reason) {
        closes.get(reason).increment();
    }

    /** A connection was closed for a limit; the log hears of it once in a while for each of them. */
    void limitReached(String limit, Ticker ticker, Supplier<String> what) {
        Reached reached = limits.computeIfAbsent(limit, key -> new Reached());
        reached.count.increment();
        if (!limit.equals(Reproach.NO_ROOM.limit())) { // that one the budget warns of, which all clients share
            reached.warning.log(ticker, () -> what.get() + " (limit: " + limit + "; DEBUG tells of each)");
        }
    }

    Map<Integer, Long> refusedRequests() {
        Map<Integer, Long> sums = new TreeMap<>();
        refusedRequests.forEach((code, count) -> sums.put(code, count.sum()));
        return sums;
    }

    long refusedConnects() {
        return refusedConnects.sum();
    }

    Map<String, Long> closes() {
        Map<String, Long> sums = new TreeMap<>();
        closes.forEach((reason, count) ->
                sums.put(reason.name().toLowerCase(Locale.ROOT).replace('_', ' '), count.sum()));
        return sums;
    }

    Map<String, Long> limits() {
        Map<String, Long> sums = new TreeMap<>();
        limits.forEach((limit, reached) -> sums.put(limit, reached.count.sum()));
        return sums;
    }
}
