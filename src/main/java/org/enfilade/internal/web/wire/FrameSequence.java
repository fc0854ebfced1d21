package org.enfilade.internal.web.wire;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire.Sent;

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

    private FrameSequence(RemoteEndpoint.Async remote, List<Message> batch, Sent report) {
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

    static void send(RemoteEndpoint.Async remote, List<Message> batch, Sent report) {
        new FrameSequence(remote, batch, report).next();
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
            report.failed();
        }
    }

    /**
     * Servers report from inside of the call or from another thread: a loop, since a batch is longer than a stack is
     * deep.
     */
    private void next() {
        if (due.getAndIncrement() > 0) {
            return;
        }
        do {
            Object frame = frames.poll();
            if (frame == null) {
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
    }

    private void send(Object frame) {
        if (frame instanceof String) {
            remote.sendText((String) frame, this);
        } else {
            remote.sendBinary((ByteBuffer) frame, this);
        }
    }
}
