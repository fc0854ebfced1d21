package org.enfilade.internal.web.wire;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire.Sent;
import org.enfilade.internal.log.Log;

/**
 * Sends the frames of a batch one after the other, each when the one before has left. Open Liberty and Tomcat (TomEE)
 * refuse a frame while another is under way; Undertow and Tyrus queue them, which costs less, and Undertow reports none
 * before the batch is flushed.
 */
final class FrameSequence implements SendHandler {
    private final RemoteEndpoint.Async remote;
    private final Sent report;
    /** Texts and byte buffers; touched by one thread at a time, the one that sends. */
    private final Queue<Object> frames = new ArrayDeque<>();
    /** How often it has been told to go on; who comes first does so for the others. */
    private final AtomicInteger due = new AtomicInteger();

    private final AtomicBoolean failed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Who is in {@link #next}. */
    private volatile Thread sending;

    FrameSequence(RemoteEndpoint.Async remote, List<Message> batch, Sent report) {
        this.remote = remote;
        this.report = report;
        for (Message message : batch) {
            if (message.text() != null) {
                frames.add(message.text());
            }
            for (byte[] attachment : message.attachments()) {
                frames.add(ByteBuffer.wrap(attachment));
            }
        }
    }

    /** Whether the server wants it so. One that is not known gets no more than the standard promises. */
    static boolean isNeededBy(Session session) {
        String type = session.getClass().getName();
        return !type.startsWith("io.undertow.") && !type.startsWith("org.glassfish.tyrus.");
    }

    /** Waits until no frame is under way, but not for longer, and not for the calling thread itself. */
    void awaitEnd(Duration longest) {
        if (sending == Thread.currentThread()) {
            return;
        }
        try {
            if (!ended.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                Log.debug(() -> "A WebSocket has ended, and a frame for it is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onResult(SendResult result) {
        if (result.isOK()) {
            next();
        } else {
            fail();
        }
    }

    /** Once: a server may both throw and report. */
    private void fail() {
        if (failed.compareAndSet(false, true)) {
            ended.countDown();
            report.failed();
        }
    }

    /**
     * Sends what is due. Servers report from inside of the call or from another thread: a loop, since a batch is longer
     * than a stack is deep.
     */
    void next() {
        if (due.getAndIncrement() > 0) {
            return;
        }
        sending = Thread.currentThread();
        try {
            do {
                Object frame = frames.poll();
                if (frame == null) {
                    ended.countDown();
                    report.sent();
                    return;
                }
                try {
                    send(frame);
                } catch (RuntimeException e) {
                    fail();
                    return;
                }
            } while (due.decrementAndGet() > 0);
        } finally {
            sending = null;
        }
    }

    private void send(Object frame) {
        if (frame instanceof String) {
            remote.sendText((String) frame, this);
        } else {
            remote.sendBinary((ByteBuffer) frame, this);
        }
    }
}
