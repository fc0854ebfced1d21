package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Mailbox mailbox = new Mailbox(new MailboxExecutor(executor, flusher, ticker));
    private final List<String> ran = new ArrayList<>();

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
    void closedMailbox_dropsEventsThatTheExecutorRefuses() {
        executor.refuse(true);
        mailbox.add(new Event("before"));
        assertThat(ran).isEmpty();
        mailbox.close();
        assertThat(ran).containsExactly("dropped before");
        mailbox.add(new Event("after"));
        assertThat(ran).containsExactly("dropped before", "dropped after");
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
        Mailbox fragile = new Mailbox(new MailboxExecutor(
                task -> {
                    if (broken.get()) {
                        throw new IllegalStateException("the module is disabled");
                    }
                    task.run();
                },
                flusher,
                ticker));

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
        assertThat(ran).hasSize(5);
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
                () -> ran.add("broken"));

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
                () -> ran.add("broken"));

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
        Mailbox large = new Mailbox(new MailboxExecutor(executor, flusher, ticker));
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
            Mailbox shared = new Mailbox(new MailboxExecutor(threads, flusher, ticker));
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
