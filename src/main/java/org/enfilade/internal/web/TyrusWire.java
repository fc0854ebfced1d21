package org.enfilade.internal.web;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.glassfish.tyrus.spi.WriterInfo;

/**
 * A WebSocket of Tyrus, without extensions: a batch goes to the connection's writer as one piece of ready frames, those of a broadcast
 * made once for all its receivers. The writer takes whole frames from any thread, so Tyrus's own pongs and close frames fit in between.
 */
final class TyrusWire implements Wire {
    private static final WriterInfo KIND =
            new WriterInfo(WriterInfo.MessageType.BINARY, WriterInfo.RemoteEndpointType.BROADCAST);

    private final Writer writer;
    private final Wire closing;

    /** @param closing a wire of the same WebSocket, which closes it */
    TyrusWire(Writer writer, Wire closing) {
        this.writer = writer;
        this.closing = closing;
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
        closing.close();
    }

    @Override
    public void closeGoingAway() {
        closing.closeGoingAway();
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
