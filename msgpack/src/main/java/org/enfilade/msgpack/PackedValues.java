package org.enfilade.msgpack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.enfilade.spi.ValueSink;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/**
 * The data of a packet, told to a sink as the standard form would have carried them: undefined is null in an array and
 * nothing in an object, and a date is its text. The sink bounds how deep it goes.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack</a>
 */
final class PackedValues {
    /** The type of notepack's own extensions: undefined, dates, and what is an {@code ArrayBuffer} in JavaScript. */
    private static final byte NOTEPACK = 0;

    /** The type of MessagePack's own time stamp. */
    private static final byte TIMESTAMP = -1;

    private static final int FIXEXT_1 = 0xd4;

    /** Texts are texts and bytes are bytes, which older versions of MessagePack did not tell apart. */
    private static final MessagePack.UnpackerConfig UNPACKER = new MessagePack.UnpackerConfig()
            .withAllowReadingBinaryAsString(false)
            .withAllowReadingStringAsBinary(false);

    private final int length;
    private final MessageUnpacker in;

    PackedValues(byte[] message, int start) {
        this.length = message.length - start;
        this.in = unpacker(message, start);
    }

    static MessageUnpacker unpacker(byte[] message, int start) {
        return UNPACKER.newUnpacker(message, start, message.length - start);
    }

    /** Whether the value that begins there is undefined. */
    static boolean isUndefined(byte[] message, int at) {
        return at + 2 < message.length && (message[at] & 0xff) == FIXEXT_1 && message[at + 1] == NOTEPACK;
    }

    void tell(ValueSink to) throws IOException {
        MessageFormat format = in.getNextFormat();
        switch (format.getValueType()) {
            case NIL -> {
                in.unpackNil();
                to.writeNull();
            }
            case BOOLEAN -> to.writeBoolean(in.unpackBoolean());
            case INTEGER -> integer(format, to);
            case FLOAT -> to.writeDouble(in.unpackDouble());
            case STRING -> to.writeText(in.unpackString());
            case BINARY -> to.writeBinary(bytes(in.unpackBinaryHeader()));
            case ARRAY -> array(to);
            case MAP -> map(to);
            case EXTENSION -> extension(in.unpackExtensionTypeHeader(), format, to);
        }
    }

    private void integer(MessageFormat format, ValueSink to) throws IOException {
        if (format == MessageFormat.UINT64) {
            to.writeBigInteger(in.unpackBigInteger());
        } else {
            to.writeLong(in.unpackLong());
        }
    }

    private void array(ValueSink to) throws IOException {
        int size = in.unpackArrayHeader();
        to.startArray(size);
        for (int i = 0; i < size; i++) {
            tell(to);
        }
        to.end();
    }

    private void map(ValueSink to) throws IOException {
        int size = in.unpackMapHeader();
        to.startObject(size);
        for (int i = 0; i < size; i++) {
            member(to);
        }
        to.end();
    }

    /** As in JSON, there is no member whose value is undefined. */
    private void member(ValueSink to) throws IOException {
        String key = key();
        MessageFormat format = in.getNextFormat();
        if (format != MessageFormat.FIXEXT1) {
            to.writeKey(key);
            tell(to);
            return;
        }
        ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
        if (header.getType() == NOTEPACK) {
            bytes(header.getLength());
        } else {
            to.writeKey(key);
            extension(header, format, to);
        }
    }

    /** JavaScript has texts only, and makes one of a number; what it makes of other values means nothing. */
    private String key() throws IOException {
        return switch (in.getNextFormat().getValueType()) {
            case STRING -> in.unpackString();
            case INTEGER -> in.unpackBigInteger().toString();
            default -> throw new IOException("a key that is neither a text nor a whole number");
        };
    }

    private void extension(ExtensionTypeHeader header, MessageFormat format, ValueSink to) throws IOException {
        int type = header.getType();
        if (type == TIMESTAMP) {
            bound(header.getLength());
            Instant time = in.unpackTimestamp(header);
            to.writeText(time.toString());
        } else if (type == NOTEPACK && format == MessageFormat.FIXEXT1) {
            bytes(1);
            to.writeNull();
        } else if (type == NOTEPACK && format == MessageFormat.FIXEXT8) {
            date(bytes(8), to);
        } else if (type == NOTEPACK && isOfAnyLength(format)) {
            to.writeBinary(bytes(header.getLength()));
        } else {
            to.startArray(2);
            to.writeLong(type);
            to.writeBinary(bytes(header.getLength()));
            to.end();
        }
    }

    private static boolean isOfAnyLength(MessageFormat format) {
        return format == MessageFormat.EXT8 || format == MessageFormat.EXT16 || format == MessageFormat.EXT32;
    }

    private static void date(byte[] bytes, ValueSink to) {
        String text = Dates.text(ByteBuffer.wrap(bytes).getLong());
        if (text == null) {
            to.writeNull();
        } else {
            to.writeText(text);
        }
    }

    /** The bytes that follow, if there are so many. */
    private byte[] bytes(int count) throws IOException {
        bound(count);
        return in.readPayload(count);
    }

    private void bound(int count) throws IOException {
        if (count > length - in.getTotalReadBytes()) {
            throw new IOException("fewer bytes than there should be");
        }
    }
}
