package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CloseTest {
    private final FakeWire wire = new FakeWire();

    @Test
    void kick_onPolling_sendsWhatWasSent_thenAClosePacketInAPollOfItsOwn() {
        TestSession test = TestSession.polling();
        test.send("last", "words");
        test.session.close();
        assertThat(test.listener.heard).containsExactly("SERVER_CLOSE");

        assertThat(test.poll().payload()).isEqualTo("4last|4words");
        assertThat(test.ended).isZero();
        assertThat(test.poll().payload()).isEqualTo("1");
        assertThat(test.ended).isEqualTo(1);
    }

    /** The client has read the close packet before the server says that it has been written. */
    @Test
    void pollThatCrossesTheReportOfTheClosePacket_isNotAnsweredWithAnotherOne() {
        TestSession polling = TestSession.polling();
        polling.session.close();
        FakePoll first = FakePoll.slow();
        polling.session.poll(first);
        assertThat(first.payload()).isEqualTo("1");

        FakePoll second = new FakePoll();
        polling.session.poll(second);
        first.release();

        assertThat(second.payload()).isNull();
        assertThat(second.error()).isEqualTo(EngineError.UNKNOWN_SID);
    }

    @Test
    void kick_whileAPollIsBeingAnswered_answersTheNextWithAClosePacket() {
        TestSession test = TestSession.polling();
        FakePoll slow = FakePoll.slow();
        test.session.poll(slow);
        test.send("last words");
        test.session.close();
        FakePoll next = test.poll();
        assertThat(next.payload()).isNull();

        slow.release();
        assertThat(slow.payload()).isEqualTo("4last words");
        assertThat(next.payload()).isEqualTo("1");
    }

    @Test
    void kick_withinARun_closesAfterTheMessagesOfTheRun() {
        TestSession test = TestSession.polling();
        FakePoll poll = test.poll();
        test.flusher.collect(() -> {
            test.send("last words");
            test.session.close();
        });
        assertThat(poll.payload()).isEqualTo("4last words");
        assertThat(test.poll().payload()).isEqualTo("1");
    }

    @Test
    void kick_ofASessionThatIsBeingOpened_leavesItsHandshakeAlone() {
        TestSession test = TestSession.opening(session -> session.close());
        assertThat(test.poll().payload()).isEqualTo(TestSession.OPEN_POLLING);
        assertThat(test.poll().payload()).isEqualTo("1");
    }

    @Test
    void kick_answersThePollThatWaits() {
        TestSession test = TestSession.polling();
        FakePoll poll = test.poll();
        test.send("41");
        assertThat(poll.payload()).isEqualTo("441");
        test.session.close();
        assertThat(test.poll().payload()).isEqualTo("1");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void kick_onAWebSocket_closesAfterWhatWasSent() {
        TestSession test = TestSession.on(wire);
        wire.hold();
        test.send("under way", "last words");
        test.session.close();
        assertThat(wire.isClosed()).isFalse();

        wire.release();
        assertThat(wire.take()).endsWith("4under way", "4last words");
        assertThat(wire.isClosed()).isTrue();
        assertThat(test.listener.heard).containsExactly("SERVER_CLOSE");
    }

    @Test
    void closing_takesNothingMore() {
        TestSession test = TestSession.polling();
        test.session.close();
        test.send("too late");
        test.post("4too late");
        assertThat(test.poll().payload()).isEqualTo("1");
        assertThat(test.listener.heard).containsExactly("SERVER_CLOSE");
    }

    @Test
    void closing_lingersForAClientThatDoesNotPoll() {
        TestSession test = TestSession.polling();
        test.send("never read");
        test.session.close();
        test.ticker.advanceMillis(9_999);
        assertThat(test.ended).isZero();

        test.ticker.advanceMillis(1);
        assertThat(test.ended).isEqualTo(1);
        assertThat(test.poll().payload()).isEqualTo("1");
        assertThat(test.listener.heard).containsExactly("SERVER_CLOSE");
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void closing_lingersForAClientThatDoesNotRead() {
        TestSession test = TestSession.on(wire);
        wire.hold();
        test.send("under way", "never read");
        test.session.close();
        test.ticker.advanceMillis(10_000);
        assertThat(wire.isClosed()).isTrue();
        assertThat(test.ended).isEqualTo(1);

        wire.release();
        assertThat(wire.take()).doesNotContain("4never read");
        assertThat(test.listener.heard).containsExactly("SERVER_CLOSE");
    }

    @Test
    void close_ofAnIdleWebSocket_leavesNoTimer() {
        TestSession test = TestSession.on(wire);
        test.session.close();
        assertThat(wire.isClosed()).isTrue();
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void close_withAFullOutbox_stillSendsAClosePacket() {
        TestSession test = TestSession.polling(TestSession.options(true, 1_000, 2));
        test.send("a", "b");
        test.session.close();
        assertThat(test.poll().payload()).isEqualTo("4a|4b");
        assertThat(test.poll().payload()).isEqualTo("1");
    }

    @Test
    void abort_letsWhatWasSentArrive_andThenCloses() {
        TestSession test = TestSession.polling();
        test.send("last words");
        test.session.abort();
        test.post("4too late");
        assertThat(test.listener.heard).containsExactly("PROTOCOL_VIOLATION");

        assertThat(test.poll().payload()).isEqualTo("4last words");
        assertThat(test.poll().payload()).isEqualTo("1");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void abort_onAWebSocket_closesAfterWhatWasSent() {
        TestSession test = TestSession.on(wire);
        test.flusher.collect(() -> {
            test.send("last words");
            test.session.abort();
        });
        assertThat(wire.take()).endsWith("4last words");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void abort_lingersForAClientThatDoesNotPoll() {
        TestSession test = TestSession.polling();
        test.send("never read");
        test.session.abort();
        test.ticker.advanceMillis(10_000);
        assertThat(test.ended).isEqualTo(1);
        assertThat(test.listener.heard).containsExactly("PROTOCOL_VIOLATION");
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void shutDown_answersThePollThatWaits_withTheMessagesOfARun() {
        TestSession test = TestSession.polling();
        FakePoll poll = test.poll();
        test.flusher.collect(() -> {
            test.send("last words");
            test.session.shutDown();
        });
        assertThat(poll.payload()).isEqualTo("4last words");
        assertThat(test.listener.heard).containsExactly("SHUTDOWN");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void shutDown_ofAWebSocket_sendsTheMessagesOfARun() {
        TestSession test = TestSession.on(wire);
        test.flusher.collect(() -> {
            test.send("last words");
            test.session.shutDown();
        });
        assertThat(wire.take()).endsWith("4last words");
        assertThat(wire.isGoingAway()).isTrue();
    }

    @Test
    void close_isIdempotent_andWinsOverWhatFollows() {
        TestSession test = TestSession.polling();
        test.session.close();
        test.session.close();
        test.session.abort();
        test.session.shutDown();
        test.post("1");
        assertThat(test.listener.heard).containsExactly("SERVER_CLOSE");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void closePacketOfTheClient_endsAClosingSessionAtOnce() {
        TestSession test = TestSession.polling();
        test.session.close();
        test.post("1");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void close_insideOfAMessage_isFollowedByNothing() {
        TestSession test = TestSession.polling();
        test.listener.onText = text -> test.session.close();
        test.post("4a|4b");
        assertThat(test.listener.heard).containsExactly("a", "SERVER_CLOSE");
    }

    @Test
    void severalEndsInsideOfAMessage_areOne() {
        TestSession test = TestSession.on(wire);
        test.listener.onText = text -> {
            test.session.abort();
            test.session.close();
            test.inbound.closed();
        };
        test.inbound.text("4a");
        assertThat(test.listener.heard).containsExactly("a", "PROTOCOL_VIOLATION");
    }

    @Test
    void wireThatReportsItsCloseAtOnce_changesNothing() {
        TestSession test = TestSession.on(wire);
        wire.onClose(() -> test.inbound.closed());
        test.session.shutDown();
        assertThat(test.listener.heard).containsExactly("SHUTDOWN");
        assertThat(wire.isGoingAway()).isTrue();
    }

    @Test
    void shutDown_tellsAPollingClient() {
        TestSession test = TestSession.polling();
        FakePoll poll = test.poll();
        test.session.shutDown();
        assertThat(poll.payload()).isEqualTo("1");
        assertThat(test.listener.heard).containsExactly("SHUTDOWN");
    }

    @Test
    void concurrentMessages_areAViolation() {
        TestSession test = TestSession.on(wire);
        test.listener.onText = text -> test.inbound.text("4at the same time");
        test.inbound.text("4a");
        assertThat(test.listener.heard).containsExactly("a", "PROTOCOL_VIOLATION");
    }
}
