package org.enfilade.internal.namespace;

import org.enfilade.internal.engine.Message;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Origin;

/**
 * An event in the log.
 *
 * @param message as it was sent, with its position
 * @param event the same without it, for another node; {@code null} on a node that is alone
 */
record Logged(Message message, Payload event, Origin origin) {
    /** About how many bytes it occupies; both forms share what is binary. */
    long weight() {
        return event == null ? message.weight() : message.weight() + event.length();
    }
}
