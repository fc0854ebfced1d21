package org.enfilade.internal.frames;

import java.util.Arrays;

/**
 * The answers to the pings of one read, to be written as one piece: a client can send thousands of pings at once, and a
 * write for each would hold up all others of the thread. Not for several threads at once.
 */
public final class Pongs {
    /** How many bytes they may have; a client may be answered its latest pings only (RFC 6455, 5.5.3). */
    private static final int LIMIT = 4_096;

    private static final byte[] NONE = {};

    private byte[] frames = NONE;
    private int length;

    /** Answers a ping. */
    public void add(byte[] content) {
        byte[] frame = Frames.pong(content);
        if (length + frame.length > LIMIT) {
            length = 0;
        }
        if (length + frame.length > frames.length) {
            frames = Arrays.copyOf(frames, Math.min(LIMIT, 2 * length + frame.length));
        }
        System.arraycopy(frame, 0, frames, length, frame.length);
        length += frame.length;
    }

    /** Their frames, which are kept no longer; {@code null} if there are none. */
    public byte[] take() {
        if (length == 0) {
            return null;
        }
        byte[] taken = Arrays.copyOf(frames, length);
        frames = NONE;
        length = 0;
        return taken;
    }
}
