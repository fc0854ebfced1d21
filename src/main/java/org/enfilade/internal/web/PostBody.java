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
    private final ServletInputStream in;
    private final long length;
    private final long limit;
    private final IntPredicate room;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final byte[] buffer = new byte[4_096];

    /** What has been read of it. */
    enum Progress {
        /** There may be more; the container calls back. */
        PARTIAL,
        /** All that was announced. */
        COMPLETE,
        /** More than the limit; nothing is read beyond it. */
        TOO_LARGE,
        /** There is no room for more of it. */
        REFUSED
    }

    /**
     * A body of which nothing is read.
     *
     * @param length as the request announces it, negative if it does not
     * @param room asked before so many more bytes are kept
     */
    PostBody(ServletInputStream in, long length, long limit, IntPredicate room) {
        this.room = room;
        this.in = in;
        this.length = length;
        this.limit = limit;
    }

    /** Reads what can be read without blocking. */
    Progress readOn() throws IOException {
        // On Grizzly (Payara, GlassFish) isFinished() is true as soon as the server has the whole body, before it is
        // read; and isReady() after the last byte schedules callbacks, which also come when the request object serves
        // another request. So neither is asked.
        while (bytes.size() != length && in.isReady()) {
            int count = in.read(buffer);
            if (count < 0) {
                return Progress.PARTIAL;
            }
            if (bytes.size() + count > limit) {
                return Progress.TOO_LARGE;
            }
            if (!room.test(count)) {
                return Progress.REFUSED;
            }
            bytes.write(buffer, 0, count);
        }
        return bytes.size() == length ? Progress.COMPLETE : Progress.PARTIAL;
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
