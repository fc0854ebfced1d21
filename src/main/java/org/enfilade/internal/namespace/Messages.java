package org.enfilade.internal.namespace;

import org.enfilade.internal.engine.Message;
import org.enfilade.internal.packet.PacketEncoder;
import org.enfilade.internal.packet.Payload;

/** Payloads as the messages that carry them; one message serves all receivers in a namespace. */
final class Messages {
    private Messages() {}

    static Message event(Payload event, String namespace, long ackId) {
        return Message.of(PacketEncoder.event(namespace, ackId, event), event.attachments());
    }

    static Message ack(Payload values, String namespace, long id) {
        return Message.of(PacketEncoder.ack(namespace, id, values), values.attachments());
    }
}
