package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTest {
    private final TestSession test = TestSession.polling();
    private final FakeWire wire = new FakeWire();
    private final Inbound probe = test.session.probe(wire, Dialects.REVISION_4);

    @Test
    void upgrade_withProbe() {
        FakePoll waiting = test.poll();
        probe.text("2probe");
        assertThat(wire.take()).containsExactly("3probe");
        assertThat(waiting.payload()).isEqualTo("6");

        probe.text("5");
        test.send("on the WebSocket");
        probe.text("4from the WebSocket");
        probe.binary(new byte[] {1});

        assertThat(wire.take()).containsExactly("4on the WebSocket");
        assertThat(test.listener.heard).containsExactly("from the WebSocket", "#01");
        assertThat(test.session.isPolling()).isFalse();
    }

    @Test
    void nextPollAfterTheProbe_isAnsweredAtOnce_soThatTheClientCanLetGo() {
        probe.text("2probe");
        assertThat(test.poll().payload()).isEqualTo("6");
    }

    @Test
    void pollsAfterTheProbe_ofAClientThatHasNotHeardOfItYet_areAnsweredAtOnce_andSoonOnlyLater() {
        FakePoll waiting = test.poll();
        probe.text("2probe");
        assertThat(waiting.payload()).isEqualTo("6");
        assertThat(test.poll().payload()).isEqualTo("6");
        assertThat(test.poll().payload()).isEqualTo("6");

        FakePoll poll = test.poll();
        assertThat(poll.payload()).isNull();
        test.ticker.advanceMillis(100);
        assertThat(poll.payload()).isEqualTo("6");

        FakePoll next = test.poll();
        assertThat(next.payload()).isNull();
        test.ticker.advanceMillis(100);
        assertThat(next.payload()).isEqualTo("6");
    }

    @Test
    void pollAfterTheProbe_getsWhatWaits() {
        test.send("a");
        probe.text("2probe");
        assertThat(test.poll().payload()).isEqualTo("4a");
    }

    @Test
    void probeAgain_afterOneWasGivenUp_answersPollsAtOnceAgain() {
        probe.text("2probe");
        probe.closed();
        FakePoll poll = test.poll();
        assertThat(poll.payload()).isNull();

        Inbound second = test.session.probe(new FakeWire(), Dialects.REVISION_4);
        second.text("2probe");
        assertThat(poll.payload()).isEqualTo("6");
        assertThat(test.poll().payload()).isEqualTo("6");
    }

    @Test
    void pollThatStillWaits_isAnsweredByTheUpgrade() {
        probe.text("2probe");
        FakePoll poll = test.poll();
        probe.text("5");
        assertThat(poll.payload()).isEqualTo("6");
    }

    @Test
    void nothingIsLostOrReordered() {
        FakePoll slow = FakePoll.slow();
        test.session.poll(slow);
        test.send("1");
        assertThat(slow.payload()).isEqualTo("41");
        probe.text("2probe");
        wire.take();
        test.send("2");
        probe.text("5");
        test.send("3");
        assertThat(wire.take()).as("before the poll's answer has left").isEmpty();

        slow.release();
        test.send("4");
        assertThat(wire.take()).containsExactly("42", "43", "44");
    }

    @Test
    void whatWasQueuedForPolling_leavesOnTheWebSocket() {
        test.send("1", "2");
        probe.text("2probe");
        wire.take();
        probe.text("5");
        assertThat(wire.batches()).last().isEqualTo(List.of("41", "42"));
    }

    @Test
    void pollWhoseAnswerIsLost_endsTheSession_evenAfterTheUpgrade() {
        FakePoll slow = FakePoll.slow();
        test.session.poll(slow);
        test.send("1");
        probe.text("2probe");
        probe.text("5");
        slow.fail();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void probesAnswer_isReportedBeforeAnythingElseIsSent() {
        wire.hold();
        probe.text("2probe");
        probe.text("5");
        test.send("1");
        assertThat(wire.take()).containsExactly("3probe");

        wire.release();
        assertThat(wire.take()).containsExactly("41");
    }

    @Test
    void probesAnswer_thatFails_afterTheUpgrade_ends() {
        wire.hold();
        probe.text("2probe");
        probe.text("5");
        wire.fail();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void pollWhoseNoopIsLost_ends_beforeTheUpgradeOnly() {
        FakePoll slow = FakePoll.slow();
        test.session.poll(slow);
        probe.text("2probe");
        assertThat(slow.payload()).isEqualTo("6");
        FakePoll late = FakePoll.slow();
        test.session.poll(late);
        probe.text("5");
        slow.fail();
        late.abandon();
        assertThat(test.listener.heard).isEmpty();

        TestSession other = TestSession.polling();
        FakePoll lost = FakePoll.slow();
        other.session.poll(lost);
        other.session.probe(new FakeWire(), Dialects.REVISION_4).text("2probe");
        lost.fail();
        assertThat(other.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void secondProbe_isRefused_andTheFirstGoesOn() {
        assertThat(test.session.probe(new FakeWire(), Dialects.REVISION_4)).isNull();
        probe.text("2probe");
        probe.text("5");
        assertThat(test.session.isPolling()).isFalse();
        assertThat(test.session.probe(new FakeWire(), Dialects.REVISION_4))
                .as("upgraded already")
                .isNull();
    }

    @Test
    void repeatedProbe_isGivenUp_withoutFurtherAnswersOrTimers() {
        probe.text("2probe");
        int timers = test.ticker.size();
        probe.text("2probe");
        probe.text("2probe");

        assertThat(wire.take()).containsExactly("3probe");
        assertThat(wire.isClosed()).isTrue();
        assertThat(test.ticker.size()).isLessThanOrEqualTo(timers);
        assertPollingIsAlive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4hello", "2", "3", "1", "9", "2PROBE", "5"})
    void anythingButAProbe_isGivenUp_andPollingGoesOn(String frame) {
        probe.text(frame);
        assertThat(wire.isClosed()).isTrue();
        assertPollingIsAlive();
    }

    @Test
    void binaryInsteadOfAProbe_isGivenUp_andPollingGoesOn() {
        probe.binary(new byte[1]);
        assertThat(wire.isClosed()).isTrue();
        assertPollingIsAlive();
    }

    @Test
    void tooMuchInsteadOfAProbe_isGivenUp_andPollingGoesOn() {
        probe.tooBig();
        assertThat(wire.isTooBig()).isTrue();
        assertPollingIsAlive();
    }

    @Test
    void tooMuchAfterTheUpgrade_ends() {
        probe.text("2probe");
        probe.text("5");
        probe.tooBig();
        assertThat(wire.isTooBig()).isTrue();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void noRoomForWhatComesInsteadOfAProbe_isGivenUp_andPollingGoesOn() {
        probe.noRoom();
        assertThat(wire.isClosed()).isTrue();
        assertPollingIsAlive();
    }

    @Test
    void noRoomAfterTheUpgrade_endsByForce() {
        probe.text("2probe");
        probe.text("5");
        probe.noRoom();
        assertThat(wire.isClosed()).isTrue();
        assertThat(test.listener.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @Test
    void lostProbe_leavesPollingAlive_andALaterOneMaySucceed() {
        probe.text("2probe");
        probe.closed();
        probe.failed();
        assertPollingIsAlive();

        FakeWire second = new FakeWire();
        Inbound later = test.session.probe(second, Dialects.REVISION_4);
        later.text("2probe");
        later.text("5");
        assertThat(test.session.isPolling()).isFalse();
    }

    @Test
    void probeWhoseAnswerFails_leavesPollingAlive() {
        wire.hold();
        probe.text("2probe");
        wire.fail();
        assertPollingIsAlive();
    }

    @Test
    void probeThatExpires_isClosed_andPollingGoesOn() {
        probe.text("2probe");
        test.ticker.advanceMillis(9_999);
        assertThat(wire.isClosed()).isFalse();
        test.ticker.advanceMillis(1);
        assertThat(wire.isClosed()).isTrue();

        probe.text("5");
        assertPollingIsAlive();
    }

    @Test
    void upgrade_outlivesTheExpiryOfItsProbe() {
        probe.text("2probe");
        probe.text("5");
        test.ticker.advanceMillis(10_000);
        test.send("still here");
        assertThat(wire.isClosed()).isFalse();
        assertThat(wire.take()).contains("4still here");
    }

    @Test
    void givenUp_pollsWaitAgain() {
        probe.text("2probe");
        probe.closed();
        FakePoll poll = test.poll();
        test.ticker.advanceMillis(1_000);
        assertThat(poll.payload()).isNull();
    }

    private void assertPollingIsAlive() {
        assertThat(test.session.isPolling()).isTrue();
        assertThat(test.listener.heard).isEmpty();
        FakePoll poll = test.poll();
        test.send("alive");
        assertThat(poll.payload()).isEqualTo("4alive");
        test.post("4alive");
        assertThat(test.listener.heard).containsExactly("alive");
        test.listener.heard.clear();
    }

    @Test
    void polling_afterTheUpgrade_isRefused() {
        probe.text("2probe");
        probe.text("5");
        assertThat(test.poll().error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(test.post("4a")).isFalse();
        assertThat(test.listener.heard).isEmpty();
    }

    @Test
    void pollThatCrossesTheUpgrade_isAnsweredAtOnce() {
        probe.text("2probe");
        probe.text("5");
        FakePoll late = new FakePoll();
        test.polling.poll(late);
        assertThat(late.payload()).isEqualTo("6");
    }

    @Test
    void restOfAPost_thatIsBeingReadAtTheUpgrade_isDropped() {
        test.listener.onText = text -> {
            test.listener.onText = next -> {};
            probe.text("2probe");
            probe.text("5");
        };
        test.post("4a|4b");
        assertThat(test.listener.heard).containsExactly("a");
    }

    @Test
    void end_duringTheProbe_closesBoth() {
        probe.text("2probe");
        FakePoll poll = test.poll();
        while (poll.payload() != null) {
            poll = test.poll();
        }
        test.session.abort();
        assertThat(wire.isClosed()).isTrue();
        assertThat(poll.payload()).isEqualTo("1");
        test.ticker.advanceMillis(60_000);
        assertThat(test.listener.heard).containsExactly("PROTOCOL_VIOLATION");
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void close_duringTheProbe_reachesTheClientOnTheWebSocket() {
        probe.text("2probe");
        test.send("last words");
        test.session.close();
        wire.take();
        probe.text("5");

        assertThat(wire.take()).startsWith("4last words");
        assertThat(wire.isClosed()).isTrue();
        assertThat(test.listener.heard).containsExactly("SERVER_CLOSE");
    }

    @Test
    void upgrades_mayBeSwitchedOff() {
        TestSession off = TestSession.polling(TestSession.options(false, 1_000, 10));
        assertThat(off.session.probe(new FakeWire(), Dialects.REVISION_4)).isNull();
    }

    @Test
    void webSocket_cannotBeUpgraded() {
        assertThat(TestSession.on(new FakeWire()).session.probe(new FakeWire(), Dialects.REVISION_4))
                .isNull();
    }
}
