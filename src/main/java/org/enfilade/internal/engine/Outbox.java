package org.enfilade.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for a client, in order, and what is just being sent to it. Bounded in bytes and messages, both parts counted; over the
 * bound {@link #add} refuses. Not safe for use by several threads.
 */
final class Outbox {
    private static final int MUCH_MESSAGES = 256;
    private static final int MUCH_BYTES = 1 << 16;

    private final int maxBytes;
    private final int maxMessages;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>(2);
    private long bytes;
    private long takenBytes;
    private int taken;

    Outbox(int maxBytes, int maxMessages) {
        this.maxBytes = maxBytes;
        this.maxMessages = maxMessages;
    }

    /** Adds a message, unless the bound is reached; a single one may be larger than the bound. */
    boolean add(Message message) {
        int count = waiting.size() + taken;
        if (count > 0 && (bytes + message.size() > maxBytes || count >= maxMessages)) {
            return false;
        }
        waiting.add(message);
        bytes += message.size();
        return true;
    }

    /** Adds the last message of all, whatever the bound. */
    void addLast(Message message) {
        waiting.add(message);
        bytes += message.size();
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
        Message first = waiting.poll();
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
                Message next = waiting.poll();
                takenBytes += next.size();
                batch.add(next);
            }
        }
        taken = batch.size();
        return batch;
    }

    /** The batch is done. */
    void taken() {
        bytes -= takenBytes;
        takenBytes = 0;
        taken = 0;
    }

    void clear() {
        waiting.clear();
        bytes = takenBytes;
    }
}
