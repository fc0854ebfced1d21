package org.enfilade.internal.engine;

/**
 * Counts what one queue, or one connection, has of the {@link Budget}. A base class and no field of its users, since
 * each connection has several. Not safe for use by several threads.
 */
public abstract class Tally {
    private final Budget budget;
    private long bytes;

    protected Tally(Budget budget) {
        this.budget = budget;
    }

    /**
     * Counts so many bytes more, or less, in any case; {@code false} if they are more and all are too much by now, so
     * that the caller has to let go of what they stand for.
     */
    protected final boolean count(long more) {
        bytes += more;
        return budget.move(bytes - more, bytes);
    }

    protected final Budget budget() {
        return budget;
    }

    protected final long counted() {
        return bytes;
    }
}
