package org.enfilade.internal.cluster.hazelcast;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What one node publishes for another.
 *
 * @param from the node that sends it
 * @param session the sender's session, see {@link Link}
 * @param number what it is depends on the kind
 * @param payload the message of {@link Kind#DATA} and {@link Kind#GUEST}; not to be changed
 */
record Frame(Kind kind, UUID from, long session, long number, byte[] payload) {
    enum Kind {
        /** Here I am. For all. */
        ANNOUNCE,
        /** The number is the session of the receiver, as far as the sender knows it. The receiver is to answer. */
        HELLO,
        /** The same, without an answer: the sender has all it needs. */
        WELCOME,
        /** The number counts the messages of the session. */
        DATA,
        /** The number is the one that the next message will have. */
        MARK,
        /** The number is how many bytes have been received in the session. */
        ACK,
        BYE,
        /** The payload is what a guest tells all nodes. */
        GUEST
    }

    private static final int HEADER = 1 + 16 + 8 + 8;
    private static final Kind[] KINDS = Kind.values();
    private static final byte[] NONE = {};

    Frame(Kind kind, UUID from, long session, long number) {
        this(kind, from, session, number, NONE);
    }

    byte[] encoded() {
        return ByteBuffer.allocate(HEADER + payload.length)
                .put((byte) kind.ordinal())
                .putLong(from.getMostSignificantBits())
                .putLong(from.getLeastSignificantBits())
                .putLong(session)
                .putLong(number)
                .put(payload)
                .array();
    }

    /** Fails if it is none. */
    static Frame decode(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] < 0 || bytes[0] >= KINDS.length) {
            throw new IllegalArgumentException("Not a frame of this version");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Kind kind = KINDS[buffer.get()];
        UUID from = new UUID(buffer.getLong(), buffer.getLong());
        long session = buffer.getLong();
        long number = buffer.getLong();
        byte[] payload = buffer.hasRemaining() ? new byte[buffer.remaining()] : NONE;
        buffer.get(payload);
        return new Frame(kind, from, session, number, payload);
    }
}
