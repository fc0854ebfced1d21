package org.enfilade.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What waits for a client, in order, and what is just being sent to it. Bounded in bytes and messages, both parts
 * counted; over the bound {@link #add} refuses. Not safe for use by several threads.
 *
 * <p>It counts in two ways. The bound of this client counts each message when it is added. The budget of all clients
 * counts a message once for all its receivers, and only if it has not left by the end of a drain; what counts there for
 * this client alone are places, and the copy that a transport makes of what it has taken.
 */
final class Outbox extends Tally {
    private static final int MUCH_MESSAGES = 256;
    private static final int MUCH_BYTES = 1 << 16;
    /** What a place in the queue occupies. */
    private static final int PLACE_BYTES = 16;

    private final OutboxBound bound;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>(2);
    private long bytes;
    private long takenBytes;
    private int taken;
    /** How many of those that wait, the last ones, do not count yet. */
    private int uncounted;

    private boolean takenCounts;

    Outbox(OutboxBound bound, Budget budget) {
        super(budget);
        this.bound = bound;
    }

    /** Adds a message, unless the bound is reached; a single one may be larger than the bound. */
    boolean add(Message message) {
        boolean hasRoom = bound.hasRoom(waiting.size() + taken, bytes, message.size());
        if (hasRoom) {
            addLast(message);
        }
        return hasRoom;
    }

    /** Adds the last message of all, whatever the bound. */
    void addLast(Message message) {
        waiting.add(message);
        uncounted++;
        bytes += message.size();
    }

    /**
     * Counts what has not left by now, so that a client which keeps up costs nothing; {@code false} if it makes all
     * that waits in the deployment too much.
     */
    boolean count() {
        if (uncounted == 0 && (taken == 0 || takenCounts)) {
            return true;
        }
        boolean fits = true;
        long more = (long) PLACE_BYTES * uncounted;
        for (Iterator<Message> last = waiting.descendingIterator(); uncounted > 0; uncounted--) {
            fits &= last.next().hold(budget());
        }
        if (taken > 0 && !takenCounts) {
            takenCounts = true;
            more += takenBytes;
        }
        return count(more) && fits;
    }

    private Message poll() {
        if (waiting.size() > uncounted) {
            waiting.peek().release(budget());
            count(-PLACE_BYTES);
        } else {
            uncounted--;
        }
        return waiting.poll();
    }

    /** Whether so much waits that collecting more brings nothing. */
    boolean isMuch() {
        return waiting.size() >= MUCH_MESSAGES || bytes - takenBytes >= MUCH_BYTES;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether a batch is under way. */
    boolean isBusy() {
        return taken > 0;
    }

    /** Takes a batch: at least one message, and no more than the transport wants at once. */
    List<Message> take(Transport transport) {
        Message first = poll();
        takenBytes = first.size();
        List<Message> batch;
        if (waiting.isEmpty()) {
            batch = List.of(first);
        } else {
            batch = new ArrayList<>(waiting.size() + 1);
            batch.add(first);
            long weight = transport.weigh(first);
            while (!waiting.isEmpty()) {
                weight += transport.weigh(waiting.peek());
                if (weight > transport.maxBatch()) {
                    break;
                }
                Message next = poll();
                takenBytes += next.size();
                batch.add(next);
            }
        }
        taken = batch.size();
        return batch;
    }

    /** The batch is done. */
    void taken() {
        if (takenCounts) {
            takenCounts = false;
            count(-takenBytes);
        }
        bytes -= takenBytes;
        takenBytes = 0;
        taken = 0;
    }

    /** Drops what waits; nothing counts any more, though a transport may still be busy with what it has taken. */
    void clear() {
        for (Message message : waiting) {
            if (waiting.size() - uncounted > 0) {
                message.release(budget());
                uncounted++;
            }
        }
        count(-counted());
        uncounted = 0;
        takenCounts = false;
        waiting.clear();
        bytes = takenBytes;
    }
}
