package org.enfilade.internal.namespace;

import org.enfilade.Arguments;
import org.enfilade.SocketEvent;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.EventNames;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;

/** An event, come in or about to leave. */
record JsonEvent(String name, JsonArguments args, boolean wantsAck) implements SocketEvent {
    static JsonEvent of(JsonBinding binding, Packet.Event packet) {
        return new JsonEvent(
                packet.payload().name(),
                new JsonArguments(binding, packet.payload(), true),
                packet.ackId() != Packet.NO_ID);
    }

    static JsonEvent of(JsonBinding binding, Payload emission, boolean wantsAck) {
        emission.size(); // cuts it: one of another node that is broken is no mistake of who reads it
        return new JsonEvent(emission.name(), new JsonArguments(binding, emission, false), wantsAck);
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
        Payload written = Payload.values(args.binding(), values);
        return new JsonEvent(name, new JsonArguments(args.binding(), written, false), wantsAck);
    }

    /** One line, and not what the client sent: this may get into a log. */
    @Override
    public String toString() {
        return "Event " + LogText.quote(name) + " with " + args;
    }
}
