package org.enfilade.internal.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.time.Ticker;

/**
 * How many bytes may wait for the clients and from the clients of one deployment, all together. What clients can make
 * wait is bounded one by one as well, but a thousand times a small bound is more than any heap.
 *
 * <p>Whoever counts keeps the sum of one connection (or of one of its queues) and reports how it moves; whole blocks
 * are counted here only, so that small messages touch nothing that threads share. What is not seen of a connection is
 * less than a block, about as much as the connection itself occupies.
 *
 * <p>All that is counted is given back, on every way out, by moving to zero. Safe for use by any thread.
 */
public final class Budget {
    private static final long BLOCK = 4_096;

    private final long max;
    private final Ticker ticker;
    private final AtomicLong used = new AtomicLong();
    private final RareWarning warning = new RareWarning();

    public Budget(long max, Ticker ticker) {
        this.max = max;
        this.ticker = ticker;
    }

    /** One without a bound, for what is not of clients. */
    public static Budget unlimited(Ticker ticker) {
        return new Budget(Long.MAX_VALUE, ticker);
    }

    /**
     * A sum that is counted here has changed. It counts in any case; {@code false} if it has grown and all are more
     * than may be, so that the caller has to let go of what it stands for.
     */
    public boolean move(long before, long after) {
        long grown = blocks(after) - blocks(before);
        return grown == 0 || add(grown);
    }

    private static long blocks(long bytes) {
        return bytes & -BLOCK;
    }

    /** Counts exactly; {@code false} as for {@link #move}. */
    boolean add(long bytes) {
        if (used.addAndGet(bytes) <= max || bytes < 0) {
            return true;
        }
        warning.log(
                ticker.nanos(),
                () -> "More than " + max
                        + " bytes wait for and from clients: those who ask for more lose their connection"
                        + " (enfilade.maxWaitingBytes)");
        return false;
    }

    /** How much waits, as far as it is seen here. */
    public long used() {
        return used.get();
    }
}
