package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.engine.Flusher;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class MailboxTest {
    private final StepExecutor executor = new StepExecutor();
    private final FakeTicker ticker = new FakeTicker();
    private final Flusher flusher = new Flusher(ticker);
    private final List<String> ran = new ArrayList<>();
    private final Mailbox mailbox =
            new Mailbox(new MailboxExecutor(executor, flusher, ticker), reason -> ran.add(reason));

    private void offer(String name) {
        mailbox.add(() -> ran.add(name));
    }

    @Test
    void tasks_runInOrder_inOneGo() {
        offer("a");
        offer("b");
        mailbox.add(() -> ran.add("c"));
        assertThat(executor.size()).isEqualTo(1);
        executor.run();
        assertThat(ran).containsExactly("a", "b", "c");
        assertThat(executor.size()).isZero();
    }

    private final class Event implements Mailbox.Droppable {
        private final String name;

        Event(String name) {
            this.name = name;
        }

        @Override
        public void run() {
            ran.add(name);
        }

        @Override
        public void dropped() {
            ran.add("dropped " + name);
        }
    }

    @Test
    void events_areDroppedAtOnce_andTheServersTasksStay() {
        mailbox.add(new Event("a"));
        offer("server");
        mailbox.add(new Event("b"));
        mailbox.drop();
        assertThat(ran).containsExactly("dropped a", "dropped b");
        executor.run();
        assertThat(ran).containsExactly("dropped a", "dropped b", "server");
        mailbox.drop();
        mailbox.add(new Event("c"));
        executor.run();
        assertThat(ran).endsWith("server", "c");
    }

    @Test
    void certainTask_runsInItsTurn() {
        offer("a");
        mailbox.addCertain(() -> ran.add("certain"));
        offer("b");
        executor.run();
        assertThat(ran).containsExactly("a", "certain", "b");
    }

    @Test
    void refusedRun_isTriedAgainWhenThereIsRoom() {
        executor.refuse(true);
        offer("a");
        ticker.advanceMillis(10_000);
        executor.refuse(false);
        ticker.advanceMillis(1_000);
        executor.run();
        assertThat(ran).containsExactly("a");
        assertThat(ticker.size()).isZero();
    }

    @Test
    void refusedRun_ofAClosedMailbox_isTriedAgainToo() {
        executor.refuse(true);
        mailbox.add(new Event("before"));
        offer("leaves");
        mailbox.close();
        executor.refuse(false);
        ticker.advanceMillis(1_000);
        executor.run();
        assertThat(ran).containsExactly("before", "leaves");
    }

    @Test
    void runThatIsRefusedForLong_dropsItsEvents_andIsToldOf() {
        executor.refuse(true);
        mailbox.add(new Event("a"));
        offer("server");
        ticker.advance(RejectedRuns.PATIENCE.plusSeconds(1));
        assertThat(ran).containsExactly("dropped a", "no thread could be had for what it has sent");
        executor.refuse(false);
        assertThat(ticker.size()).isZero();
        offer("b");
        executor.run();
        assertThat(ran).endsWith("b").hasSize(3);
    }

    @Test
    void runThatIsRefusedForLong_ofAClosedMailbox_dropsItsEvents() {
        executor.refuse(true);
        mailbox.add(new Event("a"));
        mailbox.close();
        ticker.advance(RejectedRuns.PATIENCE.plusSeconds(1));
        assertThat(ran).containsExactly("dropped a");
    }

    @Test
    void taskThatIsNotToWait_isNotRun_andThoseBeforeItAre() {
        executor.refuse(true);
        assertThat(mailbox.tryAdd(() -> ran.add("alone"))).isFalse();
        assertThat(ticker.size()).isZero();
        offer("waits");
        assertThat(mailbox.tryAdd(() -> ran.add("never"))).isFalse();
        executor.refuse(false);
        ticker.advanceMillis(1_000);
        executor.run();
        assertThat(ran).containsExactly("waits");
        assertThat(mailbox.tryAdd(() -> ran.add("again"))).isTrue();
        executor.run();
        assertThat(ran).endsWith("again");
    }

    @Test
    void manyRejectedRuns_costOneAttemptAtATime() {
        AtomicInteger attempts = new AtomicInteger();
        MailboxExecutor full = new MailboxExecutor(
                task -> {
                    attempts.incrementAndGet();
                    throw new RejectedExecutionException();
                },
                flusher,
                ticker);
        for (int i = 0; i < RejectedRuns.MAX_WAITING + 2; i++) {
            new Mailbox(full, ran::add).add(new Event("a"));
        }
        assertThat(ran)
                .as("those that are too many")
                .filteredOn("dropped a"::equals)
                .hasSize(2);
        assertThat(ticker.size()).isEqualTo(1);
        attempts.set(0);
        ticker.advance(RejectedRuns.PAUSE);
        assertThat(attempts).hasValue(1);
        ticker.advance(RejectedRuns.PATIENCE.plusSeconds(1));
        assertThat(ran).filteredOn("dropped a"::equals).hasSize(RejectedRuns.MAX_WAITING + 2);
        assertThat(attempts).hasValueLessThan(1_000);
        assertThat(ticker.size()).isZero();
    }

    @Test
    void refusedRun_whoseEndFails_keepsNoOtherFromBeingTriedAgain() {
        MailboxExecutor shared = new MailboxExecutor(executor, flusher, ticker);
        executor.refuse(true);
        new Mailbox(shared, reason -> {
                    throw new IllegalStateException("a bug");
                })
                .add(() -> ran.add("never"));
        ticker.advance(RejectedRuns.PATIENCE.minusSeconds(1));
        new Mailbox(shared, ran::add).add(() -> ran.add("a"));
        ticker.advanceMillis(2_000);
        executor.refuse(false);
        ticker.advanceMillis(1_000);
        executor.run();
        assertThat(ran).containsExactly("a");
    }

    @Test
    void closedMailbox_runsWhatWaits() {
        mailbox.add(new Event("a"));
        mailbox.close();
        executor.run();
        assertThat(ran).containsExactly("a");
    }

    @Test
    void executorThatFails_isTriedAgainWithTheNextTask() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Mailbox fragile = new Mailbox(
                new MailboxExecutor(
                        task -> {
                            if (broken.get()) {
                                throw new IllegalStateException("the module is disabled");
                            }
                            task.run();
                        },
                        flusher,
                        ticker),
                ran::add);

        fragile.add(() -> ran.add("a"));
        broken.set(false);
        fragile.add(() -> ran.add("b"));

        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void executorThatFails_isLoggedOnceInAWhile() {
        executor.failWith(new InternalError("unable to create native thread"));
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 3; i++) {
                mailbox.add(() -> ran.add("task"));
            }
            assertThat(log.messages()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARNING);
                assertThat(line.getMessage()).contains("refuses tasks", "unable to create native thread");
            });
            ticker.advanceMillis(60_000);
            mailbox.add(() -> ran.add("task"));
            assertThat(log.messages()).hasSize(2);
        }
        executor.failWith(null);
        mailbox.add(() -> ran.add("task"));
        executor.run();
        assertThat(ran)
                .filteredOn("task"::equals)
                .as("those that have not waited too long")
                .hasSize(2);
    }

    @Test
    void caller_whoCannotBePutOnAThread_isToldOf_andTheTasksWait() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Mailbox callers = new Mailbox(
                new MailboxExecutor(executor, flusher, ticker),
                task -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no context");
                    }
                    task.run();
                },
                reason -> ran.add("broken"));

        callers.add(() -> ran.add("a"));
        executor.run();
        assertThat(ran).containsExactly("broken");

        broken.set(false);
        callers.add(() -> ran.add("b"));
        executor.run();
        assertThat(ran).containsExactly("broken", "a", "b");
    }

    @Test
    void caller_whoCannotBeTakenOffAThread_hasHadHisTasksDone_once() {
        Mailbox callers = new Mailbox(
                new MailboxExecutor(executor, flusher, ticker),
                task -> {
                    task.run();
                    throw new IllegalStateException("no context");
                },
                reason -> ran.add("broken"));

        callers.add(() -> ran.add("a"));
        executor.run();
        callers.add(() -> ran.add("b"));
        executor.run();

        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void taskThatRunsHere_isAheadOfWhatComesMeanwhile() {
        assertThat(mailbox.runNow(() -> {
                    offer("later");
                    assertThat(mailbox.runNow(() -> ran.add("never"))).isFalse();
                    ran.add("here");
                }))
                .isTrue();
        assertThat(ran).containsExactly("here");
        executor.run();
        assertThat(ran).containsExactly("here", "later");
        assertThat(mailbox.runNow(() -> ran.add("again"))).isTrue();
        assertThat(ran).endsWith("again");
    }

    @Test
    void refusedRun_isTriedAgainWithTheNextTask_inOrder() {
        executor.refuse(true);
        offer("a");
        assertThat(mailbox.runNow(() -> ran.add("overtakes"))).isFalse();
        executor.refuse(false);
        offer("b");
        executor.run();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void runThatMayNotBeContinuedElsewhere_goesOnHere() {
        Mailbox large = new Mailbox(new MailboxExecutor(executor, flusher, ticker), reason -> ran.add(reason));
        for (int i = 0; i < 200; i++) {
            String name = Integer.toString(i);
            large.add(() -> ran.add(name));
        }
        large.add(() -> executor.refuse(false));
        executor.refuse(true);
        executor.run();
        assertThat(ran).hasSize(200);
    }

    @Test
    void manyThreads_loseNothing_andNeverRunTwoAtOnce() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Mailbox shared = new Mailbox(new MailboxExecutor(threads, flusher, ticker), reason -> {});
            AtomicBoolean running = new AtomicBoolean();
            AtomicBoolean overlapped = new AtomicBoolean();
            CountDownLatch done = new CountDownLatch(3 * 5_000);
            Runnable task = () -> {
                if (!running.compareAndSet(false, true)) {
                    overlapped.set(true);
                }
                running.set(false);
                done.countDown();
            };
            for (int t = 0; t < 3; t++) {
                new Thread(() -> {
                            for (int i = 0; i < 5_000; i++) {
                                if (i % 3 != 0 || !shared.runNow(task)) {
                                    shared.add(task);
                                }
                            }
                        })
                        .start();
            }
            assertThat(done.await(4, TimeUnit.MINUTES)).isTrue();
            assertThat(overlapped).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }
}
