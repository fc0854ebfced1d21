package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingTest {
    private final TestSession test = TestSession.polling();

    @Test
    void poll_waitsUntilSomethingIsSent() {
        FakePoll poll = test.poll();
        assertThat(poll.payload()).isNull();

        test.send("hello");
        assertThat(poll.payload()).isEqualTo("4hello");
    }

    @Test
    void whatHasQueuedUp_leavesInOnePayload() {
        test.send("a", "b", "c");
        assertThat(test.poll().payload()).isEqualTo("4a|4b|4c");
    }

    @Test
    void payload_keepsToTheLimit() {
        // 3 x 33 bytes with their separators are 99; a fourth would be 132
        test.send("a".repeat(31), "b".repeat(31), "c".repeat(31), "d");
        assertThat(test.poll().payload())
                .isEqualTo("4" + "a".repeat(31) + "|4" + "b".repeat(31) + "|4" + "c".repeat(31));
        assertThat(test.poll().payload()).isEqualTo("4d");
    }

    @Test
    void payload_countsBytes() {
        test.send("\u20ac".repeat(20), "\u20ac".repeat(20));
        assertThat(test.poll().payload()).isEqualTo("4" + "\u20ac".repeat(20));
        assertThat(test.poll().payload()).isEqualTo("4" + "\u20ac".repeat(20));
    }

    @Test
    void packetOverTheLimit_goesAlone() {
        test.send("before", "x".repeat(300), "after");
        assertThat(test.poll().payload()).isEqualTo("4before");
        assertThat(test.poll().payload()).isEqualTo("4" + "x".repeat(300));
        assertThat(test.poll().payload()).isEqualTo("4after");
    }

    @Test
    void binary_isBase64_besideItsText() {
        test.session.send(Message.of("51-[\"img\"]", List.of(new byte[] {1, 2, 3, 4}, new byte[0])));
        assertThat(test.poll().payload()).isEqualTo("451-[\"img\"]|bAQIDBA==|b");
    }

    @Test
    void binaryMessage_isBase64_withoutAText() {
        test.session.send(Message.binary(new byte[] {1, 2, 3, 4}));
        assertThat(test.poll().payload()).isEqualTo("bAQIDBA==");
        test.session.send(Message.binary(new byte[48])); // 65 bytes and a separator
        test.send("c".repeat(32));
        test.session.send(Message.binary(new byte[0]));
        assertThat(test.poll().payload()).startsWith("bAAAA").endsWith("|4" + "c".repeat(32));
        assertThat(test.poll().payload()).isEqualTo("b");
    }

    @Test
    void base64_countsAsWhatItTakes() {
        // 3 bytes of text, 48 bytes that become 64 and a b, two separators
        test.session.send(Message.of("ab", List.of(new byte[48])));
        test.send("c".repeat(30));
        assertThat(test.poll().payload()).startsWith("4ab|bAAAA").doesNotContain("ccc");
    }

    @Test
    void post_isTakenApart() {
        assertThat(test.post("4a|4|bAQID|6|3|4b")).isTrue();
        assertThat(test.listener.heard).containsExactly("a", "", "#010203", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4a||4b", "9", "hello", "0", "2", "5", "x4a", "|"})
    void badBody_endsTheSession(String body) {
        test.post(body);
        assertThat(test.listener.closed()).containsExactly("PROTOCOL_VIOLATION");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void goodPacketsBeforeABadOne_areHandled_andNoneAfterIt() {
        test.post("4good|9|4never");
        assertThat(test.listener.heard).containsExactly("good", "PROTOCOL_VIOLATION");
    }

    @Test
    void secondPoll_ends_theFirstGetsAClosePacket() {
        FakePoll first = test.poll();
        FakePoll second = test.poll();

        assertThat(first.payload()).isEqualTo("1");
        assertThat(second.error()).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void nextPoll_mayComeBeforeTheAnswerIsReported_andIsServedAfterIt() {
        FakePoll slow = FakePoll.slow();
        test.session.poll(slow);
        test.send("a");
        FakePoll next = test.poll();
        test.send("b");
        assertThat(slow.payload()).isEqualTo("4a");
        assertThat(next.payload()).isNull();

        slow.release();
        assertThat(next.payload()).isEqualTo("4b");
    }

    @Test
    void pollThatIsGivenUp_ends() {
        FakePoll poll = test.poll();
        poll.abandon();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void pollThatIsGivenUp_afterItsAnswer_isNothing() {
        FakePoll poll = test.poll();
        test.send("a");
        test.poll();
        poll.abandon();
        assertThat(test.listener.heard).isEmpty();
    }

    @Test
    void answerThatCannotBeWritten_ends() {
        FakePoll slow = FakePoll.slow();
        test.session.poll(slow);
        test.send("a");
        slow.fail();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void binaryPacket_withALineBreak_isRead() {
        test.post("b-wIDBA==\n|4after");

        assertThat(test.listener.heard).containsExactly("#fb020304", "after");
    }

    @Test
    void binaryPacket_thatIsNoBase64_isEmpty_asForTheReference() {
        test.post("b!|4after");

        assertThat(test.listener.heard).containsExactly("#", "after");
    }

    @Test
    void secondPost_duringTheFirst_ends_withoutALockHeld() {
        test.listener.onText = text -> {
            test.listener.onText = next -> {};
            assertThat(test.post("4second")).isFalse();
        };
        test.post("4first|4third");

        assertThat(test.listener.heard).containsExactly("first", "TRANSPORT_ERROR");
    }

    @Test
    void secondPost_whileTheFirstIsStillRead_ends_andTheFirstIsReadNoFurther() {
        PollPost first = test.session.beginPost();
        assertThat(first.take(10)).isTrue();

        assertThat(test.session.beginPost()).isNull();

        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(first.take(10)).isFalse();
        assertThat(first.deliver("4a")).isFalse();
        first.end();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void nextPost_beginsWhenTheOneBeforeHasEnded_howeverItDid() {
        for (int i = 0; i < 3; i++) {
            PollPost post = test.session.beginPost();
            post.take(10);
            post.end();
            post.end();
        }
        PollPost last = test.session.beginPost();
        assertThat(last.deliver("4a")).isTrue();
        assertThat(test.listener.heard).containsExactly("a");
    }

    @Test
    void bodiesOfAllSessions_areBoundedTogether() {
        Budget budget = new Budget(100_000, new FakeTicker());
        TestSession one = TestSession.polling(TestSession.options(true, 1_000, 10, budget));
        TestSession two = TestSession.polling(TestSession.options(true, 1_000, 10, budget));
        PollPost first = one.session.beginPost();
        PollPost second = two.session.beginPost();
        assertThat(first.take(30_000)).isTrue();
        assertThat(second.take(30_000)).isFalse();
        assertThat(one.listener.heard).isEmpty();
        assertThat(two.listener.heard).containsExactly("PROTOCOL_VIOLATION");
        second.end();
        assertThat(first.take(10_000)).isTrue();
        first.end();
        assertThat(budget.used()).isZero();
    }

    @Test
    void post_afterTheEnd_isRefused() {
        test.session.abort();
        assertThat(test.post("4a")).isTrue();
        assertThat(test.listener.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @Test
    void poll_afterTheEnd_getsAClosePacket() {
        test.session.abort();
        assertThat(test.poll().payload()).isEqualTo("1");
    }

    @Test
    void closePacketFromTheClient_answersThePollWithNoop() {
        FakePoll poll = test.poll();
        test.post("1");

        assertThat(poll.payload()).isEqualTo("6");
        assertThat(test.listener.heard).containsExactly("TRANSPORT_CLOSE");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void bestEffort_isDroppedWithoutAPoll_andSentToOne() {
        Message message = Message.of("maybe", List.of(new byte[] {1}));
        test.session.sendBestEffort(message);
        FakePoll poll = test.poll();
        assertThat(poll.payload()).isNull();

        test.session.sendBestEffort(message);
        assertThat(poll.payload()).isEqualTo("4maybe|bAQ==");
    }

    @Test
    void pollThatWasReserved_andIsPutBack_isAnsweredByTheNextMessage() {
        TestSession test = TestSession.polling();
        FakePoll poll = test.poll();
        assertThat(test.polling.reserve()).isTrue();

        test.polling.putBack();
        test.send("a");

        assertThat(poll.payload()).isEqualTo("4a");
    }

    @Test
    void pollWhoseClientGoesWhileItIsReserved_endsTheSession_whenItIsPutBack() {
        TestSession test = TestSession.polling();
        FakePoll poll = test.poll();
        test.polling.reserve();
        poll.abandon();
        assertThat(test.listener.closed()).isEmpty();

        test.polling.putBack();

        assertThat(test.listener.closed()).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void pollThatIsReservedWhileTheSessionEnds_isAnsweredWhenItIsPutBack() {
        TestSession test = TestSession.polling();
        FakePoll poll = test.poll();
        test.polling.reserve();
        test.session.shutDown();
        assertThat(poll.payload()).isNull();

        test.polling.putBack();

        assertThat(poll.payload()).isEqualTo("1");
    }

    @Test
    void pollThatIsReservedWhileTheClientChangesOver_isLetGoWhenItIsPutBack() {
        TestSession test = TestSession.polling();
        Inbound probe = test.session.probe(new FakeWire(), Dialects.REVISION_4);
        probe.text("2probe");
        FakePoll poll = new FakePoll();
        for (int prompt = 0; prompt < 3; prompt++) {
            test.poll();
        }
        test.session.poll(poll);
        test.polling.reserve();
        probe.text("5");
        assertThat(poll.payload()).isNull();

        test.polling.putBack();

        assertThat(poll.payload()).isEqualTo("6");
    }
}
