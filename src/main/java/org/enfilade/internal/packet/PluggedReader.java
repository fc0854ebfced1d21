package org.enfilade.internal.packet;

import java.io.IOException;
import org.enfilade.spi.Parser;

/** Reads packets by a parser that was plugged in; each message is one packet. */
final class PluggedReader extends PacketReader {
    private final Parser parser;
    private final PacketLimits limits;

    PluggedReader(Parser parser, PacketLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    @Override
    public Packet text(String message) throws ProtocolException {
        ReceivedPacket received = new ReceivedPacket(limits);
        try {
            parser.read(message, received);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw unread(received, e);
        }
        return received.packet();
    }

    @Override
    public Packet binary(byte[] message) throws ProtocolException {
        ReceivedPacket received = new ReceivedPacket(limits);
        try {
            parser.read(message, received);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw unread(received, e);
        }
        return received.packet();
    }

    /** Whatever a parser throws, the client has sent what led to it. What it says may repeat the client. */
    private ProtocolException unread(ReceivedPacket received, Throwable e) {
        ProtocolException refused = received.failure();
        return refused != null
                ? refused
                : new ProtocolException("a message that the parser " + parser.name() + " cannot read ("
                        + e.getClass().getSimpleName() + ")");
    }
}
