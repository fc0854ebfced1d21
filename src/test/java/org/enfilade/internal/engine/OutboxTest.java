package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final FakeWire wire = new FakeWire().hold();

    private TestSession session(int maxBytes, int maxMessages) {
        TestSession test = TestSession.on(wire, TestSession.options(true, maxBytes, maxMessages));
        wire.releaseOne();
        wire.take();
        return test;
    }

    @Test
    void clientThatDoesNotRead_isClosedAtTheBoundOfMessages() {
        TestSession test = session(1_000, 3);
        test.send("taken", "a", "b");
        assertThat(test.listener.heard).isEmpty();

        test.send("c");

        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(wire.isClosed()).isTrue();
        assertThat(test.ended).isEqualTo(1);
    }

    @Test
    void clientThatDoesNotRead_isClosedAtTheBoundOfBytes() {
        TestSession test = session(100, 1_000);
        test.send("\u20ac".repeat(16), "\u20ac".repeat(16), "x");
        assertThat(test.listener.heard).isEmpty();

        test.send("x");

        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void attachments_countAsWell() {
        TestSession test = session(100, 1_000);
        test.session.send(Message.of("a", List.of(new byte[60])));
        test.session.send(Message.of("b", List.of(new byte[60])));
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void singleMessageOverTheBound_isSent() {
        TestSession test = session(100, 1_000);
        test.send("x".repeat(500));
        assertThat(wire.take()).containsExactly("4" + "x".repeat(500));
        assertThat(test.listener.heard).isEmpty();
    }

    @Test
    void whatHasLeft_countsNoMore() {
        TestSession test = session(100, 3);
        for (int i = 0; i < 20; i++) {
            test.send("x".repeat(40), "y".repeat(40));
            wire.releaseOne();
            wire.releaseOne();
        }
        assertThat(test.listener.heard).isEmpty();
        assertThat(wire.take()).hasSize(40);
    }

    @Test
    void overflow_isTheEndOfOneSessionOnly() {
        TestSession silent = session(1_000, 3);
        FakeWire otherWire = new FakeWire();
        TestSession other = TestSession.on(otherWire);
        otherWire.take();
        Message broadcast = Message.of("to all", List.of());
        for (int i = 0; i < 10; i++) {
            silent.session.send(broadcast);
            other.session.send(broadcast);
        }
        assertThat(silent.listener.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(otherWire.take()).hasSize(10);
        assertThat(other.listener.heard).isEmpty();
    }

    @Test
    void closedAtTheBound_thenReported_staysClosed() {
        TestSession test = session(1_000, 3);
        test.send("taken", "a", "b", "c");
        wire.release();
        test.send("d");
        assertThat(wire.take()).containsExactly("4taken");
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void pings_countToo() {
        TestSession test = session(1_000, 2);
        test.send("taken", "a");
        test.ticker.advanceMillis(25_000);
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(test.ticker.size()).isZero();
    }

    @Test
    void onPolling_theBoundIsTheSame() {
        TestSession test = TestSession.polling(TestSession.options(true, 1_000, 3));
        test.send("a", "b", "c");
        assertThat(test.listener.heard).isEmpty();
        test.send("d");
        assertThat(test.listener.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(test.poll().payload()).isEqualTo("1");
    }
}
