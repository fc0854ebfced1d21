package org.enfilade.internal.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** Writes the parts of a message: numbers in as few groups of seven bits as they need, lengths before what they measure. */
final class BusWriter {
    private byte[] bytes = new byte[128];
    private int size;

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
    }

    void oneByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void flag(boolean value) {
        oneByte(value ? 1 : 0);
    }

    /** A number that is not negative. */
    void number(long value) {
        long rest = value;
        while (rest > 0x7F) {
            oneByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        oneByte((int) rest);
    }

    void bytes(byte[] value) {
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void texts(Collection<String> values) {
        number(values.size());
        values.forEach(this::text);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
