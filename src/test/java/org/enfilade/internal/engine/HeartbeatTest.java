package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final FakeWire wire = new FakeWire();
    private final TestSession test = TestSession.on(wire);

    HeartbeatTest() {
        assertThat(wire.take()).containsExactly(TestSession.OPEN_WEBSOCKET);
    }

    @Test
    void ping_comesAfterTheInterval() {
        test.ticker.advanceMillis(24_999);
        assertThat(wire.take()).isEmpty();

        test.ticker.advanceMillis(1);
        assertThat(wire.take()).containsExactly("2");
    }

    @Test
    void pong_isFollowedByThePingOfTheNextInterval() {
        test.ticker.advanceMillis(25_000);
        test.ticker.advanceMillis(300);
        test.inbound.text("3");
        wire.take();

        test.ticker.advanceMillis(24_999);
        assertThat(wire.take()).isEmpty();

        test.ticker.advanceMillis(1);
        assertThat(wire.take()).containsExactly("2");
    }

    @Test
    void pong_isFollowedByThePingOfTheNextInterval_alsoIfTheTimeoutIsLonger() {
        FakeWire quick = new FakeWire();
        TestSession quickTest = TestSession.on(quick, TestSession.heartbeat(500, 1_500));
        quick.take();
        for (int i = 0; i < 10; i++) {
            quickTest.ticker.advanceMillis(500);
            assertThat(quick.take()).as("ping %d", i).containsExactly("2");
            quickTest.inbound.text("3");
        }
        quickTest.ticker.advanceMillis(500 + 1_500);
        assertThat(quickTest.listener.heard).containsExactly("PING_TIMEOUT");
    }

    @Test
    void pong_atTheLastMoment_isInTime() {
        test.ticker.advanceMillis(44_999);
        test.inbound.text("3");
        test.ticker.advanceMillis(24_999);

        assertThat(test.listener.heard).isEmpty();
        assertThat(wire.take()).containsExactly("2");
    }

    @Test
    void missingPong_closesWithPingTimeout() {
        test.ticker.advanceMillis(44_999);
        assertThat(test.listener.heard).isEmpty();

        test.ticker.advanceMillis(1);

        assertThat(test.listener.heard).containsExactly("PING_TIMEOUT");
        assertThat(wire.isClosed()).isTrue();
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void pong_afterTheTimeout_changesNothing() {
        test.ticker.advanceMillis(45_000);
        test.inbound.text("3");
        test.inbound.text("4late");
        test.ticker.advanceMillis(100_000);

        assertThat(test.listener.heard).containsExactly("PING_TIMEOUT");
    }

    @Test
    void pong_thatNobodyAskedFor_isHarmless_andDoesNotAnswerTheNextPing() {
        test.inbound.text("3");
        test.ticker.advanceMillis(45_000);

        assertThat(test.listener.heard).containsExactly("PING_TIMEOUT");
    }

    @Test
    void messages_areNoPongs_butBringTheTimeoutOnceMore() {
        test.ticker.advanceMillis(25_000);
        test.ticker.advanceMillis(19_999);
        test.inbound.text("4busy");
        test.ticker.advanceMillis(19_999);
        test.inbound.text("4still busy");
        assertThat(test.listener.heard).containsExactly("busy", "still busy");

        test.ticker.advanceMillis(1);

        assertThat(test.listener.heard).containsExactly("busy", "still busy", "PING_TIMEOUT");
    }

    @Test
    void binaryMessage_bringsTheTimeoutOnceMore() {
        test.ticker.advanceMillis(44_999);
        test.inbound.binary(new byte[1]);
        test.ticker.advanceMillis(19_999);
        assertThat(test.listener.heard).doesNotContain("PING_TIMEOUT");

        test.ticker.advanceMillis(1);

        assertThat(test.listener.heard).contains("PING_TIMEOUT");
    }

    @Test
    void pong_afterAMessage_isFollowedByThePingOfTheNextInterval() {
        test.ticker.advanceMillis(44_999);
        test.inbound.text("4busy");
        test.ticker.advanceMillis(10_000);
        test.inbound.text("3");
        wire.take();

        test.ticker.advanceMillis(24_999);
        assertThat(wire.take()).isEmpty();
        test.ticker.advanceMillis(1);
        assertThat(wire.take()).containsExactly("2");

        test.ticker.advanceMillis(19_999);
        test.inbound.text("4busy again");
        test.ticker.advanceMillis(19_999);
        assertThat(test.listener.heard).containsExactly("busy", "busy again");
    }

    @Test
    void messages_beforeThePing_bringNoTime() {
        test.inbound.text("4early");
        test.ticker.advanceMillis(45_000);

        assertThat(test.listener.heard).containsExactly("early", "PING_TIMEOUT");
    }

    @Test
    void heart_beatsOn() {
        for (int i = 0; i < 10; i++) {
            test.ticker.advanceMillis(25_000);
            assertThat(wire.take()).as("ping %d", i).containsExactly("2");
            test.inbound.text("3");
        }
        assertThat(test.listener.heard).isEmpty();
    }

    @Test
    void ping_onPolling_waitsForAPoll() {
        TestSession polling = TestSession.polling();
        polling.ticker.advanceMillis(25_000);
        assertThat(polling.poll().payload()).isEqualTo("2");

        polling.post("3");
        polling.ticker.advanceMillis(24_999);
        assertThat(polling.listener.heard).isEmpty();
    }

    @Test
    void ping_onPolling_answersThePollThatWaits() {
        TestSession polling = TestSession.polling();
        FakePoll waiting = polling.poll();
        polling.ticker.advanceMillis(25_000);
        assertThat(waiting.payload()).isEqualTo("2");
    }

    @Test
    void aClientThatDoesNotPoll_isClosedByItsPing() {
        TestSession polling = TestSession.polling();
        polling.ticker.advanceMillis(45_000);
        assertThat(polling.listener.heard).containsExactly("PING_TIMEOUT");
    }

    @Test
    void pingFromTheClient_closes() {
        test.inbound.text("2");
        assertThat(test.listener.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @Test
    void endedSession_leavesNoTimer() {
        test.inbound.closed();
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void endedSession_leavesNoTimer_alsoWhilePongIsAwaited() {
        test.ticker.advanceMillis(30_000);
        test.inbound.closed();
        assertThat(test.ticker.size()).isZero();
    }
}
