package org.enfilade.internal.engine;

import java.util.List;
import org.enfilade.internal.text.Base64Text;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/** The revision of the clients of Socket.IO 3 and 4: packets between separators, pings from the server. */
final class Revision4 extends Dialect {
    Revision4() {
        super(4);
    }

    @Override
    boolean takesBinaryBodies() {
        return false;
    }

    @Override
    void answer(PollExchange poll, List<Message> batch, Wire.Sent report) {
        poll.answer(Payload.join(batch), Message.anyCompresses(batch), report);
    }

    @Override
    int payloadSize(Message message) {
        return message.payloadSize();
    }

    @Override
    boolean read(String body, Packets to) {
        for (String packet : Payload.split(body)) {
            to.text(packet);
        }
        return true;
    }

    @Override
    boolean read(byte[] body, Packets to) {
        return false;
    }

    @Override
    List<Message> frames(List<Message> batch) {
        return batch;
    }

    @Override
    byte[] message(byte[] frame) {
        return frame;
    }

    @Override
    byte[] base64(String packet) {
        return Base64Text.decode(packet, 1);
    }

    @Override
    Heartbeat heartbeat(Alarm alarm, Ticker ticker, EngineOptions options, Heartbeat.Owner owner) {
        return new AskingHeartbeat(alarm, options, owner);
    }
}
