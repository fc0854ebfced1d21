package org.enfilade.internal.namespace;

import java.util.concurrent.TimeUnit;

/**
 * How often an event may come: a burst at once, and one more after each share of the time.
 *
 * @param name of the limit, for the log
 * @param share of an event, in nanoseconds
 * @param burst in nanoseconds: what that many events take
 */
public record EventLimit(String name, long share, long burst, boolean disconnects) {
    /** A century: beyond it sums would overflow. */
    private static final long LONGEST = TimeUnit.DAYS.toNanos(36_500);

    /** So many events in so many seconds; and so many at once, or as many if that is 0. */
    public static EventLimit of(String name, int events, int seconds, int atOnce, boolean disconnects) {
        long share = Math.max(1, TimeUnit.SECONDS.toNanos(seconds) / events);
        long burst = atOnce == 0 ? events : atOnce;
        return new EventLimit(name, share, Math.min(share, LONGEST / burst) * burst, disconnects);
    }
}
