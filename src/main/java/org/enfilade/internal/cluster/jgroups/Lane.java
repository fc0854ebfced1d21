package org.enfilade.internal.cluster.jgroups;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What waits to be sent to one node. JGroups makes a sender wait while its receiver does not take what it has been sent
 * (UFC): that is done by a thread of the lane's, which it has only while there is something to send.
 *
 * <p>What waits here is no client's, so that it does not count in their budget; and it is a queue of bytes, since the
 * core has encoded the message.
 */
final class Lane {
    private final long bound;
    private final Executor threads;
    private final Consumer<byte[]> channel;

    // guarded by this
    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    private long bytes;
    private boolean running;
    private boolean closed;

    /** @param bound how many bytes may wait; a message by itself may be larger */
    Lane(long bound, Executor threads, Consumer<byte[]> channel) {
        this.bound = bound;
        this.threads = threads;
        this.channel = channel;
    }

    /** Fails if too much waits. */
    void add(byte[] message) {
        boolean isIdle;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (!messages.isEmpty() && bytes + message.length > bound) {
                throw new IllegalStateException(bytes + " bytes wait for a node that does not take them");
            }
            messages.add(message);
            bytes += message.length;
            isIdle = !running;
            running = true;
        }
        if (isIdle) {
            start(message);
        }
    }

    private void start(byte[] message) {
        try {
            threads.execute(this::run);
        } catch (RuntimeException | Error e) {
            takeBack(message);
            throw e;
        }
    }

    /** There is no thread for it. What others have added meanwhile waits for the next message. */
    private synchronized void takeBack(byte[] message) {
        running = false;
        if (messages.removeLastOccurrence(message)) {
            bytes -= message.length;
        }
    }

    private void run() {
        for (byte[] message = next(); message != null; message = next()) {
            channel.accept(message);
        }
    }

    private synchronized byte[] next() {
        byte[] message = messages.poll();
        if (message == null) {
            running = false;
        } else {
            bytes -= message.length;
        }
        return message;
    }

    /** Drops what waits, and what comes. */
    synchronized void close() {
        closed = true;
        messages.clear();
        bytes = 0;
    }
}
