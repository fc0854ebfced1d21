package org.enfilade.msgpack;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.enfilade.spi.Parser;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * Writes and reads each packet as one binary message: a map of {@code type}, {@code data}, {@code nsp} and, if it has
 * one, {@code id}, with binary values inline, as npm's {@code socket.io-msgpack-parser} does. The option
 * {@code enfilade.parser=msgpack} chooses it.
 *
 * @see <a href="https://socket.io/docs/v4/custom-parser/">Socket.IO: Custom parser</a>
 */
public final class MessagePackParser implements Parser {
    /** Most packets fit; the library takes 8 KiB for each otherwise. */
    private static final MessagePack.PackerConfig PACKER = new MessagePack.PackerConfig().withBufferSize(512);

    /** For {@link java.util.ServiceLoader}. */
    public MessagePackParser() {}

    @Override
    public String name() {
        return "msgpack";
    }

    @Override
    public void write(Packet packet, Output to) {
        try (MessageBufferPacker out = PACKER.newBufferPacker()) {
            out.packMapHeader(2 + (packet.hasData() ? 1 : 0) + (packet.id() == NO_ID ? 0 : 1));
            out.packString("type").packInt(packet.type().ordinal());
            if (packet.hasData()) {
                out.packString("data");
                packet.data(new PackingSink(out));
            }
            out.packString("nsp").packString(packet.namespace());
            if (packet.id() != NO_ID) {
                out.packString("id").packLong(packet.id());
            }
            to.binary(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it writes to memory
        }
    }

    @Override
    public void read(byte[] message, Input to) throws IOException {
        new PackedPacket(message).read(to);
    }
}
