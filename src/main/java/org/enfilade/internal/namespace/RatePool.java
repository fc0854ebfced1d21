package org.enfilade.internal.namespace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@link EventRates} that the sockets of a connection have given back. A new socket gets one of those, so that
 * leaving and joining again brings a client no further events; and there are never more than there were sockets at the
 * same time. Safe for use by any thread.
 */
final class RatePool {
    // guarded by this
    private final Map<EventLimits, Deque<EventRates>> free = new HashMap<>(4);

    /** The one that was given back the longest ago, or else a new one. */
    EventRates take(EventLimits limits, long now) {
        synchronized (this) {
            Deque<EventRates> same = free.get(limits);
            if (same != null && !same.isEmpty()) {
                return same.poll();
            }
        }
        return new EventRates(limits, now);
    }

    /** Its socket is gone. */
    synchronized void give(EventRates rates) {
        free.computeIfAbsent(rates.limits(), limits -> new ArrayDeque<>(2)).add(rates);
    }
}
