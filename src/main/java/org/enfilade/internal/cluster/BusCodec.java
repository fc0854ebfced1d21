package org.enfilade.internal.cluster;

import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;

/**
 * Messages as bytes: the version of the format, the type, and the fields in the order of the record. A node of another
 * version does not understand them, and says so once.
 */
final class BusCodec {
    static final int VERSION = 12;
    /** Beyond any sensible event, and within what grids carry. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private BusCodec() {}

    /** The bytes of a message; {@code IllegalArgumentException} if it is too long. */
    static byte[] encode(BusMessage message) {
        BusWriter out = new BusWriter();
        out.oneByte(VERSION);
        out.oneByte(message.type().code());
        message.write(out);
        if (out.size() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    out.size() + " bytes are too many for a message to other nodes; " + MAX_BYTES + " are allowed");
        }
        return out.toBytes();
    }

    static BusMessage decode(byte[] bytes) throws BusFormatException {
        BusReader in = new BusReader(bytes);
        int version = in.oneByte();
        if (Seal.isSealed(version)) {
            throw new BusFormatException("it is sealed by an enfilade.cluster.secret, and this node has none");
        }
        if (version != VERSION) {
            throw new BusFormatException("version " + version + " of the format");
        }
        BusMessage message = BusMessage.read(in);
        in.end();
        return message;
    }
}
