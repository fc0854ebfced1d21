package org.enfilade.internal.packet;

import java.util.List;
import org.enfilade.internal.engine.Message;

/** The form that all clients know: a text, and a binary message for each attachment. */
public final class StandardParser extends PacketParser {
    private final PacketLimits limits;

    public StandardParser(PacketLimits limits) {
        this.limits = limits;
    }

    @Override
    public PacketReader newReader() {
        return new PacketDecoder(limits);
    }

    @Override
    public Message connect(String namespace, String socketId, String privateId) {
        return Message.of(PacketEncoder.connect(namespace, socketId, privateId), List.of());
    }

    @Override
    public Message disconnect(String namespace) {
        return Message.of(PacketEncoder.disconnect(namespace), List.of());
    }

    @Override
    public Message connectError(String namespace, String message, Payload data) {
        if (!data.attachments().isEmpty()) {
            throw new IllegalArgumentException("binary values in the data of a refusal");
        }
        return Message.of(PacketEncoder.connectError(namespace, message, data), List.of());
    }

    @Override
    public Message event(String namespace, long id, Payload event) {
        return Message.of(PacketEncoder.event(namespace, id, event), event.attachments())
                .compress(event.compress());
    }

    @Override
    public Message ack(String namespace, long id, Payload values) {
        return Message.of(PacketEncoder.ack(namespace, id, values), values.attachments());
    }
}
