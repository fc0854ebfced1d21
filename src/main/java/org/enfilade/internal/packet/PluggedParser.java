package org.enfilade.internal.packet;

import java.util.List;
import java.util.Objects;
import org.enfilade.internal.engine.Message;
import org.enfilade.spi.Parser;
import org.enfilade.spi.ValueSink;

/** A parser that was plugged in. It is told of payloads value by value, and its messages carry binary values inline. */
public final class PluggedParser extends PacketParser {
    private final Parser parser;
    private final PacketLimits limits;

    public PluggedParser(Parser parser, PacketLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    @Override
    public PacketReader newReader() {
        return new PluggedReader(parser, limits);
    }

    @Override
    public int maxAttachments() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Message connect(String namespace, String socketId, String privateId) {
        String json = PacketEncoder.connectData(socketId, privateId);
        return write(Parser.Type.CONNECT, namespace, Packet.NO_ID, json, List.of());
    }

    @Override
    public Message disconnect(String namespace) {
        return write(Parser.Type.DISCONNECT, namespace, Packet.NO_ID, null, List.of());
    }

    @Override
    public Message connectError(String namespace, String message, Payload data) {
        String json = PacketEncoder.errorData(message, data);
        return write(Parser.Type.CONNECT_ERROR, namespace, Packet.NO_ID, json, data.attachments());
    }

    @Override
    public Message event(String namespace, long id, Payload event) {
        return write(Parser.Type.EVENT, namespace, id, event.text(), event.attachments())
                .compress(event.compress());
    }

    @Override
    public Message ack(String namespace, long id, Payload values) {
        return write(Parser.Type.ACK, namespace, id, values.text(), values.attachments());
    }

    private Message write(Parser.Type type, String namespace, long id, String json, List<byte[]> attachments) {
        Written output = new Written();
        parser.write(new Sent(type, namespace, id, json, attachments), output);
        if (output.message == null) {
            throw new IllegalStateException("The parser " + parser.name() + " has written nothing");
        }
        return output.message;
    }

    /** @param json {@code null} if there are no data */
    private record Sent(Parser.Type type, String namespace, long id, String json, List<byte[]> attachments)
            implements Parser.Packet {
        @Override
        public boolean hasData() {
            return json != null;
        }

        @Override
        public void data(ValueSink to) {
            if (json != null) {
                new ContentWalk(json, attachments, to).walk();
            }
        }
    }

    private static final class Written implements Parser.Output {
        private Message message;

        @Override
        public void text(String text) {
            write(Message.of(Objects.requireNonNull(text), List.of()));
        }

        @Override
        public void binary(byte[] bytes) {
            write(Message.binary(Objects.requireNonNull(bytes)));
        }

        private void write(Message written) {
            if (message != null) {
                throw new IllegalStateException("A packet is one message; the parser has written two");
            }
            message = written;
        }
    }
}
