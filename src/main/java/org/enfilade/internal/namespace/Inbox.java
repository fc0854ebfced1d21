package org.enfilade.internal.namespace;

import org.enfilade.internal.engine.Budget;

/**
 * How many events have come and are not handled yet, for all sockets of a connection together (or for the events of
 * other nodes in a namespace). Bounded in number and bytes; what is over is refused. It outlives the connection, as its
 * events do. Safe for use by any thread.
 */
final class Inbox {
    private final int maxEvents;
    private final int maxBytes;
    private final Budget budget;
    // guarded by this
    private int events;
    private long bytes;

    Inbox(int maxEvents, int maxBytes, Budget budget) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** Counts an event of so many bytes; {@code false} if it is one too many. */
    synchronized boolean take(int size) {
        if (isFull(size)) {
            return false;
        }
        if (!budget.move(bytes, bytes + size)) {
            budget.move(bytes + size, bytes);
            return false;
        }
        events++;
        bytes += size;
        return true;
    }

    /** Whether an event of so many bytes is too many for this count, whatever waits elsewhere. */
    synchronized boolean isFull(int size) {
        return events >= maxEvents || bytes + size > maxBytes;
    }

    /** An event has been handled, or dropped. */
    synchronized void done(int size) {
        events--;
        bytes -= size;
        budget.move(bytes + size, bytes);
    }
}
