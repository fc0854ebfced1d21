package org.enfilade.msgpack;

import java.io.IOException;
import org.enfilade.spi.Parser;
import org.enfilade.spi.ValueSink;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * A packet of a client. Clients write its data before its namespace, so it is gone through twice: to find its parts,
 * and to tell of the data. Nothing is taken for granted of lengths: what is declared has to be there.
 */
final class PackedPacket {
    private static final Parser.Type[] TYPES = Parser.Type.values();
    private static final long MAX_EXACT = 1L << 53;
    private static final int NOWHERE = -1;

    private final byte[] message;
    private final MessageUnpacker in;

    private long type = -1;
    private String namespace = "";
    private long id = Parser.NO_ID;
    private int data = NOWHERE;

    PackedPacket(byte[] message) {
        this.message = message;
        this.in = PackedValues.unpacker(message, 0);
    }

    void read(Parser.Input to) throws IOException {
        int members = in.unpackMapHeader();
        for (int i = 0; i < members; i++) {
            member(in.unpackString());
        }
        if (remaining() > 0) {
            throw new IOException("bytes behind the packet");
        }
        if (type < 0 || type >= TYPES.length) {
            throw new IOException("no type of a packet");
        }
        ValueSink sink = to.packet(TYPES[(int) type], namespace, id);
        if (data != NOWHERE) {
            new PackedValues(message, data).tell(sink);
        }
    }

    /** Of members that have the same name the last one counts, as in JavaScript. */
    private void member(String name) throws IOException {
        switch (name) {
            case "type" -> type = wholeNumber();
            case "nsp" -> namespace = in.unpackString();
            case "id" -> id = isUndefined() ? Parser.NO_ID : notNegative(wholeNumber());
            case "data" -> {
                int start = message.length - remaining();
                data = isUndefined() ? NOWHERE : start;
                if (data != NOWHERE) {
                    skip();
                }
            }
            default -> skip();
        }
    }

    private int remaining() {
        return message.length - (int) in.getTotalReadBytes();
    }

    /** JavaScript has one kind of number, so a whole one may be packed as any. */
    private long wholeNumber() throws IOException {
        if (in.getNextFormat().getValueType() != ValueType.FLOAT) {
            return in.unpackLong();
        }
        double value = in.unpackDouble();
        if (value != Math.rint(value) || Math.abs(value) > MAX_EXACT) {
            throw new IOException("a number that is not whole");
        }
        return (long) value;
    }

    private static long notNegative(long number) throws IOException {
        if (number < 0) {
            throw new IOException("a negative id");
        }
        return number;
    }

    /** Goes behind the value if it is undefined. */
    private boolean isUndefined() throws IOException {
        int at = message.length - remaining();
        if (!PackedValues.isUndefined(message, at)) {
            return false;
        }
        in.skipValue();
        return true;
    }

    /** Goes behind a value, however deep it is. Each value takes a byte, so there cannot be more than bytes. */
    private void skip() throws IOException {
        long pending = 1;
        while (pending > 0) {
            pending--;
            MessageFormat format = in.getNextFormat();
            switch (format.getValueType()) {
                case ARRAY -> pending += in.unpackArrayHeader();
                case MAP -> pending += 2L * in.unpackMapHeader();
                case EXTENSION -> skipExtension();
                default -> in.skipValue();
            }
            if (pending > remaining()) {
                throw new IOException("fewer values than there should be");
            }
        }
    }

    private void skipExtension() throws IOException {
        ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
        if (header.getLength() > remaining()) {
            throw new IOException("fewer bytes than there should be");
        }
        in.readPayloadAsReference(header.getLength());
    }
}
