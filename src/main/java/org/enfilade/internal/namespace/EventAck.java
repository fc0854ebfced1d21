package org.enfilade.internal.namespace;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.Ack;
import org.enfilade.Namespace;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.PacketEncoder;

/** The acknowledgement of one event; the first answer counts. */
final class EventAck implements Ack<Object> {
    /** Whose event it is. */
    interface Sender {
        JsonBinding binding();

        Namespace namespace();

        void deliver(Message message, boolean bestEffort);
    }

    private final Sender socket;
    private final long id;
    private final AtomicBoolean answered = new AtomicBoolean();

    EventAck(Sender socket, long id) {
        this.socket = socket;
        this.id = id;
    }

    @Override
    public void send(Object value) {
        sendAll(value);
    }

    @Override
    public void sendAll(Object... values) {
        if (!isRequested() || answered.get()) {
            return;
        }
        StringBuilder json = new StringBuilder(64).append('[');
        List<byte[]> attachments = Emission.write(socket.binding(), json, false, values);
        if (answered.compareAndSet(false, true)) {
            String packet = PacketEncoder.ack(socket.namespace().name(), id, json, attachments.size());
            socket.deliver(Message.of(packet, attachments), false);
        }
    }

    @Override
    public boolean isRequested() {
        return id != Packet.NO_ID;
    }
}
