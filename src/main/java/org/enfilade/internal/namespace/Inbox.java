package org.enfilade.internal.namespace;

import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Tally;

/**
 * How many events have come and are not handled yet, for all sockets of a connection together (or for the events of
 * other nodes in a namespace). Bounded in number and bytes; what is over is refused. It outlives the connection, as its
 * events do. Safe for use by any thread.
 *
 * <p>Unlike an outbox, which the application fills, it takes no single event that is larger than the bound: a client
 * would send nothing else. It has no queue, since each socket has its own, in its {@link Mailbox}.
 */
final class Inbox extends Tally {
    private final int maxEvents;
    private final int maxBytes;
    // guarded by this, as is what counts
    private int events;

    Inbox(int maxEvents, int maxBytes, Budget budget) {
        super(budget);
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Counts an event of so many bytes; {@code false} if it is one too many. */
    synchronized boolean take(int size) {
        if (isFull(size)) {
            return false;
        }
        if (!count(size)) {
            count(-size);
            return false;
        }
        events++;
        return true;
    }

    /** Whether an event of so many bytes is too many for this count, whatever waits elsewhere. */
    synchronized boolean isFull(int size) {
        return events >= maxEvents || counted() + size > maxBytes;
    }

    /** An event has been handled, or dropped. */
    synchronized void done(int size) {
        events--;
        count(-size);
    }
}
