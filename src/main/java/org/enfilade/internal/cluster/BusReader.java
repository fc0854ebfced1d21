package org.enfilade.internal.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link BusWriter} writes. Believes no length that the message is too short for. */
final class BusReader {
    private static final int MAX_SHIFT = 56;

    private final byte[] bytes;
    private int at;

    BusReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int oneByte() throws BusFormatException {
        if (at == bytes.length) {
            throw new BusFormatException("the message ends too early");
        }
        return bytes[at++] & 0xFF;
    }

    boolean flag() throws BusFormatException {
        int value = oneByte();
        if (value > 1) {
            throw new BusFormatException("neither true nor false: " + value);
        }
        return value == 1;
    }

    long number() throws BusFormatException {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            int group = oneByte();
            value |= (long) (group & 0x7F) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw new BusFormatException("a number of too many bytes");
    }

    /** How many elements follow, of at least so many bytes each. */
    int count(int leastBytes) throws BusFormatException {
        long count = number();
        if (count > (bytes.length - at) / leastBytes) {
            throw new BusFormatException("more is announced than the message holds");
        }
        return (int) count;
    }

    byte[] bytes() throws BusFormatException {
        int length = count(1);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text() throws BusFormatException {
        int length = count(1);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    List<String> texts() throws BusFormatException {
        int count = count(1);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    void end() throws BusFormatException {
        if (at != bytes.length) {
            throw new BusFormatException("the message goes on after its end");
        }
    }
}
