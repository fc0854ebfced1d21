package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.engine.FakeTicker;
import org.enfilade.internal.engine.Flusher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailboxTest {
    private final StepExecutor executor = new StepExecutor();
    private final Flusher flusher = new Flusher(new FakeTicker());
    private final Mailbox mailbox = new Mailbox(new MailboxExecutor(executor, flusher, 3, 100), null);
    private final List<String> ran = new ArrayList<>();

    private boolean offer(String name, int size) {
        return mailbox.offer(() -> ran.add(name), size);
    }

    @Test
    void tasks_runInOrder_inOneGo() {
        offer("a", 1);
        offer("b", 1);
        mailbox.add(() -> ran.add("c"));
        assertThat(executor.size()).isEqualTo(1);
        executor.run();
        assertThat(ran).containsExactly("a", "b", "c");
        assertThat(executor.size()).isZero();
    }

    @Test
    void events_areBounded_inNumberAndSize_andTheServersTasksAreNot() {
        assertThat(offer("a", 50)).isTrue();
        assertThat(offer("too large", 51)).isFalse();
        assertThat(offer("b", 50)).isTrue();
        mailbox.add(() -> ran.add("server"));
        assertThat(offer("too many", 1)).isFalse();
        mailbox.add(() -> ran.add("server"));
        executor.run();
        assertThat(ran).containsExactly("a", "b", "server", "server");
        assertThat(offer("c", 100)).isTrue();
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
                        3,
                        100),
                null);

        fragile.offer(() -> ran.add("a"), 1);
        broken.set(false);
        fragile.offer(() -> ran.add("b"), 1);

        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void taskThatRunsHere_isAheadOfWhatComesMeanwhile() {
        assertThat(mailbox.runNow(() -> {
                    offer("later", 1);
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
        offer("a", 1);
        assertThat(mailbox.runNow(() -> ran.add("overtakes"))).isFalse();
        executor.refuse(false);
        offer("b", 1);
        executor.run();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void runThatMayNotBeContinuedElsewhere_goesOnHere() {
        Mailbox large = new Mailbox(new MailboxExecutor(executor, flusher, 1_000, 1_000), null);
        for (int i = 0; i < 200; i++) {
            String name = Integer.toString(i);
            large.offer(() -> ran.add(name), 1);
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
            Mailbox shared = new Mailbox(new MailboxExecutor(threads, flusher, 1_000_000, 1_000_000), null);
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
                                    shared.offer(task, 1);
                                }
                            }
                        })
                        .start();
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(overlapped).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }
}
