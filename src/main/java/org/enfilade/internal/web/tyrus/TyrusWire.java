package org.enfilade.internal.web.tyrus;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.frames.Frames;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.glassfish.tyrus.spi.WriterInfo;

/**
 * A WebSocket of Tyrus, without extensions: a batch goes to the connection's writer as one piece of ready frames, those
 * of a broadcast made once for all its receivers. The writer takes whole frames from any thread, so Tyrus's own pongs
 * and close frames fit in between.
 */
final class TyrusWire implements Wire {
    private static final WriterInfo KIND =
            new WriterInfo(WriterInfo.MessageType.BINARY, WriterInfo.RemoteEndpointType.BROADCAST);

    private static final int NORMAL_CLOSURE = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int TOO_BIG = 1009;

    private final Writer writer;
    private final Runnable farewell;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param farewell sees to it that the WebSocket ends, though the client may not answer the close frame */
    TyrusWire(Writer writer, Runnable farewell) {
        this.writer = writer;
        this.farewell = farewell;
    }

    @Override
    public void send(List<Message> batch, Sent report) {
        Outcome outcome = new Outcome(report);
        try {
            writer.write(ByteBuffer.wrap(frames(batch)), outcome, KIND);
        } catch (RuntimeException e) {
            outcome.failed(e);
        }
    }

    Writer writer() {
        return writer;
    }

    private static byte[] frames(List<Message> batch) {
        if (batch.size() == 1) {
            return batch.get(0).frames();
        }
        int length = 0;
        for (Message message : batch) {
            length += message.frames().length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (Message message : batch) {
            byte[] frames = message.frames();
            System.arraycopy(frames, 0, all, at, frames.length);
            at += frames.length;
        }
        return all;
    }

    @Override
    public void close() {
        close(NORMAL_CLOSURE);
    }

    @Override
    public void closeGoingAway() {
        close(GOING_AWAY);
    }

    @Override
    public void closeTooBig() {
        close(TOO_BIG);
    }

    /**
     * Sends the close frame and leaves the rest to the client's answer, which Tyrus reads as if the client had begun. A
     * close by Tyrus ends the request below on this thread, while the one that reads the answer is about to use it
     * (Payara 6.2025.10): its object then serves two later requests at once, and one of them is never answered.
     */
    private void close(int code) {
        if (closed.compareAndSet(false, true)) {
            farewell.run();
            try {
                writer.write(ByteBuffer.wrap(Frames.close(code)), new CompletionHandler<>() {}, KIND);
            } catch (RuntimeException e) {
                // It is gone already.
            }
        }
    }

    /** Reports once: a writer of Tyrus that has reported a success reports a failure as well if the report throws. */
    private static final class Outcome extends CompletionHandler<ByteBuffer> {
        private final AtomicBoolean known = new AtomicBoolean();
        private final Wire.Sent report;

        Outcome(Wire.Sent report) {
            this.report = report;
        }

        @Override
        public void completed(ByteBuffer frames) {
            if (known.compareAndSet(false, true)) {
                report.sent();
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (known.compareAndSet(false, true)) {
                report.failed();
            }
        }

        @Override
        public void cancelled() {
            failed(null);
        }
    }
}
