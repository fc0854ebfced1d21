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

    AsyncWriter(ServletOutputStream out, byte[] bytes, Ended ended) {
        this.out = out;
        this.bytes = bytes;
        this.ended = ended;
    }

    @Override
    public void onWritePossible() {
        try {
            writeOn();
        } catch (IOException | RuntimeException e) {
            ended.with(false);
        }
    }

    private void writeOn() throws IOException {
        while (out.isReady()) {
            if (at == bytes.length) {
                ended.with(true);
                return;
            }
            int length = Math.min(CHUNK, bytes.length - at);
            out.write(bytes, at, length);
            at += length;
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.with(false);
    }
}
