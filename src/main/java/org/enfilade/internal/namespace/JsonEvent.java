package org.enfilade.internal.namespace;

import java.util.List;
import org.enfilade.Arguments;
import org.enfilade.SocketEvent;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.EventNames;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.text.JsonArrays;

/** An event, come in or about to leave. */
record JsonEvent(String name, JsonArguments args, boolean wantsAck) implements SocketEvent {
    static JsonEvent of(JsonBinding binding, Packet.Event packet) {
        return new JsonEvent(
                packet.name(),
                new JsonArguments(binding, packet.arguments(), packet.attachments(), true),
                packet.ackId() != Packet.NO_ID);
    }

    static JsonEvent of(JsonBinding binding, Emission emission, boolean wantsAck) {
        List<String> elements = JsonArrays.elements(emission.json());
        return new JsonEvent(
                emission.event(),
                new JsonArguments(binding, elements.subList(1, elements.size()), emission.attachments(), false),
                wantsAck);
    }

    @Override
    public Arguments arguments() {
        return args;
    }

    @Override
    public SocketEvent withName(String newName) {
        if (EventNames.isReserved(newName)) {
            throw new IllegalArgumentException("\"" + newName + "\" is a reserved event name");
        }
        return new JsonEvent(newName, args, wantsAck);
    }

    @Override
    public SocketEvent withArguments(Object... values) {
        StringBuilder json = new StringBuilder("[");
        List<byte[]> attachments = Emission.write(args.binding(), json, false, values);
        return new JsonEvent(
                name,
                new JsonArguments(args.binding(), JsonArrays.elements(json.toString()), attachments, false),
                wantsAck);
    }

    /** One line, and not what the client sent: this may get into a log. */
    @Override
    public String toString() {
        return "Event " + LogText.quote(name) + " with " + args;
    }
}
