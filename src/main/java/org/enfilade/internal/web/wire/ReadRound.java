package org.enfilade.internal.web.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * The connections from which a thread may read now. Each is read once, and what has come of it is written when all, or
 * many, have been read: to read and to write in turns costs the processor more. Only for that thread.
 */
public final class ReadRound {
    /** One connection gets no more at once, and then others come first. */
    private static final int BYTES = 1 << 16;

    /** So many connections are read before their answers are written. */
    private static final int MOST = 64;

    private final Queue<FrameIntake> due = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    /** An array, since what is read is changed and made a text in its place. */
    private final byte[] bytes = new byte[BYTES];

    /** Adds a connection; whether it is the first one of a round, which is to be {@link #run} soon. */
    public boolean add(FrameIntake frames) {
        due.add(frames);
        return due.size() == 1;
    }

    /**
     * Reads them all. Whatever fails, nobody is left behind: who was not read is found again.
     *
     * @param inContext runs a task at once, in the context of the application
     */
    public void run(Executor inContext) {
        try {
            inContext.execute(this::readAll);
        } finally {
            due.clear();
        }
    }

    private void readAll() {
        while (!due.isEmpty()) {
            due.peek().readingAll(this::readSome);
        }
    }

    private void readSome() {
        for (int read = 0; read < MOST && !due.isEmpty(); read++) {
            due.poll().read(buffer.clear(), bytes);
            Thread.interrupted(); // a handler may have left it so, and a channel closes for it
        }
    }
}
