package org.enfilade.internal.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire.Sent;
import org.junit.jupiter.api.Test;

class FrameSequenceTest {
    private final List<String> reports = new ArrayList<>();
    private final Sent report = new Sent() {
        @Override
        public void sent() {
            reports.add("sent");
        }

        @Override
        public void failed() {
            reports.add("failed");
        }
    };

    @Test
    void frame_isSentWhenTheOneBeforeHasLeft() {
        Remote remote = new Remote();
        new FrameSequence(remote, List.of(Message.of("a", List.of(new byte[] {7})), Message.of("b", List.of())), report)
                .next();

        assertThat(remote.frames).containsExactly("4a");
        remote.left();
        assertThat(remote.frames).containsExactly("4a", "1 byte");
        remote.left();
        assertThat(remote.frames).containsExactly("4a", "1 byte", "4b");
        assertThat(reports).isEmpty();
        remote.left();
        assertThat(reports).containsExactly("sent");
    }

    @Test
    void binaryMessage_hasNoTextFrame() {
        Remote remote = new Remote();
        new FrameSequence(remote, List.of(Message.binary(new byte[] {7}), Message.of("b", List.of())), report).next();

        assertThat(remote.frames).containsExactly("1 byte");
        remote.left();
        assertThat(remote.frames).containsExactly("1 byte", "4b");
    }

    @Test
    void longBatch_reportedInsideOfTheCall_needsNoStack() {
        Remote remote = new Remote();
        remote.immediate = true;
        List<Message> batch = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            batch.add(Message.of("x", List.of()));
        }
        new FrameSequence(remote, batch, report).next();

        assertThat(remote.frames).hasSize(100_000);
        assertThat(reports).containsExactly("sent");
    }

    @Test
    void frameThatFails_endsTheBatch() {
        Remote remote = new Remote();
        new FrameSequence(remote, List.of(Message.of("a", List.of()), Message.of("b", List.of())), report).next();
        remote.pending.onResult(new SendResult(new IOException("gone")));

        assertThat(remote.frames).containsExactly("4a");
        assertThat(reports).containsExactly("failed");
    }

    @Test
    void frameThatIsRefused_endsTheBatch() {
        Remote remote = new Remote();
        remote.immediate = true;
        remote.refusesAfter = 1;
        new FrameSequence(remote, List.of(Message.of("a", List.of()), Message.of("b", List.of())), report).next();

        assertThat(remote.frames).containsExactly("4a");
        assertThat(reports).containsExactly("failed");
    }

    @Test
    void frameThatIsRefusedAndReported_failsOnce() {
        Remote remote = new Remote();
        remote.refusesAfter = 0;
        remote.reportsRefusals = true;
        new FrameSequence(remote, List.of(Message.of("a", List.of())), report).next();

        assertThat(reports).containsExactly("failed");
    }

    @Test
    void end_isAwaited_untilTheFrameHasLeftOrFailed() {
        Remote remote = new Remote();
        FrameSequence sequence = new FrameSequence(remote, List.of(Message.of("a", List.of())), report);
        sequence.next();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> sequence.awaitEnd(Duration.ofHours(1)));
        assertThat(waiting).isNotDone();

        remote.pending.onResult(new SendResult(new IOException("gone")));
        waiting.join();
        sequence.awaitEnd(Duration.ofHours(1));
    }

    @Test
    void end_isNotAwaited_byTheThreadThatSends() {
        Remote remote = new Remote();
        List<Message> batch = List.of(Message.of("a", List.of()));
        AtomicReference<FrameSequence> sequence = new AtomicReference<>();
        remote.whenSending = () -> sequence.get().awaitEnd(Duration.ofHours(1));
        sequence.set(new FrameSequence(remote, batch, report));
        sequence.get().next();

        assertThat(remote.frames).containsExactly("4a");
    }

    @Test
    void end_isAwaited_forNoLongerThanSaid() {
        Remote remote = new Remote();
        FrameSequence sequence = new FrameSequence(remote, List.of(Message.of("a", List.of())), report);
        sequence.next();
        sequence.awaitEnd(Duration.ofMillis(1));

        assertThat(reports).isEmpty();
    }

    /** Takes one frame at a time. */
    private static final class Remote implements RemoteEndpoint.Async {
        final List<String> frames = new ArrayList<>();
        boolean immediate;
        int refusesAfter = Integer.MAX_VALUE;
        boolean reportsRefusals;
        Runnable whenSending = () -> {};
        SendHandler pending;

        void left() {
            SendHandler handler = pending;
            pending = null;
            handler.onResult(new SendResult());
        }

        private void add(String frame, SendHandler handler) {
            whenSending.run();
            if (pending != null || frames.size() == refusesAfter) {
                IllegalStateException busy = new IllegalStateException("busy");
                if (reportsRefusals) {
                    handler.onResult(new SendResult(busy));
                }
                throw busy;
            }
            frames.add(frame);
            pending = handler;
            if (immediate) {
                left();
            }
        }

        @Override
        public void sendText(String text, SendHandler handler) {
            add(text, handler);
        }

        @Override
        public void sendBinary(ByteBuffer data, SendHandler handler) {
            add(data.remaining() + " byte", handler);
        }

        @Override
        public long getSendTimeout() {
            return 0;
        }

        @Override
        public void setSendTimeout(long timeoutmillis) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> sendText(String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> sendBinary(ByteBuffer data) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> sendObject(Object data) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendObject(Object data, SendHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setBatchingAllowed(boolean allowed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getBatchingAllowed() {
            return false;
        }

        @Override
        public void flushBatch() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendPing(ByteBuffer applicationData) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendPong(ByteBuffer applicationData) {
            throw new UnsupportedOperationException();
        }
    }
}
