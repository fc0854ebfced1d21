package org.enfilade.internal.namespace;

import java.util.Arrays;

/**
 * How many events one socket has left. Used by the thread that reads its connection, which is one at a time.
 *
 * <p>For each limit there is the time at which the socket has its whole burst again; each event puts that off by its
 * share.
 */
final class EventRates {
    /** What is to become of an event. */
    enum Verdict {
        PASSES,
        /** It is refused, and the application told so. */
        REFUSED,
        /** It is refused, as more have been than are worth a word. */
        DROPPED,
        DISCONNECTS
    }

    private final EventLimits limits;
    private final long[] events;
    private final long[] refusals;
    private EventLimit exceeded;

    /** @param now the time, as for {@link #judge} */
    EventRates(EventLimits limits, long now) {
        this.limits = limits;
        this.events = new long[limits.size()];
        this.refusals = new long[limits.size()];
        Arrays.fill(events, now);
        Arrays.fill(refusals, now);
    }

    EventLimits limits() {
        return limits;
    }

    /** Counts an event. Neither allocates nor locks. */
    Verdict judge(String event, long now) {
        Verdict verdict = judge(limits.of(event), now);
        return verdict == Verdict.PASSES ? judge(limits.ofAll(), now) : verdict;
    }

    private Verdict judge(int place, long now) {
        if (place < 0) {
            return Verdict.PASSES;
        }
        EventLimit limit = limits.at(place);
        if (take(events, place, limit, now)) {
            return Verdict.PASSES;
        }
        exceeded = limit;
        if (limit.disconnects()) {
            return Verdict.DISCONNECTS;
        }
        return take(refusals, place, limit, now) ? Verdict.REFUSED : Verdict.DROPPED;
    }

    private static boolean take(long[] whole, int place, EventLimit limit, long now) {
        long ahead = Math.max(whole[place] - now, 0) + limit.share();
        if (ahead > limit.burst()) {
            return false;
        }
        whole[place] = now + ahead;
        return true;
    }

    /** The limit that the last event that did not pass has exceeded. */
    EventLimit exceeded() {
        return exceeded;
    }
}
