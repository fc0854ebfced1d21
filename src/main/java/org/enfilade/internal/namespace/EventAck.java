package org.enfilade.internal.namespace;

import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.Ack;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;

/** The acknowledgement of one event; the first answer counts. */
final class EventAck implements Ack<Object> {
    /** Whose event it is. */
    interface Sender {
        JsonBinding binding();

        void acknowledge(long id, Payload values);
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
        Payload answer = Payload.values(socket.binding(), values);
        if (answered.compareAndSet(false, true)) {
            socket.acknowledge(id, answer);
        }
    }

    @Override
    public boolean isRequested() {
        return id != Packet.NO_ID;
    }
}
