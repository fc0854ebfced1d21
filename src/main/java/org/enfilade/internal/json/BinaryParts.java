package org.enfilade.internal.json;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The binary values of what is being written, in the order of their places. They are copies of what the application
 * holds: each array is copied once, however many places it has, and none before it is clear that there is room for one
 * more.
 */
public final class BinaryParts extends ArrayList<byte[]> {
    private static final long serialVersionUID = 1L;

    private final int most;

    /** {@code null} before the first one. */
    private transient byte[] firstSource;

    private transient byte[] firstCopy;

    /** {@code null} before the second one. */
    private transient Map<byte[], byte[]> copies;

    private BinaryParts(int most) {
        super(0);
        this.most = most;
    }

    /** Those of a packet to clients, which accept so many. */
    public static BinaryParts atMost(int most) {
        return new BinaryParts(most);
    }

    /** Those of what this server tells another one. */
    public static BinaryParts unlimited() {
        return new BinaryParts(Integer.MAX_VALUE);
    }

    /** Adds a copy; {@code IllegalArgumentException} if it is one too many. */
    void copy(byte[] source) {
        checkRoom();
        if (firstSource == null) {
            firstSource = source;
            firstCopy = source.clone();
            add(firstCopy);
        } else if (source == firstSource) {
            add(firstCopy);
        } else {
            if (copies == null) {
                copies = new IdentityHashMap<>(4);
            }
            add(copies.computeIfAbsent(source, byte[]::clone));
        }
    }

    /**
     * Adds a copy of what remains of a buffer, whose position stays; {@code IllegalArgumentException} if it is one too
     * many.
     */
    void copy(ByteBuffer source) {
        checkRoom();
        byte[] bytes = new byte[source.remaining()];
        source.duplicate().get(bytes);
        add(bytes);
    }

    private void checkRoom() {
        if (size() >= most) {
            throw new IllegalArgumentException(
                    "more than " + most + " binary values in one packet, which is what the official clients accept");
        }
    }
}
