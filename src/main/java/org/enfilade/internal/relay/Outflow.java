package org.enfilade.internal.relay;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What one end of a strand has to say: cut into parts, no more of which are on their way than the other end takes in at
 * once. Only decides. Safe for use by any thread.
 */
final class Outflow {
    /** A part of what is to be said. */
    record Piece(byte[] bytes, boolean last) {}

    static final int PIECE = 64 << 10;
    static final long WINDOW = 4 * PIECE;
    /** What a part occupies beside its bytes. */
    private static final int OVERHEAD = 64;

    // guarded by this
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(2);
    /** How far the first one has been taken. */
    private int at;
    /** What has not been sent. */
    private long weight;

    /** What has been sent and not been taken. */
    private long onTheWay;

    /** What something of this length weighs. */
    static long weight(int length) {
        return length + (long) OVERHEAD * Math.max(1, (length + PIECE - 1) / PIECE);
    }

    synchronized void add(byte[] said) {
        waiting.add(said);
        weight += weight(said.length);
    }

    /** The next part that may be sent; {@code null} if there is none. */
    synchronized Piece next() {
        byte[] first = waiting.peek();
        if (first == null || onTheWay >= WINDOW) {
            return null;
        }
        int end = Math.min(first.length, at + PIECE);
        boolean last = end == first.length;
        byte[] bytes = at == 0 && last ? first : Arrays.copyOfRange(first, at, end);
        at = last ? 0 : end;
        if (last) {
            waiting.remove();
        }
        long sent = weight(bytes.length);
        weight -= sent;
        onTheWay += sent;
        return new Piece(bytes, last);
    }

    /** The other end has taken so much. */
    synchronized void taken(long much) {
        onTheWay -= much;
    }

    /** How much has not been sent. */
    synchronized long weight() {
        return weight;
    }

    /** Whether all has been sent. */
    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Nothing more can be sent. */
    synchronized void clear() {
        waiting.clear();
        weight = 0;
        at = 0;
    }
}
