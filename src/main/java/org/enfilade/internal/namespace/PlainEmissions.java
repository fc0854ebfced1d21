package org.enfilade.internal.namespace;

import java.util.List;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Emission;

/** Sends, and keeps nothing. */
final class PlainEmissions implements Emissions<ServerSocket> {
    private final Core core;
    private final LocalNamespace namespace;

    PlainEmissions(Core core, LocalNamespace namespace) {
        this.core = core;
        this.namespace = namespace;
    }

    @Override
    public void toAudience(Payload event, Audience audience, boolean bestEffort, Emission emission) {
        List<ServerSocket> receivers = audience.in(namespace.rooms());
        if (!receivers.isEmpty()) {
            Message message = core.parser().event(namespace.name(), Packet.NO_ID, event);
            for (ServerSocket receiver : receivers) {
                namespace.showOutgoing(receiver, event, false);
                receiver.deliver(message, bestEffort);
            }
        }
    }

    @Override
    public void toSocket(ServerSocket socket, Payload event, boolean bestEffort) {
        namespace.showOutgoing(socket, event, false);
        socket.deliver(core.parser().event(namespace.name(), Packet.NO_ID, event), bestEffort);
    }
}
