package org.enfilade.internal.web;

import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** The body of a polling POST, as far as it has come in. Not for several threads at once. */
final class PostBody {
    /** What is as large as this does not count as a piece: nobody sends a large body otherwise. */
    private static final int PIECE = 1_024;

    private final ServletInputStream in;
    private final long length;
    private final long limit;
    private final int mostPieces;
    private final IntPredicate room;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final byte[] buffer = new byte[4_096];
    private int pieces;
    /** How many bytes of one over the limit were read. */
    private long dropped;

    /** What has been read of it. */
    enum Progress {
        /** There may be more; the container calls back. */
        PARTIAL,
        /** All that was announced. */
        COMPLETE,
        /**
         * More than the limit. If it had announced itself, it has been read to its end, and dropped: a proxy that
         * cannot send all of a body may answer itself (nginx 1.22: 502).
         */
        TOO_LARGE,
        /** So many little pieces that reading them costs more than they are worth. */
        TOO_MANY_PIECES,
        /** There is no room for more of it. */
        REFUSED
    }

    /**
     * A body of which nothing is read.
     *
     * @param length as the request announces it, negative if it does not
     * @param mostPieces in how many little pieces it may come: servers hand on each chunk by itself
     * @param room asked before so many more bytes are kept
     */
    PostBody(ServletInputStream in, long length, long limit, int mostPieces, IntPredicate room) {
        this.mostPieces = mostPieces;
        this.room = room;
        this.in = in;
        this.length = length;
        this.limit = limit;
    }

    /** Whether a body is announced that is so long over the limit that not even its rest is read. */
    static boolean isFarTooLong(long length, long limit) {
        return length > 2 * limit;
    }

    /** Reads what can be read without blocking. */
    Progress readOn() throws IOException {
        // On Grizzly (Payara, GlassFish) isFinished() is true as soon as the server has the whole body, before it is
        // read; and isReady() after the last byte schedules callbacks, which also come when the request object serves
        // another request. So neither is asked.
        while (!isAll() && in.isReady()) {
            int count = in.read(buffer);
            if (count < 0) {
                return Progress.PARTIAL;
            }
            if (!isOver() && bytes.size() + count > limit) {
                return Progress.TOO_LARGE;
            }
            if (count < PIECE && ++pieces > mostPieces) {
                return Progress.TOO_MANY_PIECES;
            }
            if (isOver()) {
                dropped += count;
                continue;
            }
            if (!room.test(count)) {
                return Progress.REFUSED;
            }
            bytes.write(buffer, 0, count);
        }
        if (!isAll()) {
            return Progress.PARTIAL;
        }
        return isOver() ? Progress.TOO_LARGE : Progress.COMPLETE;
    }

    private boolean isAll() {
        return bytes.size() + dropped == length;
    }

    /** Whether it has announced itself as longer than the limit: nothing of it is kept. */
    boolean isOver() {
        return length > limit;
    }

    /** The body as it is. */
    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The body as text; fails for what is not UTF-8. */
    String text() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes()))
                .toString();
    }
}
