package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads against one session: nothing is lost, nothing stays behind, nothing comes twice. */
@Timeout(600)
class ConcurrencyTest {
    private static final int SENDERS = 4;
    private static final int EACH = 2_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS + 1);
    private final FakeTicker ticker = new FakeTicker();
    private final Budget budget = Budget.unlimited(ticker);
    private final Flusher flusher = new Flusher(ticker);
    private final RecordingListener listener = new RecordingListener();
    private final AtomicInteger ended = new AtomicInteger();
    private final EngineSession session = new EngineSession(
            "S",
            Dialects.REVISION_4,
            new Surroundings(
                    new EngineOptions(
                            Duration.ofDays(300),
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(10),
                            100,
                            true,
                            new OutboxBound(1 << 24, 1 << 20),
                            9,
                            budget),
                    ticker,
                    flusher),
            ended::incrementAndGet);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Reports each batch from another thread, and counts what has come. */
    private final class AsyncWire implements Wire {
        private final CountDownLatch awaited;
        private final List<String> frames = new ArrayList<>();
        private final AtomicInteger underWay = new AtomicInteger();
        private volatile boolean overlapped;

        AsyncWire(int messages) {
            awaited = new CountDownLatch(messages);
        }

        @Override
        public void send(List<Message> batch, Sent report) {
            if (underWay.getAndIncrement() > 0) {
                overlapped = true;
            }
            batch.forEach(message -> frames.add(message.text()));
            threads.execute(() -> {
                underWay.decrementAndGet();
                report.sent();
                batch.stream().filter(AsyncWire::isCounted).forEach(message -> awaited.countDown());
            });
        }

        /** The session sends the packet that opens it, too. */
        private static boolean isCounted(Message message) {
            return message.text().startsWith("4");
        }

        @Override
        public void close() {}
    }

    private void sendAll(boolean collected) {
        for (int sender = 0; sender < SENDERS; sender++) {
            String name = "4" + (char) ('a' + sender);
            threads.execute(() -> {
                for (int i = 0; i < EACH; i += 10) {
                    int from = i;
                    Runnable ten = () -> {
                        for (int n = from; n < from + 10; n++) {
                            session.send(Message.of(name.substring(1) + n, List.of()));
                        }
                    };
                    if (collected) {
                        flusher.collect(ten);
                    } else {
                        ten.run();
                    }
                }
            });
        }
    }

    private void assertAllHaveCome(AsyncWire wire) throws InterruptedException {
        assertThat(wire.awaited.await(4, TimeUnit.MINUTES)).as("all have come").isTrue();
        assertThat(wire.overlapped)
                .as("a batch before the one ahead of it was reported")
                .isFalse();
        var bySender = wire.frames.stream()
                .filter(frame -> frame.startsWith("4"))
                .collect(Collectors.groupingBy(
                        frame -> frame.charAt(1),
                        Collectors.mapping(frame -> Integer.valueOf(frame.substring(2)), Collectors.toList())));
        assertThat(bySender).hasSize(SENDERS);
        bySender.values()
                .forEach(numbers -> assertThat(numbers).hasSize(EACH).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void manySenders_loseAndReorderNothing() throws InterruptedException {
        AsyncWire wire = new AsyncWire(SENDERS * EACH);
        session.openWebSocket(wire, listener);
        sendAll(false);
        assertAllHaveCome(wire);
    }

    @Test
    void manyRuns_whoseSendsAreCollected_loseAndReorderNothing() throws InterruptedException {
        AsyncWire wire = new AsyncWire(SENDERS * EACH);
        session.openWebSocket(wire, listener);
        sendAll(true);
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (wire.awaited.getCount() > 0 && System.nanoTime() < giveUp) {
            // However long it takes, no heartbeat comes due.
            ticker.advanceMillis(1);
            Thread.onSpinWait();
        }
        assertAllHaveCome(wire);
    }

    @Test
    void manyEnds_areOne() throws InterruptedException {
        Inbound inbound = session.openWebSocket(new FakeWire(), listener);
        CountDownLatch start = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(SENDERS);
        List<Runnable> ends =
                List.of(session::close, () -> session.abort(Reproach.NO_ROOM), session::shutDown, inbound::failed);
        for (Runnable end : ends) {
            threads.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                end.run();
                done.countDown();
            });
        }
        start.countDown();
        assertThat(done.await(4, TimeUnit.MINUTES)).isTrue();
        assertThat(listener.heard).hasSize(1);
        assertThat(ended).hasValue(1);
    }
}
