package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.namespace.Completion;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With ordinary threads, which every Java has; and with virtual ones where there are some. */
@Timeout(300)
class VirtualPoolTest {
    private static final int MAX = 3;

    private final FakeTicker ticker = new FakeTicker();
    private final ThreadLocal<String> context = ThreadLocal.withInitial(() -> "none");
    private final VirtualPool pool = pool(Executors.newCachedThreadPool());
    private final CountDownLatch unblock = new CountDownLatch(1);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    private VirtualPool pool(ExecutorService threads) {
        return new VirtualPool(threads, this::inContext, ticker, MAX);
    }

    private void inContext(Runnable task) {
        context.set("the application's");
        try {
            task.run();
        } finally {
            context.remove();
        }
    }

    @AfterEach
    void stop() {
        unblock.countDown();
        pool.stop();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(4, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tasks that block; returns when they do. */
    private void block(VirtualPool where, int tasks) {
        CountDownLatch started = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            where.execute(() -> {
                started.countDown();
                await(unblock);
            });
        }
        await(started);
    }

    private CountDownLatch quick(VirtualPool where, String name) {
        CountDownLatch done = new CountDownLatch(1);
        where.execute(() -> {
            ran.add(name);
            done.countDown();
        });
        return done;
    }

    @Test
    void tasks_runBesideOthersThatBlock_withoutAnyDelay_upToTheLimit() {
        block(pool, MAX - 1);
        await(quick(pool, "beside"));
        assertThat(pool.maxThreads()).isEqualTo(MAX);
        assertThat(pool.waitingTasks()).isZero();
        assertThat(pool.longestWait()).isZero();
    }

    @Test
    void tasksBeyondTheLimit_wait_andRunInOrder() {
        block(pool, MAX);
        List<CountDownLatch> all = List.of(quick(pool, "a"), quick(pool, "b"), quick(pool, "c"));
        assertThat(ran).isEmpty();
        assertThat(pool.threads()).isEqualTo(MAX);
        assertThat(pool.waitingTasks()).isEqualTo(3);
        unblock.countDown();
        all.forEach(VirtualPoolTest::await);
        assertThat(ran).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void tasks_runInTheContextOfTheApplication() {
        CountDownLatch done = new CountDownLatch(1);
        pool.execute(() -> {
            ran.add(context.get());
            done.countDown();
        });
        await(done);
        assertThat(ran).containsExactly("the application's");
    }

    @Test
    void tasksThatWaitForASecond_areLoggedOnceInAWhile() {
        try (LogCapture log = new LogCapture()) {
            block(pool, MAX);
            quick(pool, "waits");
            ticker.advanceMillis(900);
            assertThat(log.messages()).isEmpty();
            assertThat(pool.longestWait()).isEqualTo(Duration.ofMillis(900));
            ticker.advanceMillis(50_000);
            assertThat(log.messages()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARNING);
                assertThat(line.getMessage()).contains("all 3 are busy", "1 tasks wait", "enfilade.maxThreads");
            });
            ticker.advanceMillis(60_000);
            assertThat(log.messages()).hasSize(2);
        }
    }

    @Test
    void taskThatFails_isLogged_andGivesItsPlaceBack() {
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 2 * MAX; i++) {
                pool.execute(() -> {
                    throw new NoClassDefFoundError("shop/Prices");
                });
            }
            await(quick(pool, "after them"));
            while (log.errors().size() < 2 * MAX) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void threadThatCannotBeHad_isARefusal_andTakesNoPlace() {
        ExecutorService none = Executors.newCachedThreadPool();
        none.shutdown();
        VirtualPool poor = pool(none);
        for (int i = 0; i < 2 * MAX; i++) {
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> poor.execute(() -> {}));
        }
        assertThat(poor.threads()).isZero();
        poor.stop();
    }

    private void assertStops(VirtualPool stopped) {
        CountDownLatch started = new CountDownLatch(MAX);
        CountDownLatch interrupted = new CountDownLatch(MAX);
        for (int i = 0; i < MAX; i++) {
            stopped.execute(() -> {
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
        }
        await(started);
        stopped.execute(() -> ran.add("never"));
        stopped.execute((Completion) () -> ran.add("who waits for a result gets it"));
        stopped.stop();
        await(interrupted);
        assertThat(ran).containsExactly("who waits for a result gets it");
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> stopped.execute(() -> {}));
    }

    @Test
    void stoppedPool_refuses_andHasInterruptedWhatBlocked_andDroppedWhatWaited() {
        assertStops(pool(Executors.newCachedThreadPool()));
    }

    // --- with virtual threads

    private static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    @Test
    void virtualThreads_areThere_fromJava21On() {
        Optional<ExecutorService> found = VirtualThreads.executor("enfilade-test-");
        assertThat(found.isPresent()).isEqualTo(hasVirtualThreads());
        found.ifPresent(ExecutorService::shutdown);
    }

    @Test
    void virtualThreads_haveNames_andInheritNothing() throws Exception {
        assumeTrue(hasVirtualThreads());
        InheritableThreadLocal<String> caller = new InheritableThreadLocal<>();
        caller.set("ada");
        VirtualPool virtual = pool(VirtualThreads.executor("enfilade-test-").orElseThrow());
        CountDownLatch done = new CountDownLatch(1);
        virtual.execute(() -> {
            Thread thread = Thread.currentThread();
            ran.add(thread.getName() + " " + thread.getClass().getSimpleName() + " " + caller.get());
            done.countDown();
        });
        await(done);
        virtual.stop();
        assertThat(ran).containsExactly("enfilade-test-1 VirtualThread null");
    }

    @Test
    void virtualThreads_areStopped() {
        assumeTrue(hasVirtualThreads());
        assertStops(pool(VirtualThreads.executor("enfilade-test-").orElseThrow()));
    }
}
