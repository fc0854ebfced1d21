package org.enfilade.internal.web;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.time.Ticker;

/**
 * How often each address may open a connection: so many times at once, and so many more in each second. Safe for use by
 * any thread.
 *
 * <p>However many addresses a client has, it makes nothing grow: an address has one place in each of two tables, which
 * it may share with others, and is refused only if both of its places are used up. Which addresses share a place nobody
 * knows who does not know the seeds.
 */
final class HandshakeRate {
    private static final int PLACES = 1 << 16;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final Ticker ticker;
    private final long origin;
    private final AtomicLongArray[] tables;
    private final long[] seeds;
    private final RareWarning warning = new RareWarning();

    /** @param perSecond 0 for no bound, which then costs nothing */
    HandshakeRate(int perSecond, Ticker ticker) {
        this.perSecond = perSecond;
        this.ticker = ticker;
        // so that a place that nobody has used, which is 0, is not used up
        this.origin = ticker.nanos();
        this.tables = perSecond == 0
                ? new AtomicLongArray[0]
                : new AtomicLongArray[] {new AtomicLongArray(PLACES), new AtomicLongArray(PLACES)};
        this.seeds = new SecureRandom().longs(tables.length).toArray();
    }

    /** Counts a handshake; {@code false} if it is one too many. An address that the server does not know may. */
    boolean admits(String address) {
        if (perSecond == 0 || address.isEmpty()) {
            return true;
        }
        long key = ClientAddress.key(address);
        long now = ticker.nanos() - origin;
        boolean admitted = false;
        for (int i = 0; i < tables.length; i++) {
            admitted |= take(tables[i], place(key, seeds[i]), now);
        }
        if (!admitted) {
            warning.log(
                    ticker.nanos(),
                    () -> "The address " + LogText.quote(address) + " has opened more than " + perSecond
                            + " connections within a second, and is refused more (enfilade.maxHandshakesPerAddress);"
                            + " DEBUG tells of each");
        }
        return admitted;
    }

    private static int place(long key, long seed) {
        long mixed = (key ^ seed) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32 ^ seed >>> 7) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 48);
    }

    /** A place holds the time at which it will be as good as new; each handshake puts that off by its share. */
    private boolean take(AtomicLongArray table, int place, long now) {
        long share = SECOND / perSecond;
        while (true) {
            long before = table.get(place);
            long after = Math.max(before, now) + share;
            if (after - now > SECOND) {
                return false;
            }
            if (table.compareAndSet(place, before, after)) {
                return true;
            }
        }
    }
}
