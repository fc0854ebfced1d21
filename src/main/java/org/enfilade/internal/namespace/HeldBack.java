package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.List;
import org.enfilade.ServerOptions;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Message;

/**
 * What is sent to a socket before it has been told that it has joined; bounded as an outbox is. Not safe for use by
 * several threads.
 */
final class HeldBack {
    private final ServerOptions options;
    private final Budget budget;
    private List<Message> messages = List.of();
    private long bytes;

    HeldBack(ServerOptions options, Budget budget) {
        this.options = options;
        this.budget = budget;
    }

    /** Keeps a message, unless that is too much; a single one may be larger than the bound. */
    boolean add(Message message) {
        if (messages.isEmpty()) {
            messages = new ArrayList<>(2);
        } else if (messages.size() >= options.outboxMaxPackets() || bytes + message.size() > options.outboxMaxBytes()) {
            return false;
        }
        if (!message.hold(budget)) {
            message.release(budget);
            return false;
        }
        messages.add(message);
        bytes += message.size();
        return true;
    }

    /** All messages, which are not kept any more. */
    List<Message> take() {
        List<Message> taken = messages;
        taken.forEach(message -> message.release(budget));
        messages = List.of();
        bytes = 0;
        return taken;
    }
}
