package org.enfilade.internal.reach;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.enfilade.internal.packet.Payload;

/**
 * Writes the parts of a message: numbers in as few groups of seven bits as they need, lengths before what they measure.
 */
public final class BusWriter {
    private byte[] bytes = new byte[128];
    private int size;

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
    }

    public void oneByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void flag(boolean value) {
        oneByte(value ? 1 : 0);
    }

    /** A number that is not negative. */
    public void number(long value) {
        long rest = value;
        while (rest > 0x7F) {
            oneByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        oneByte((int) rest);
    }

    public void bytes(byte[] value) {
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The content of a packet; it travels as JSON with its binary values, whatever parser the clients use. */
    public void payload(Payload value) {
        text(value.text());
        number(value.attachments().size());
        value.attachments().forEach(this::bytes);
    }

    public void texts(Collection<String> values) {
        number(values.size());
        values.forEach(this::text);
    }

    /** How many bytes have been written. */
    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
