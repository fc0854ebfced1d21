package org.enfilade.internal.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Writes a body when the container can take more of it, so that no thread waits for a client that does not read. */
final class AsyncWriter implements WriteListener {
    /** Told of the end, perhaps more than once: then the first time counts. */
    interface Ended {
        void with(boolean success);
    }

    private static final int CHUNK = 16_384;

    private final ServletOutputStream out;
    private final byte[] bytes;
    private final Ended ended;
    private int at;
    private boolean flushed;

    AsyncWriter(ServletOutputStream out, byte[] bytes, Ended ended) {
        this.out = out;
        this.bytes = bytes;
        this.ended = ended;
        this.flushed = bytes.length <= CHUNK;
    }

    @Override
    public void onWritePossible() {
        try {
            writeOn();
        } catch (IOException | RuntimeException e) {
            ended.with(false);
        }
    }

    /**
     * Flushes a long answer before its end: with bytes left, Open Liberty would end it with a write that blocks. A
     * short one fits its buffer; and Payara calls back for a flush when the answer may have ended.
     */
    private void writeOn() throws IOException {
        while (out.isReady()) {
            int length = Math.min(CHUNK, bytes.length - at);
            if (length > 0) {
                out.write(bytes, at, length);
                at += length;
            } else if (!flushed) {
                flushed = true;
                out.flush();
            } else {
                ended.with(true);
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.with(false);
    }
}
