package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.enfilade.internal.text.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
    private final FakeWire wire = new FakeWire();
    private final TestSession test = TestSession.on(wire);

    WebSocketTest() {
        wire.take();
    }

    @Test
    void messages_comeWithoutTheirType() {
        test.inbound.text("4hello");
        test.inbound.text("4");
        test.inbound.text("6");
        test.inbound.binary(new byte[] {1, 2});
        assertThat(test.listener.heard).containsExactly("hello", "", "#0102");
    }

    @Test
    void message_leavesWithItsAttachments() {
        test.session.send(Message.of("51-[\"img\"]", List.of(new byte[] {1, 2})));
        assertThat(wire.batches()).last().isEqualTo(List.of("451-[\"img\"]", "#0102"));
    }

    @Test
    void oneBatch_isUnderWayAtATime_whatQueuesUpIsTheNext() {
        wire.hold();
        test.send("a", "b", "c");
        assertThat(wire.take()).containsExactly("4a");

        wire.releaseOne();
        assertThat(wire.batches()).last().isEqualTo(List.of("4b", "4c"));
        assertThat(wire.batches()).hasSize(3);
    }

    @Test
    void batchThatReportsInsideOfSend_isFollowedWithoutRecursion() {
        wire.hold();
        test.send("first");
        for (int i = 0; i < 9; i++) {
            test.send("m".repeat(30) + i);
        }
        wire.release();
        assertThat(wire.take()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "hello", "0{}", "2", "2probe", "5", "\u00e9"})
    void badFrame_closes(String frame) {
        test.inbound.text(frame);
        assertThat(test.listener.heard).containsExactly("PROTOCOL_VIOLATION");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void frame_upToTheLimit_isAccepted() {
        test.inbound.text("4" + "x".repeat(99));
        test.inbound.text("4" + "\u20ac".repeat(33));
        test.inbound.binary(new byte[100]);
        assertThat(test.listener.heard).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9", "\u20ac", "\ud83c\udff3", "\ud800"})
    void frame_overTheLimitInBytes_closes(String unit) {
        int bytes = Utf8.length(unit);
        test.inbound.text("4" + unit.repeat(99 / bytes));
        assertThat(test.listener.heard).hasSize(1).doesNotContain("TRANSPORT_ERROR");

        test.inbound.text("4" + unit.repeat(99 / bytes + 1));
        assertThat(test.listener.heard).last().isEqualTo("TRANSPORT_ERROR");
        assertThat(wire.isTooBig()).isTrue();
    }

    @Test
    void base64InATextFrame_isABinaryMessage() {
        test.inbound.text("bAQIDBA==");

        assertThat(test.listener.heard).containsExactly("#01020304");
    }

    @Test
    void binaryFrame_overTheLimit_closes() {
        test.inbound.binary(new byte[101]);
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(wire.isTooBig()).isTrue();
    }

    @Test
    void lostWire_isATransportClose() {
        test.inbound.closed();
        test.inbound.closed();
        test.inbound.failed();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_CLOSE");
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void failedWire_isATransportError() {
        test.inbound.failed();
        test.inbound.closed();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void closePacket_isATransportClose() {
        test.inbound.text("1");
        assertThat(test.listener.heard).containsExactly("TRANSPORT_CLOSE");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void failedBatch_ends() {
        wire.hold();
        test.send("a");
        wire.fail();
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void bestEffort_isDroppedWhileABatchIsUnderWay() {
        test.session.sendBestEffort(Message.of("1", List.of()));
        wire.hold();
        test.send("2");
        test.session.sendBestEffort(Message.of("3", List.of(new byte[1])));
        test.send("4");
        wire.release();
        assertThat(wire.take()).containsExactly("41", "42", "44");
    }

    @Test
    void messages_afterTheEnd_areIgnoredBothWays() {
        test.session.abort();
        test.inbound.text("4late");
        test.inbound.binary(new byte[1]);
        test.send("late");
        test.session.sendBestEffort(Message.of("late", List.of()));
        assertThat(test.listener.heard).containsExactly("PROTOCOL_VIOLATION");
        assertThat(wire.take()).isEmpty();
    }
}
