package org.enfilade.internal.packet;

import java.util.List;
import java.util.Set;
import org.enfilade.internal.engine.Message;

/**
 * The form of the clients of Socket.IO 1 and 2, revision 4 of its protocol. Events and acknowledgements are the same as
 * today. CONNECT has no id, a refused client gets ERROR, and the query of a namespace is its auth payload.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol/tree/v4">The Socket.IO protocol, revision 4</a>
 */
public final class OlderParser extends PacketParser {
    /** Data that JavaScript takes for none, and the reference server with it. */
    private static final Set<String> NOTHING = Set.of("null", "false", "0", "\"\"");

    private final PacketLimits limits;
    private final StandardParser standard;

    public OlderParser(PacketLimits limits) {
        this.limits = limits;
        this.standard = new StandardParser(limits);
    }

    @Override
    public PacketReader newReader() {
        return new OlderReader(limits);
    }

    /** The client knows its id, which is the session's, and cannot come back. */
    @Override
    public Message connect(String namespace, String socketId, String privateId) {
        return Message.of(PacketEncoder.connect(namespace), List.of());
    }

    @Override
    public Message disconnect(String namespace) {
        return standard.disconnect(namespace);
    }

    /** ERROR, with the data or, without any, the message. */
    @Override
    public Message connectError(String namespace, String message, Payload data) {
        if (!data.attachments().isEmpty()) {
            throw new IllegalArgumentException("binary values in the data of a refusal");
        }
        String json = data.size() == 0 ? null : data.elements().get(0);
        boolean says = json != null && !NOTHING.contains(json);
        return Message.of(PacketEncoder.error(namespace, message, says ? json : null), List.of());
    }

    @Override
    public Message event(String namespace, long id, Payload event) {
        return standard.event(namespace, id, event);
    }

    @Override
    public Message ack(String namespace, long id, Payload values) {
        return standard.ack(namespace, id, values);
    }
}
