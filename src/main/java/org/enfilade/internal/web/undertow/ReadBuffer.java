package org.enfilade.internal.web.undertow;

import java.nio.ByteBuffer;

/** Where one thread reads what comes, for all of its connections, one after the other. */
final class ReadBuffer {
    /** One connection gets no more at once, and then others come first. */
    private static final int BYTES = 1 << 16;

    /** An array, since what is read is changed and made a text in its place. */
    private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);

    ByteBuffer buffer() {
        return buffer.clear();
    }
}
