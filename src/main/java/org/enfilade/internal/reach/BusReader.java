package org.enfilade.internal.reach;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.enfilade.internal.packet.Payload;

/** Reads what {@link BusWriter} writes. Believes no length that the message is too short for. */
public final class BusReader {
    /**
     * How something is read.
     *
     * @param <T> what is read
     */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads it; fails if something else comes. */
        T read(BusReader in) throws BusFormatException;
    }

    private static final int MAX_SHIFT = 56;

    private final byte[] bytes;
    private int at;

    public BusReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int oneByte() throws BusFormatException {
        if (at == bytes.length) {
            throw new BusFormatException("the message ends too early");
        }
        return bytes[at++] & 0xFF;
    }

    public boolean flag() throws BusFormatException {
        int value = oneByte();
        if (value > 1) {
            throw new BusFormatException("neither true nor false: " + value);
        }
        return value == 1;
    }

    public long number() throws BusFormatException {
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

    /** A number that says how many there are of something else than what follows. */
    public int count() throws BusFormatException {
        long count = number();
        if (count > Integer.MAX_VALUE) {
            throw new BusFormatException("a count of " + count);
        }
        return (int) count;
    }

    /** How many elements follow, of at least so many bytes each. */
    private int count(int leastBytes) throws BusFormatException {
        long count = number();
        if (count > (bytes.length - at) / leastBytes) {
            throw new BusFormatException("more is announced than the message holds");
        }
        return (int) count;
    }

    public byte[] bytes() throws BusFormatException {
        int length = count(1);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public String text() throws BusFormatException {
        int length = count(1);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** The content of a packet, which is not looked at. */
    public Payload payload() throws BusFormatException {
        return Payload.ofNode(text(), list(1, BusReader::bytes));
    }

    public List<String> texts() throws BusFormatException {
        return list(1, BusReader::text);
    }

    /**
     * Reads elements after their number.
     *
     * @param leastBytes how many bytes each of them has at least
     */
    public <T> List<T> list(int leastBytes, Reading<T> element) throws BusFormatException {
        int count = count(leastBytes);
        List<T> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(element.read(this));
        }
        return elements;
    }

    /** The one of these whose number follows. */
    public <T extends Coded> T oneOf(T[] all) throws BusFormatException {
        int code = oneByte();
        for (T each : all) {
            if (each.code() == code) {
                return each;
            }
        }
        throw new BusFormatException("type " + code);
    }

    /** Fails if more follows. */
    public void end() throws BusFormatException {
        if (at != bytes.length) {
            throw new BusFormatException("the message goes on after its end");
        }
    }
}
