package org.enfilade.internal.namespace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.OutboxBound;

/**
 * What is sent to a socket before its time has come: in its order, up to the first fence that stands. Bounded as an
 * outbox is; but all that is here waits, so that it counts in the budget at once. Not safe for use by several threads.
 */
final class HeldBack {
    /** Stands before whatever is added after it. */
    static final class Fence {
        private final long after;
        private boolean isOpen;

        private Fence(long after) {
            this.after = after;
        }
    }

    private final OutboxBound bound;
    private final Budget budget;
    private List<Message> messages = List.of();
    private long bytes;
    /** How many messages have been taken, ever. */
    private long taken;
    /** Made when there is one. */
    private Deque<Fence> fences;

    HeldBack(OutboxBound bound, Budget budget) {
        this.bound = bound;
        this.budget = budget;
    }

    /** Keeps a message, unless that is too much; a single one may be larger than the bound. */
    boolean add(Message message) {
        if (!bound.hasRoom(messages.size(), bytes, message.size())) {
            return false;
        }
        if (!message.hold(budget)) {
            message.release(budget);
            return false;
        }
        if (messages.isEmpty()) {
            messages = new ArrayList<>(2);
        }
        messages.add(message);
        bytes += message.size();
        return true;
    }

    /** Puts a fence behind what is there. */
    Fence fence() {
        if (fences == null) {
            fences = new ArrayDeque<>(2);
        }
        Fence fence = new Fence(taken + messages.size());
        fences.add(fence);
        return fence;
    }

    /** Nothing waits for it any more. */
    void open(Fence fence) {
        fence.isOpen = true;
        while (!fences.isEmpty() && fences.peek().isOpen) {
            fences.remove();
        }
    }

    /** Whether a fence stands. */
    boolean isFenced() {
        return fences != null && !fences.isEmpty();
    }

    /** The messages before the first fence, which are not kept any more. */
    List<Message> takeFree() {
        int free = isFenced() ? (int) (fences.peek().after - taken) : messages.size();
        if (free == messages.size()) {
            return takeAll();
        }
        List<Message> first = messages.subList(0, free);
        List<Message> result = List.copyOf(first);
        first.clear();
        let(result);
        return result;
    }

    /** All messages, which are not kept any more. */
    List<Message> takeAll() {
        List<Message> all = messages;
        messages = List.of();
        let(all);
        return all;
    }

    private void let(List<Message> gone) {
        for (Message message : gone) {
            message.release(budget);
            bytes -= message.size();
        }
        taken += gone.size();
    }
}
