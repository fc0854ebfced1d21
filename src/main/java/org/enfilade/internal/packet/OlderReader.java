package org.enfilade.internal.packet;

import java.util.List;
import org.enfilade.internal.text.JsonStrings;
import org.enfilade.internal.text.QueryString;

/**
 * Reads what clients of Socket.IO 1 and 2 send: as today, but a namespace that they ask for may have a query, whose
 * parameters are the auth payload. They are written as JSON one by one, so that many of them occupy little.
 */
final class OlderReader extends PacketReader {
    private final PacketDecoder decoder;

    OlderReader(PacketLimits limits) {
        this.decoder = new PacketDecoder(limits);
    }

    @Override
    public Packet text(String message) throws ProtocolException {
        int query = message.startsWith("0/") ? message.indexOf('?') : -1;
        int comma = message.indexOf(',');
        int end = comma < 0 ? message.length() : comma;
        if (query < 0 || query > end) {
            return decoder.text(message);
        }
        Packet packet = decoder.text(message.substring(0, query).concat(message.substring(end)));
        String auth = json(message.substring(query + 1, end));
        return auth.isEmpty()
                ? packet
                : new Packet.Connect(
                        packet.namespace(), Payload.receivedValues(List.of(auth), List.of()), auth.length());
    }

    /** The parameters as an object, where the last one of a name counts; empty without any. */
    private static String json(String query) {
        StringBuilder out = new StringBuilder(query.length() + 16);
        QueryString.read(query, (name, value) -> {
            out.append(out.length() == 0 ? '{' : ',');
            JsonStrings.quote(name, out);
            out.append(':');
            JsonStrings.quote(value, out);
        });
        return out.length() == 0 ? "" : out.append('}').toString();
    }

    @Override
    public Packet binary(byte[] message) throws ProtocolException {
        return decoder.binary(message);
    }

    @Override
    public String awaitedNamespace() {
        return decoder.awaitedNamespace();
    }

    @Override
    public void ignoreAwaited() {
        decoder.ignoreAwaited();
    }

    @Override
    public int waitingBytes() {
        return decoder.waitingBytes();
    }
}
