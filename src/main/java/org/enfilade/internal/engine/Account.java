package org.enfilade.internal.engine;

/** What one connection, or a part of it, has of the {@link Budget}. Safe for use by any thread. */
public final class Account extends Tally {
    // guarded by this, as is what counts
    private boolean closed;

    public Account(Budget budget) {
        super(budget);
    }

    /** Counts so many bytes more, in any case; {@code false} if that is too much, or nothing is counted any more. */
    public synchronized boolean take(long more) {
        return !closed && count(more);
    }

    /** Counts so many bytes less. */
    public synchronized void give(long less) {
        if (!closed) {
            count(-less);
        }
    }

    /** Gives all back, and counts nothing any more. Idempotent. */
    public synchronized void close() {
        give(counted());
        closed = true;
    }
}
