package org.enfilade.internal.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * What this node says to another one, in its order. What is told while something runs goes when that ends, and what
 * waits by then goes as one message: so the other node does it in one run, and writes to each of its clients once.
 * Nothing is sent under the lock.
 */
final class OutgoingMessages {
    /** What the messages that go together have at most, unless it is one. */
    static final int MAX_BYTES_TOGETHER = 64 * 1024;

    static final int MAX_TOGETHER = 64;
    private static final Runnable NOTHING = () -> {};

    /** @param lost is run if it could not be sent */
    private record Entry(byte[] message, Runnable lost) {}

    private final String node;
    private final Sender sender;
    private final AtomicBoolean isUnreachable = new AtomicBoolean();
    private final Runnable atEndOfRun;
    // guarded by this
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean sending;

    /** @param atEndOfRun has something done at the end of what runs on the calling thread */
    OutgoingMessages(String node, Sender sender, UnaryOperator<Runnable> atEndOfRun) {
        this.node = node;
        this.sender = sender;
        this.atEndOfRun = atEndOfRun.apply(this::sendAll);
    }

    /** Sends a message at the end of what runs on the calling thread; now if nothing does, or much waits. */
    void addForEnd(byte[] message) {
        if (add(new Entry(message, NOTHING))) {
            sendAll();
        } else {
            atEndOfRun.run();
        }
    }

    /** Sends a message now, after what waits. */
    void add(byte[] message, Runnable lost) {
        add(new Entry(message, lost));
        sendAll();
    }

    /** Whether as much waits as goes together. */
    private synchronized boolean add(Entry entry) {
        waiting.add(entry);
        waitingBytes += entry.message.length;
        return waiting.size() >= MAX_TOGETHER || waitingBytes >= MAX_BYTES_TOGETHER;
    }

    /** Sends a message apart from the others, and says whether it could. */
    boolean sendApart(byte[] message) {
        return sender.send(node, message, isUnreachable);
    }

    /** Unless another thread is at it, which then sends this too. */
    private void sendAll() {
        synchronized (this) {
            if (sending) {
                return;
            }
            sending = true;
        }
        boolean ended = false;
        try {
            for (List<Entry> together = next(); !together.isEmpty(); together = next()) {
                send(together);
            }
            ended = true;
        } finally {
            if (!ended) {
                stopped();
            }
        }
    }

    /** By an error; what waits goes with the next message. */
    private synchronized void stopped() {
        sending = false;
    }

    /** Empty if that was all; then nobody sends any more. */
    private synchronized List<Entry> next() {
        List<Entry> together = new ArrayList<>();
        int bytes = 0;
        for (Entry first = waiting.peek();
                first != null
                        && together.size() < MAX_TOGETHER
                        && (together.isEmpty() || bytes + first.message.length <= MAX_BYTES_TOGETHER);
                first = waiting.peek()) {
            together.add(waiting.remove());
            bytes += first.message.length;
        }
        waitingBytes -= bytes;
        sending = !together.isEmpty();
        return together;
    }

    private void send(List<Entry> together) {
        byte[] message = together.size() == 1
                ? together.get(0).message
                : BusCodec.encode(new BusMessage.Several(
                        together.stream().map(Entry::message).toList()));
        if (!sendApart(message)) {
            together.forEach(entry -> entry.lost.run());
        }
    }
}
