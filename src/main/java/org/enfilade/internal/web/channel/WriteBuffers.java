package org.enfilade.internal.web.channel;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.enfilade.internal.web.wire.OwnConnection.WriteBuffer;

/** Buffers that are used again and again, as many as there are threads that write at once. */
final class WriteBuffers {
    private static final int BYTES = 1 << 14;
    private static final int KEPT = 32;

    private final BlockingQueue<Borrowed> free = new ArrayBlockingQueue<>(KEPT);

    WriteBuffer borrow() {
        Borrowed kept = free.poll();
        return kept == null ? new Borrowed() : kept;
    }

    private final class Borrowed implements WriteBuffer {
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);

        @Override
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void close() {
            free.offer(this);
        }
    }
}
