package org.enfilade.internal.web.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;

/** A WebSocket by the standard API alone: what has queued up goes out as one batch. */
public final class StandardWire implements Wire {
    /** Plenty for a frame to a client that is gone; one that is there and does not read keeps a thread for so long. */
    private static final Duration FRAME = Duration.ofSeconds(1);

    private final Session session;
    private final ClientLink link;
    private final ClosingSessions closing;
    private final RemoteEndpoint.Async remote;
    private final boolean oneByOne;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** {@code null} as long as nothing has been sent one by one. */
    private volatile FrameSequence latest;

    public StandardWire(Session session, ClientLink link, ClosingSessions closing) {
        this.session = session;
        this.link = link;
        this.closing = closing;
        this.remote = session.getAsyncRemote();
        this.oneByOne = FrameSequence.isNeededBy(session);
    }

    @Override
    public void send(List<Message> batch, Sent report) {
        if (oneByOne) {
            FrameSequence sequence = new FrameSequence(remote, batch, report);
            latest = sequence;
            sequence.next();
            return;
        }
        int frames = 0;
        for (Message message : batch) {
            frames += (message.text() == null ? 0 : 1) + message.attachments().size();
        }
        Batch state = new Batch(frames, report);
        try {
            if (frames > 1) {
                remote.setBatchingAllowed(true);
            }
            batch.forEach(message -> send(message, state));
            if (frames > 1) {
                // Undertow: batching holds back pongs and close frames as well, so it is on for the length of a batch
                // only.
                remote.setBatchingAllowed(false);
                remote.flushBatch();
            }
        } catch (IOException | RuntimeException e) {
            state.fail();
        }
    }

    private void send(Message message, Batch state) {
        if (message.text() != null) {
            remote.sendText(message.text(), state);
        }
        for (byte[] attachment : message.attachments()) {
            remote.sendBinary(ByteBuffer.wrap(attachment), state);
        }
    }

    /** Reports a batch when its last frame has left, or its first one has failed. */
    private static final class Batch implements SendHandler {
        private final AtomicInteger outstanding;
        private final Sent report;

        Batch(int frames, Sent report) {
            this.outstanding = new AtomicInteger(frames);
            this.report = report;
        }

        @Override
        public void onResult(SendResult result) {
            if (!result.isOK()) {
                fail();
            } else if (outstanding.decrementAndGet() == 0) {
                report.sent();
            }
        }

        void fail() {
            if (outstanding.getAndSet(Integer.MIN_VALUE) > 0) {
                report.failed();
            }
        }
    }

    @Override
    public void close() {
        close(CloseCodes.NORMAL_CLOSURE);
    }

    @Override
    public void closeGoingAway() {
        close(CloseCodes.GOING_AWAY);
    }

    @Override
    public void closeTooBig() {
        close(CloseCodes.TOO_BIG);
    }

    private void close(CloseReason.CloseCode code) {
        if (closed.compareAndSet(false, true)) {
            closing.close(session, link, code);
        }
    }

    /**
     * The server is about to end the WebSocket by itself. Open Liberty then writes a close frame; after a read that has
     * failed (code 1011) also over a frame that is under way, and a thread of it may write for ever. So this waits for
     * the frame, which fails at once if the client is gone.
     */
    void ends(CloseReason reason) {
        FrameSequence underWay = latest;
        if (underWay != null
                && reason.getCloseCode() == CloseCodes.UNEXPECTED_CONDITION
                && !closed.get()
                && OpenLiberty.has(session)) {
            underWay.awaitEnd(FRAME);
        }
    }

    /** Closes a WebSocket that is not served. */
    public static void refuse(Session session) {
        ClosingSessions.closeNow(session, CloseCodes.NORMAL_CLOSURE);
    }
}
