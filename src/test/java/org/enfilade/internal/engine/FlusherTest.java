package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class FlusherTest {
    private final FakeWire wire = new FakeWire();
    private final TestSession test = TestSession.on(wire);

    FlusherTest() {
        wire.take();
    }

    private List<List<String>> batches() {
        List<List<String>> all = wire.batches();
        return all.subList(1, all.size());
    }

    @Test
    void sendsOfOneRun_leaveAsOneBatch_atItsEnd() {
        test.flusher.collect(() -> {
            test.send("a");
            test.send("b", "c");
            assertThat(batches()).isEmpty();
        });
        assertThat(batches()).containsExactly(List.of("4a", "4b", "4c"));
    }

    @Test
    void outsideOfARun_everySendLeavesAtOnce() {
        test.send("a", "b");
        assertThat(batches()).containsExactly(List.of("4a"), List.of("4b"));
    }

    @Test
    void runInsideOfARun_isPartOfIt() {
        test.flusher.collect(() -> {
            test.send("a");
            test.flusher.collect(() -> test.send("b"));
            assertThat(batches()).isEmpty();
        });
        assertThat(batches()).containsExactly(List.of("4a", "4b"));
    }

    @Test
    void runThatFails_isWrittenAllTheSame() {
        assertThatThrownBy(() -> test.flusher.collect(() -> {
                    test.send("a");
                    throw new IllegalStateException("the handler");
                }))
                .hasMessage("the handler");
        assertThat(batches()).containsExactly(List.of("4a"));
        test.send("b");
        assertThat(batches()).last().isEqualTo(List.of("4b"));
    }

    @Test
    void runThatBlocks_isSweptWhenItSendsNoMore_asOftenAsItSends() {
        test.flusher.collect(() -> {
            test.send("a", "b");
            test.ticker.advanceMillis(5);
            assertThat(batches()).isEmpty();
            test.ticker.advanceMillis(1);
            assertThat(batches()).containsExactly(List.of("4a", "4b"));

            test.send("c");
            test.ticker.advanceMillis(6);
            assertThat(batches()).last().isEqualTo(List.of("4c"));
            test.send("d");
        });
        assertThat(batches()).last().isEqualTo(List.of("4d"));
    }

    @Test
    void runThatGoesOnSending_isWrittenAfterSixSweeps() {
        test.flusher.collect(() -> {
            for (int i = 0; i < 5; i++) {
                test.send("x");
                test.ticker.advanceMillis(3);
            }
            assertThat(batches()).isEmpty();
            test.send("y");
            test.ticker.advanceMillis(3);
            assertThat(batches()).hasSize(1);
        });
    }

    @Test
    void firstEventOnTheReader_isAnsweredAtOnce_aBurstAfterItTogether() {
        List<Runnable> elsewhere = new ArrayList<>();
        test.flusher.collectOnReader(() -> test.send("a"), elsewhere::add);
        assertThat(batches()).containsExactly(List.of("4a"));
        test.flusher.collectOnReader(() -> test.send("b"), elsewhere::add);
        test.flusher.collectOnReader(() -> test.send("c"), elsewhere::add);
        assertThat(batches()).hasSize(1);
        assertThat(elsewhere).hasSize(1);
        elsewhere.get(0).run();
        assertThat(batches()).last().isEqualTo(List.of("4b", "4c"));

        test.ticker.advanceMillis(1);
        test.flusher.collectOnReader(() -> test.send("d"), elsewhere::add);
        assertThat(batches()).last().isEqualTo(List.of("4d"));
    }

    @Test
    void burstOnTheReader_isSweptWhenNoThreadIsFreeElsewhere() {
        List<Runnable> elsewhere = new ArrayList<>();
        for (String text : List.of("a", "b", "c")) {
            test.flusher.collectOnReader(() -> test.send(text), elsewhere::add);
        }
        assertThat(batches()).containsExactly(List.of("4a"));
        test.ticker.advanceMillis(6);
        assertThat(batches()).containsExactly(List.of("4a"), List.of("4b", "4c"));

        elsewhere.forEach(Runnable::run);
        test.send("d");
        assertThat(batches()).hasSize(3).last().isEqualTo(List.of("4d"));
    }

    @Test
    void burstWhenNothingRunsElsewhereAnyMore_isAnsweredAtOnce() {
        for (String text : List.of("a", "b")) {
            test.flusher.collectOnReader(() -> test.send(text), task -> {
                throw new RejectedExecutionException();
            });
        }
        assertThat(batches()).containsExactly(List.of("4a"), List.of("4b"));
    }

    @Test
    void sessionThatOneRunHoldsBack_isWrittenByThatRun_alsoForOthers() throws InterruptedException {
        Thread other = new Thread(() -> test.flusher.collect(() -> test.send("other")));
        test.flusher.collect(() -> {
            test.send("mine");
            runAndWait(other);
            assertThat(batches()).isEmpty();
        });
        assertThat(batches()).containsExactly(List.of("4mine", "4other"));
    }

    private static void runAndWait(Thread thread) {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runOverManySessions_writesEachOnce() {
        FakeWire second = new FakeWire();
        EngineSession session = TestSession.another(test);
        session.openWebSocket(second, new RecordingListener());
        second.take();
        Message message = Message.of("to all", List.of());
        test.flusher.collect(() -> {
            for (int i = 0; i < 3; i++) {
                test.session.send(message);
                session.send(message);
            }
        });
        assertThat(batches()).containsExactly(List.of("4to all", "4to all", "4to all"));
        assertThat(second.batches()).hasSize(2).last().isEqualTo(List.of("4to all", "4to all", "4to all"));
    }

    @Test
    void closeInsideOfARun_sendsWhatWasSentBefore() {
        test.flusher.collect(() -> {
            test.send("last words");
            test.session.close();
        });
        assertThat(wire.take()).containsExactly("4last words");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void clientThatDoesNotRead_holdsUpNobody() {
        wire.hold();
        test.flusher.collect(() -> test.send("a"));
        test.flusher.collect(() -> test.send("b", "c"));
        assertThat(batches()).containsExactly(List.of("4a"));
        wire.release();
        assertThat(batches()).containsExactly(List.of("4a"), List.of("4b", "4c"));
    }

    /** As socket.io 4.8.4 does, over WebSocket and polling: its transport is not writable until the loop has turned. */
    @Test
    void bestEffort_behindADeferredSend_isDropped() {
        test.flusher.collect(() -> {
            test.send("regular");
            test.session.sendBestEffort(Message.of("maybe", List.of()));
            test.send("last");
        });
        assertThat(batches()).containsExactly(List.of("4regular", "4last"));
    }

    @Test
    void bestEffort_aloneInARun_leaves_andASecondOneIsDropped() {
        test.flusher.collect(() -> {
            test.session.sendBestEffort(Message.of("first", List.of()));
            test.session.sendBestEffort(Message.of("second", List.of()));
        });
        assertThat(batches()).containsExactly(List.of("4first"));
    }

    @Test
    void runsOfARound_areWrittenTogether() {
        test.flusher.collectRound(() -> {
            test.flusher.collect(() -> test.send("a"));
            test.flusher.collect(() -> test.send("b"));
            assertThat(batches()).isEmpty();
        });
        assertThat(batches()).containsExactly(List.of("4a", "4b"));
    }

    @Test
    void roundWithinARun_isPartOfIt() {
        test.flusher.collect(() -> {
            test.flusher.collectRound(() -> test.flusher.collect(() -> test.send("a")));
            assertThat(batches()).isEmpty();
        });
        assertThat(batches()).containsExactly(List.of("4a"));
    }

    @Test
    void runOfARound_thatFails_isWritten_andTheNextOneIsItsOwn() {
        test.flusher.collectRound(() -> {
            assertThatThrownBy(() -> test.flusher.collect(() -> {
                        test.send("a");
                        throw new IllegalStateException("the handler");
                    }))
                    .hasMessage("the handler");
            test.flusher.collect(() -> test.session.sendBestEffort(Message.of("b", List.of())));
        });
        assertThat(batches()).containsExactly(List.of("4a", "4b"));
    }

    @Test
    void bestEffort_behindWhatAnotherRunOfTheRoundHasSent_leaves_andASecondOneIsDropped() {
        test.flusher.collectRound(() -> {
            test.flusher.collect(() -> test.send("a"));
            test.flusher.collect(() -> {
                test.session.sendBestEffort(Message.of("first", List.of()));
                test.session.sendBestEffort(Message.of("second", List.of()));
            });
            test.flusher.collect(() -> test.session.sendBestEffort(Message.of("third", List.of())));
        });
        assertThat(batches()).containsExactly(List.of("4a", "4first", "4third"));
    }

    @Test
    void bestEffort_whileAnotherThreadsRunHoldsSomethingBack_leavesAtOnce_inOrder() throws InterruptedException {
        Thread other = new Thread(() -> test.session.sendBestEffort(Message.of("maybe", List.of())));
        test.flusher.collect(() -> {
            test.send("a");
            runAndWait(other);
            assertThat(batches()).containsExactly(List.of("4a", "4maybe"));
        });
    }

    @Test
    void bestEffort_whileTheClientDoesNotRead_isDropped_inARoundToo() {
        wire.hold();
        test.send("a");
        test.flusher.collectRound(() -> {
            test.flusher.collect(() -> test.session.sendBestEffort(Message.of("lost", List.of())));
            test.flusher.collect(() -> test.session.sendBestEffort(Message.of("too", List.of())));
        });
        wire.release();
        test.send("b");
        assertThat(batches()).containsExactly(List.of("4a"), List.of("4b"));
    }

    @Test
    void bestEffort_inTheRunAfter_leaves() {
        test.flusher.collect(() -> test.send("regular"));
        test.flusher.collect(() -> test.session.sendBestEffort(Message.of("maybe", List.of())));
        assertThat(batches()).containsExactly(List.of("4regular"), List.of("4maybe"));
    }

    @Test
    void runThatSendsALot_isWrittenOnTheWay_andNeverReachesTheBound() {
        FakeWire reading = new FakeWire();
        TestSession busy = TestSession.on(reading, TestSession.options(true, 1 << 20, 1_000));
        busy.flusher.collect(() -> {
            for (int i = 0; i < 10_000; i++) {
                busy.send("m");
            }
        });
        assertThat(busy.listener.heard).isEmpty();
        assertThat(reading.take()).hasSize(10_001);
        assertThat(reading.batches().size()).isLessThan(50);
    }

    @Test
    void sessionWhoseWireThrows_doesNotHoldBackTheOthersOfItsRun() {
        Wire broken = new Wire() {
            private int sends;

            @Override
            public void send(List<Message> batch, Sent report) {
                if (sends++ > 0) {
                    throw new IllegalStateException("a bug of the wire");
                }
                report.sent();
            }

            @Override
            public void close() {}
        };
        RecordingListener listener = new RecordingListener();
        EngineSession session = TestSession.another(test);
        session.openWebSocket(broken, listener);
        test.flusher.collect(() -> {
            session.send(Message.of("x", List.of()));
            test.send("a");
        });
        test.send("b");

        assertThat(wire.take()).containsExactly("4a", "4b");
        assertThat(listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void atEnd_isDoneOnceAtTheEndOfARun_andAtOnceOutsideOfOne() {
        List<String> done = new ArrayList<>();
        Runnable asked = test.flusher.atEnd(() -> done.add("done"), Runnable::run);
        test.flusher.collect(() -> {
            asked.run();
            asked.run();
            assertThat(done).isEmpty();
        });
        assertThat(done).hasSize(1);
        asked.run();
        asked.run();
        assertThat(done).hasSize(3);
    }

    /** A bus may block whoever sends. */
    @Test
    void atEnd_ofARunThatBlocks_isDoneElsewhere_andNotByTheTimer() {
        List<String> done = new ArrayList<>();
        List<Runnable> elsewhere = new ArrayList<>();
        Runnable asked = test.flusher.atEnd(() -> done.add("done"), elsewhere::add);
        test.flusher.collect(() -> {
            asked.run();
            test.ticker.advanceMillis(10);
            assertThat(done).isEmpty();
            elsewhere.forEach(Runnable::run);
            assertThat(done).hasSize(1);
        });
        assertThat(done).hasSize(1);
    }

    @Test
    void atEnd_ofARunThatBlocks_isDoneByTheTimer_ifThereIsNoThread() {
        List<String> done = new ArrayList<>();
        Runnable asked = test.flusher.atEnd(() -> done.add("done"), task -> {
            throw new RejectedExecutionException();
        });
        test.flusher.collect(() -> {
            asked.run();
            test.ticker.advanceMillis(10);
            assertThat(done).hasSize(1);
        });
    }
}
