package org.enfilade.internal.engine;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.enfilade.internal.HeldLocks;

/**
 * A WebSocket that records what is sent, and reports at once unless a test holds the reports back. Binary frames read
 * as {@code #0102}.
 */
public final class FakeWire implements Wire {
    private final List<List<Message>> batches = new ArrayList<>();
    private boolean holding;
    private Sent heldBack;
    private int taken;
    private int closes;
    private boolean goingAway;
    private boolean tooBig;
    private Runnable onClose = () -> {};
    private volatile Runnable meanwhile = () -> {};

    /** Fails if the caller holds a lock. */
    @Override
    public void send(List<Message> batch, Sent report) {
        HeldLocks.none();
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
        if (take(batch, report)) {
            report.sent();
        }
    }

    /** Whether the report is due at once. */
    private synchronized boolean take(List<Message> batch, Sent report) {
        if (heldBack != null) {
            throw new AssertionError("sent " + batch + " before the batch ahead of it was reported");
        }
        if (batch.isEmpty()) {
            throw new AssertionError("an empty batch");
        }
        batches.add(List.copyOf(batch));
        if (holding) {
            heldBack = report;
        }
        return !holding;
    }

    @Override
    public void close() {
        HeldLocks.none();
        Runnable told;
        synchronized (this) {
            closes++;
            told = onClose;
        }
        told.run();
    }

    @Override
    public void closeGoingAway() {
        synchronized (this) {
            goingAway = true;
        }
        close();
    }

    @Override
    public void closeTooBig() {
        synchronized (this) {
            tooBig = true;
        }
        close();
    }

    /** What another thread does while the next batch is sent. */
    public void meanwhile(Runnable action) {
        meanwhile = () -> {
            Thread other = new Thread(action);
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
    }

    /** What the container does inside of each close. */
    public synchronized void onClose(Runnable action) {
        onClose = action;
    }

    /** The client does not read from now on. */
    public synchronized FakeWire hold() {
        holding = true;
        return this;
    }

    /** The client reads again. */
    public void release() {
        report(false).sent();
    }

    /** The client reads the batch that it was sent, and no further. */
    public void releaseOne() {
        report(true).sent();
    }

    /** The batch that is held back fails. */
    public void fail() {
        report(true).failed();
    }

    private synchronized Sent report(boolean holdOn) {
        holding = holdOn;
        Sent report = heldBack;
        heldBack = null;
        return report == null ? NOBODY : report;
    }

    private static final Sent NOBODY = new Sent() {
        @Override
        public void sent() {}

        @Override
        public void failed() {}
    };

    /** All frames, each batch for itself. */
    public synchronized List<List<String>> batches() {
        return batches.stream().map(FakeWire::frames).toList();
    }

    /** All messages. */
    public synchronized List<Message> messages() {
        return batches.stream().flatMap(List::stream).toList();
    }

    /** The frames since the last call. */
    public synchronized List<String> take() {
        List<String> frames = batches.subList(taken, batches.size()).stream()
                .flatMap(batch -> frames(batch).stream())
                .toList();
        taken = batches.size();
        return frames;
    }

    private static List<String> frames(List<Message> batch) {
        List<String> frames = new ArrayList<>();
        for (Message message : batch) {
            frames.add(message.text());
            message.attachments()
                    .forEach(bytes -> frames.add("#" + HexFormat.of().formatHex(bytes)));
        }
        return frames;
    }

    public synchronized boolean isClosed() {
        return closes > 0;
    }

    public synchronized boolean isTooBig() {
        return tooBig;
    }

    public synchronized boolean isGoingAway() {
        return goingAway;
    }
}
