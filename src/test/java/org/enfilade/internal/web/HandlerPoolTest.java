package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.namespace.Completion;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class HandlerPoolTest {
    private final FakeTicker ticker = new FakeTicker();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wakings = new AtomicInteger();
    private final HandlerPool pool = new HandlerPool(this::thread, ticker, 2, 20);
    private final CountDownLatch unblock = new CountDownLatch(1);
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task) {
            @Override
            public void interrupt() {
                wakings.incrementAndGet();
                super.interrupt();
            }
        };
        threads.add(thread);
        return thread;
    }

    @AfterEach
    void stop() {
        unblock.countDown();
        pool.stop();
    }

    /** Tasks that block; returns when so many of them have begun. */
    private void block(int tasks, int begun) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(begun);
        for (int i = 0; i < tasks; i++) {
            pool.execute(() -> {
                started.countDown();
                await(unblock);
            });
        }
        await(started);
    }

    /** Tasks that block; returns when all threads that there may be are blocked by them. */
    private void blockAll(int tasks) {
        CountDownLatch started = new CountDownLatch(20);
        for (int i = 0; i < tasks; i++) {
            pool.execute(() -> {
                started.countDown();
                await(unblock);
            });
        }
        ticker.advanceMillis(5);
        await(started);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(4, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CountDownLatch quick(String name) {
        CountDownLatch done = new CountDownLatch(1);
        pool.execute(() -> {
            ran.add(name);
            done.countDown();
        });
        return done;
    }

    @Test
    void quickTasks_needAFewThreadsOnly() {
        for (int i = 0; i < 100; i++) {
            await(quick("task"));
            ticker.advanceMillis(5);
        }
        assertThat(pool.size()).isEqualTo(2);
        assertThat(ran).hasSize(100);
    }

    @Test
    void blockedThreads_areJoinedByOthers_afterFiveMillisecondsWithoutProgress() throws InterruptedException {
        block(2, 2);
        CountDownLatch waiting = quick("waits");
        ticker.advanceMillis(4);
        assertThat(ran).isEmpty();
        assertThat(pool.size()).isEqualTo(2);

        ticker.advanceMillis(1);
        await(waiting);
        assertThat(pool.size()).isEqualTo(3);
    }

    @Test
    void manyBlockedTasks_growThePoolAtOnce_upToItsLimit() throws InterruptedException {
        block(50, 2);
        ticker.advanceMillis(5);
        assertThat(pool.size()).isEqualTo(20);
        ticker.advanceMillis(50);
        assertThat(pool.size()).isEqualTo(20);
    }

    @Test
    void idleThreads_areNotWoken_whenThePoolIsSmallAlready() {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch ended = blockBy(first, 5, 5);
        first.countDown();
        awaitIdle(ended);
        ticker.advanceMillis(5); // shrinks to two, and leaves five threads for as long as there are tasks for them
        assertThat(pool.size()).isEqualTo(2);

        ended = blockBy(unblock, 5, 0);
        CountDownLatch waiting = quick("waits");
        int before = wakings.get();
        unblock.countDown();
        await(waiting);
        awaitIdle(ended);
        ticker.advanceMillis(5);
        assertThat(wakings).hasValue(before);
    }

    /** As many threads as tasks wait until the latch is down; that which is returned is when all have ended. */
    private CountDownLatch blockBy(CountDownLatch latch, int tasks, int millis) {
        CountDownLatch started = new CountDownLatch(tasks);
        CountDownLatch ended = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            pool.execute(() -> {
                started.countDown();
                await(latch);
                ended.countDown();
            });
        }
        ticker.advanceMillis(millis);
        await(started);
        return ended;
    }

    private void awaitIdle(CountDownLatch ended) {
        await(ended);
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void tasksThatWaitForASecond_areLoggedOnceInAWhile() {
        try (LogCapture log = new LogCapture()) {
            blockAll(30);
            ticker.advanceMillis(900);
            assertThat(log.messages()).isEmpty();
            assertThat(pool.waitingTasks()).isEqualTo(10);
            assertThat(pool.longestWait()).isBetween(Duration.ofMillis(800), Duration.ofMillis(900));

            ticker.advanceMillis(50_000);
            assertThat(log.messages()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARNING);
                assertThat(line.getMessage()).contains("all 20 are busy", "10 tasks wait", "enfilade.maxThreads");
            });
            ticker.advanceMillis(60_000);
            assertThat(log.messages()).hasSize(2);
        }
        unblock.countDown();
        await(quick("after all"));
        assertThat(pool.waitingTasks()).isZero();
        assertThat(pool.longestWait()).isZero();
    }

    @Test
    void busyThreads_thatNothingWaitsFor_areNotLogged() {
        try (LogCapture log = new LogCapture()) {
            blockAll(20);
            ticker.advanceMillis(10_000);
            assertThat(log.messages()).isEmpty();
            assertThat(pool.threads()).isEqualTo(20);
            assertThat(pool.longestWait()).isZero();
        }
    }

    @Test
    void pool_shrinksAgain_whenNothingWaits() throws InterruptedException {
        block(10, 2);
        ticker.advanceMillis(5);
        assertThat(pool.size()).isEqualTo(10);
        unblock.countDown();
        await(quick("after all"));
        ticker.advanceMillis(5);
        assertThat(pool.size()).isEqualTo(2);
        assertThat(ticker.size()).as("nobody looks any more").isZero();

        await(quick("again"));
        assertThat(ran).containsExactly("after all", "again");
    }

    @Test
    void idlePool_hasNoTimer() {
        await(quick("task"));
        ticker.advanceMillis(5);
        assertThat(ticker.size()).isZero();
    }

    // --- threads that cannot be had

    private final AtomicInteger available = new AtomicInteger();

    private Thread scarce(Runnable task) {
        if (available.getAndDecrement() > 0) {
            return new Thread(task);
        }
        throw new InternalError("unable to create native thread");
    }

    @Test
    void task_forWhichNoThreadCanBeHad_isTakenByThoseThatThereAre() {
        available.set(1);
        HandlerPool poor = new HandlerPool(this::scarce, ticker, 2, 20);
        try (LogCapture log = new LogCapture()) {
            CountDownLatch done = new CountDownLatch(10);
            for (int i = 0; i < 10; i++) {
                poor.execute(done::countDown);
            }
            await(done);
            assertThat(log.messages()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARNING);
                assertThat(line.getMessage()).contains("No more threads", "unable to create native thread");
            });
        } finally {
            poor.stop();
        }
    }

    @Test
    void poolThatCouldNotGrow_growsLater() {
        available.set(1);
        HandlerPool poor = new HandlerPool(this::scarce, ticker, 1, 20);
        try (LogCapture log = new LogCapture()) {
            poor.execute(() -> await(unblock));
            CountDownLatch done = new CountDownLatch(1);
            poor.execute(done::countDown);
            ticker.advanceMillis(50);
            assertThat(log.messages()).hasSize(1);
            assertThat(poor.threads()).isEqualTo(1);
            available.set(20);
            ticker.advanceMillis(50);
            await(done);
        } finally {
            unblock.countDown();
            poor.stop();
        }
    }

    @Test
    void poolWithoutAnyThread_refuses_andKeepsNothing() {
        HandlerPool poor = new HandlerPool(this::scarce, ticker, 2, 20);
        assertThatExceptionOfType(InternalError.class).isThrownBy(() -> poor.execute(() -> ran.add("never")));
        available.set(20);
        CountDownLatch done = new CountDownLatch(1);
        poor.execute(done::countDown);
        await(done);
        poor.stop();
        assertThat(ran).isEmpty();
    }

    @Test
    void factoryThatGivesNoThread_isARefusal() {
        HandlerPool poor = new HandlerPool(ContainerThreads.named(task -> null, "enfilade-test-"), ticker, 2, 20);
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> poor.execute(() -> {}));
        poor.stop();
    }

    @Test
    void stoppedPool_refuses_andHasInterruptedWhatBlocked() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        HandlerPool stopped = new HandlerPool(Executors.defaultThreadFactory(), ticker, 1, 1);
        stopped.execute(() -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        await(started);
        stopped.execute(() -> ran.add("never"));
        stopped.execute((Completion) () -> ran.add("who waits for a result gets it"));
        stopped.stop();
        await(interrupted);
        assertThat(ran).containsExactly("who waits for a result gets it");
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> stopped.execute(() -> {}));
    }
}
