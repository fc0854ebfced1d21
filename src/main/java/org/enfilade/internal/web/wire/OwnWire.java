package org.enfilade.internal.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.frames.CloseCode;
import org.enfilade.internal.frames.Frames;

/**
 * Writes to a client: a batch as one piece, pongs and the close frame between two messages. Whoever has something to
 * write does so, one thread at a time, who comes meanwhile is served by it. What the connection does not take
 * is written by the thread that reads as soon as there is room.
 */
public final class OwnWire implements Wire, ClientLink {
    private final OwnConnection connection;
    private final ClosingSessions closing;

    /** How often it has been told to write; who comes first does so for the others. */
    private final AtomicInteger due = new AtomicInteger();

    /** What answers the pings of the latest read; a client that does not read gets no older answers. */
    private final AtomicReference<byte[]> pong = new AtomicReference<>();
    /** The code of the close frame that ends the WebSocket; 0 while it is open. */
    private final AtomicInteger closeCode = new AtomicInteger();

    private volatile boolean clientHasClosed;
    private volatile boolean nothingFollows;
    private volatile boolean gone;

    // the batch: given by a thread that sends, when the one before has been reported, and taken by the one that writes
    private List<Message> batch;
    /** What becomes of the batch; {@code null} if there is none. Written after the batch, and read before it. */
    private volatile Sent report;

    // only for the thread that writes
    private int next;
    /** Those that are under way; {@code null} between them. */
    private byte[] frames;

    private int filled;
    /** What the connection has not taken of a buffer; {@code null} if that is nothing. */
    private ByteBuffer rest;

    private boolean closeTaken;
    private boolean waits;

    public OwnWire(OwnConnection connection, ClosingSessions closing) {
        this.connection = connection;
        this.closing = closing;
    }

    @Override
    public void send(List<Message> messages, Sent sent) {
        batch = messages;
        report = sent;
        drain();
    }

    /** Answers pings. */
    void pong(byte[] answers) {
        pong.set(answers);
        drain();
    }

    @Override
    public void close() {
        close(CloseCode.NORMAL);
    }

    @Override
    public void closeGoingAway() {
        close(CloseCode.GOING_AWAY);
    }

    @Override
    public void closeTooBig() {
        close(CloseCode.TOO_BIG);
    }

    /** Closes though the answer of the client cannot be read any more: nothing follows the close frame. */
    void end(int code) {
        nothingFollows = true;
        close(code);
    }

    /** The client has closed: it gets its answer, unless it has given one, and the connection ends. */
    void answerClose(int code) {
        clientHasClosed = true;
        close(code == CloseCode.NONE ? CloseCode.NORMAL : code);
    }

    /**
     * Closes with a code, after what was sent; the client is to answer. One that does not is dropped after a while.
     * Idempotent.
     */
    void close(int code) {
        boolean first = closeCode.compareAndSet(0, code);
        drain();
        if (first && !gone) {
            closing.awaitAnswer(this);
        }
    }

    // --- writing

    /** Writes what waits, as long as the connection takes it. */
    public void drain() {
        if (due.getAndIncrement() > 0) {
            return;
        }
        int served = 1;
        do {
            if (gone) {
                fail();
            } else {
                write();
            }
            served = due.addAndGet(-served);
        } while (served > 0);
    }

    private void write() {
        boolean interrupted = Thread.interrupted(); // a channel closes if the thread that writes is
        try {
            boolean done = writeAll() && connection.flush();
            if (done == waits) {
                waits = !done;
                connection.awaitRoom(waits);
            }
            if (done && closeTaken) {
                closeWritten();
            }
        } catch (IOException e) {
            drop();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeWritten() throws IOException {
        if (clientHasClosed) {
            drop();
        } else if (nothingFollows) {
            connection.endWrites();
            connection.flush();
        }
    }

    /** Whether nothing is left. */
    private boolean writeAll() throws IOException {
        if (rest != null) {
            if (!write(rest)) {
                return false;
            }
            rest = null;
            reportIfSent();
        }
        if (frames == null && !take()) {
            return true;
        }
        try (OwnConnection.WriteBuffer borrowed = connection.borrow()) {
            ByteBuffer buffer = borrowed.buffer();
            while (fill(buffer)) {
                if (!write(buffer)) {
                    rest = copyOf(buffer);
                    return false;
                }
                reportIfSent();
            }
        }
        return true;
    }

    /** Whether the connection has taken all of it. */
    private boolean write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (connection.write(buffer) == 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer copyOf(ByteBuffer buffer) {
        return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
    }

    /** Whether there is something to write. */
    private boolean fill(ByteBuffer buffer) {
        buffer.clear();
        while (buffer.hasRemaining() && (frames != null || take())) {
            int length = Math.min(buffer.remaining(), frames.length - filled);
            buffer.put(frames, filled, length);
            filled += length;
            if (filled == frames.length) {
                frames = null;
                filled = 0;
            }
        }
        buffer.flip();
        return buffer.hasRemaining();
    }

    /** Whether there are frames that come next. */
    private boolean take() {
        byte[] answer = pong.get() == null ? null : pong.getAndSet(null);
        if (answer != null) {
            frames = answer;
        } else if (report != null && next < batch.size()) {
            frames = batch.get(next++).frames();
        } else if (report == null && closeCode.get() != 0 && !closeTaken) {
            closeTaken = true;
            frames = Frames.close(closeCode.get());
        }
        return frames != null;
    }

    private void reportIfSent() {
        Sent sent = report;
        if (sent != null && next == batch.size() && frames == null) {
            forgetBatch();
            sent.sent();
        }
    }

    private void forgetBatch() {
        batch = null;
        next = 0;
        report = null;
    }

    /** Nothing is written any more. */
    private void fail() {
        frames = null;
        rest = null;
        Sent sent = report;
        if (sent != null) {
            forgetBatch();
            sent.failed();
        }
    }

    // --- the connection

    /** It has ended. */
    void gone() {
        gone = true;
        closing.gone(this);
        drain();
    }

    @Override
    public Duration handshake() {
        return Duration.ZERO;
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void drop() {
        connection.close();
    }
}
