package org.enfilade.internal.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.enfilade.internal.text.Base64Text;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/**
 * The revision of the clients of Socket.IO 1 and 2: packets behind their lengths, binary ones with their type, pings
 * from the client.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol/tree/v3">The Engine.IO protocol, revision 3</a>
 */
final class Revision3 extends Dialect {
    private final boolean textOnly;

    /** @param textOnly whether the client takes no binary data, so that it is sent base64 */
    Revision3(boolean textOnly) {
        super(3);
        this.textOnly = textOnly;
    }

    @Override
    public boolean isTextOnly() {
        return textOnly;
    }

    @Override
    boolean takesBinaryBodies() {
        return true;
    }

    /** In binary only if it saves base64; so does the reference server. */
    @Override
    void answer(PollExchange poll, List<Message> batch, Wire.Sent report) {
        boolean compress = Message.anyCompresses(batch);
        if (textOnly || batch.stream().allMatch(message -> message.attachments().isEmpty())) {
            StringBuilder out = new StringBuilder();
            batch.forEach(message -> message.appendTo(out));
            poll.answer(out.toString(), compress, report);
        } else {
            byte[][] parts = batch.stream().map(Message::binaryPayload).toArray(byte[][]::new);
            poll.answerBinary(LengthPrefixed.join(parts), compress, report);
        }
    }

    @Override
    int payloadSize(Message message) {
        return message.payloadSize() + (1 + message.attachments().size()) * LengthPrefixed.MAX_HEADER;
    }

    @Override
    boolean read(String body, Packets to) {
        return LengthPrefixed.read(body, to::text);
    }

    @Override
    boolean read(byte[] body, Packets to) {
        return LengthPrefixed.read(body, to::text, packet -> {
            byte[] content = message(packet);
            if (content != null) {
                to.binary(content);
            }
            return content != null;
        });
    }

    @Override
    List<Message> frames(List<Message> batch) {
        if (batch.stream().allMatch(message -> message.attachments().isEmpty())) {
            return batch;
        }
        List<Message> frames = new ArrayList<>(batch.size());
        for (Message message : batch) {
            if (textOnly) {
                frames.addAll(message.inTexts());
            } else {
                frames.add(message.withTypes());
            }
        }
        return frames;
    }

    @Override
    byte[] message(byte[] frame) {
        return frame.length > 0 && frame[0] == LengthPrefixed.MESSAGE
                ? Arrays.copyOfRange(frame, 1, frame.length)
                : null;
    }

    @Override
    byte[] base64(String packet) {
        return packet.length() > 1 && packet.charAt(1) == '4' ? Base64Text.decode(packet, 2) : null;
    }

    @Override
    Heartbeat heartbeat(Alarm alarm, Ticker ticker, EngineOptions options, Heartbeat.Owner owner) {
        return new AnsweringHeartbeat(alarm, ticker, options, owner);
    }
}
