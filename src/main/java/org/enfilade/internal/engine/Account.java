package org.enfilade.internal.engine;

/** What one connection, or a part of it, has of the {@link Budget}. Safe for use by any thread. */
public final class Account {
    private final Budget budget;
    // guarded by this
    private long bytes;
    private boolean closed;

    public Account(Budget budget) {
        this.budget = budget;
    }

    /** Counts so many bytes more, in any case; {@code false} if that is too much, or nothing is counted any more. */
    public synchronized boolean take(long more) {
        if (closed) {
            return false;
        }
        bytes += more;
        return budget.move(bytes - more, bytes);
    }

    /** Counts so many bytes less. */
    public synchronized void give(long less) {
        if (!closed) {
            bytes -= less;
            budget.move(bytes + less, bytes);
        }
    }

    /** Gives all back, and counts nothing any more. Idempotent. */
    public synchronized void close() {
        give(bytes);
        closed = true;
    }
}
