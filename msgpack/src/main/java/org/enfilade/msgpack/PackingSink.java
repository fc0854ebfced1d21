package org.enfilade.msgpack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.enfilade.spi.ValueSink;
import org.msgpack.core.MessagePacker;

/** Packs values. Whole numbers take as few bytes as they can, up to 64 bits without a sign, as in notepack. */
final class PackingSink implements ValueSink {
    private interface Packing {
        void run() throws IOException;
    }

    private final MessagePacker out;

    PackingSink(MessagePacker out) {
        this.out = out;
    }

    private static void pack(Packing packing) {
        try {
            packing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it writes to memory
        }
    }

    @Override
    public void writeNull() {
        pack(out::packNil);
    }

    @Override
    public void writeBoolean(boolean value) {
        pack(() -> out.packBoolean(value));
    }

    @Override
    public void writeLong(long value) {
        pack(() -> out.packLong(value));
    }

    @Override
    public void writeBigInteger(BigInteger value) {
        if (value.signum() >= 0 && value.bitLength() <= Long.SIZE) {
            pack(() -> out.packBigInteger(value));
        } else {
            writeDouble(value.doubleValue());
        }
    }

    @Override
    public void writeDouble(double value) {
        pack(() -> out.packDouble(value));
    }

    @Override
    public void writeText(String value) {
        pack(() -> out.packString(value));
    }

    @Override
    public void writeBinary(byte[] value) {
        pack(() -> out.packBinaryHeader(value.length).writePayload(value));
    }

    @Override
    public void startArray(int size) {
        pack(() -> out.packArrayHeader(size));
    }

    @Override
    public void startObject(int size) {
        pack(() -> out.packMapHeader(size));
    }

    @Override
    public void writeKey(String key) {
        writeText(key);
    }

    @Override
    public void end() {}
}
