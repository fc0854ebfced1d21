package org.enfilade.spi;

import java.math.BigInteger;

/**
 * Takes the data of a packet, value by value, in the order in which they are written. An array is
 * {@link #startArray}, its elements and {@link #end}; an object {@link #startObject}, for each member
 * {@link #writeKey} and a value, and {@link #end}. Of one thread.
 *
 * <p>Enfilade implements it to read packets, and refuses by a {@code RuntimeException} what is out of order or breaks a
 * limit. A {@link Parser} implements it to write them; Enfilade then calls it in order.
 */
public interface ValueSink {
    /** Null; what a client sends as {@code undefined} too. */
    void writeNull();

    /** A truth value. */
    void writeBoolean(boolean value);

    /** A whole number. */
    void writeLong(long value);

    /** A whole number that is none of Java's {@code long}. */
    void writeBigInteger(BigInteger value);

    /** Another number. One that is not finite is read as null, as it is in JSON. */
    void writeDouble(double value);

    /** A text. */
    void writeText(String value);

    /** A binary value; not to be changed afterwards. */
    void writeBinary(byte[] value);

    /**
     * An array begins.
     *
     * @param size how many elements it has; Enfilade always says so, a parser that does not know it gives -1
     */
    void startArray(int size);

    /**
     * An object begins.
     *
     * @param size how many members it has, as for an array
     */
    void startObject(int size);

    /** The name of a member. */
    void writeKey(String key);

    /** The innermost array or object that is open ends. */
    void end();
}
