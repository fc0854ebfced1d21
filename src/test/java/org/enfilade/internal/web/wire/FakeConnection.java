package org.enfilade.internal.web.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntUnaryOperator;

/** A connection whose other end is the test. */
final class FakeConnection implements OwnConnection {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    /** How much of so many bytes it takes at a write. */
    IntUnaryOperator takes = bytes -> bytes;

    int writes;
    boolean awaitsRoom;
    boolean broken;
    boolean flushed = true;
    /** Whether the client sees that nothing follows. */
    boolean ended;

    Runnable whenReadable = () -> {};
    Runnable whenWritable = () -> {};
    Runnable whenClosed = () -> {};

    private final Queue<byte[]> toRead = new ArrayDeque<>();
    private boolean clientEnded;
    private boolean open = true;

    /** The client sends; what is sent at once is read at once. */
    void sends(byte[] bytes) {
        toRead.add(bytes);
        whenReadable.run();
    }

    void ends() {
        clientEnded = true;
        whenReadable.run();
    }

    /** There is room again. */
    void writable() {
        if (awaitsRoom) {
            whenWritable.run();
        }
    }

    @Override
    public WriteBuffer borrow() {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        return new WriteBuffer() {
            @Override
            public ByteBuffer buffer() {
                return buffer;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        endIfInterrupted();
        if (broken) {
            throw new IOException("broken");
        }
        byte[] next = toRead.poll();
        if (next == null) {
            return clientEnded ? -1 : 0;
        }
        into.put(next);
        return next.length;
    }

    /** As a channel does. */
    private void endIfInterrupted() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        writes++;
        endIfInterrupted();
        if (broken) {
            throw new IOException("broken");
        }
        int length = Math.min(bytes.remaining(), takes.applyAsInt(bytes.remaining()));
        for (int i = 0; i < length; i++) {
            written.write(bytes.get());
        }
        return length;
    }

    @Override
    public boolean flush() {
        return flushed;
    }

    @Override
    public void awaitRoom(boolean awaits) {
        awaitsRoom = awaits;
    }

    @Override
    public void endWrites() {
        ended = true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            whenClosed.run();
        }
    }
}
