package org.enfilade.internal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.FakeWire;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.junit.jupiter.api.Test;

/** Upgrades on another node than the session's, and what goes over such WebSockets. */
class RelayedWebSocketsTest extends ClusterOfRelays {
    private final String sid = home.open();
    private final FakeWire wire = new FakeWire();

    private Inbound upgraded() {
        Inbound inbound = two.webSocket(sid, wire);
        inbound.text("2probe");
        settle();
        assertThat(wire.take()).containsExactly("3probe");
        inbound.text("5");
        settle();
        assertThat(home.session.isPolling()).isFalse();
        return inbound;
    }

    @Test
    void upgrade_onAThirdNode_withPacketsInFlight() {
        FakePoll poll = one.poll(sid);
        settle();
        Inbound inbound = two.webSocket(sid, wire);
        home.session.send(Message.of("1", List.of()));
        inbound.text("2probe");
        settle();
        assertThat(poll.payload()).isEqualTo("41");
        assertThat(wire.take()).containsExactly("3probe");
        FakePoll last = one.poll(sid);
        one.post(sid, "4a\u001e4b", outcomes);
        settle();
        assertThat(last.payload()).isEqualTo("6");
        inbound.text("5");
        inbound.text("4c");
        home.session.send(Message.of("2", List.of()));
        settle();
        assertThat(wire.take()).containsExactly("42");
        assertThat(home.heard).containsExactly("a", "b", "c");
        assertThat(outcomes).containsExactly("ok");
    }

    @Test
    void frames_goBothWays_inOrder() {
        Inbound inbound = upgraded();
        inbound.text("451-[\"a\"]");
        inbound.binary(new byte[] {1, 2});
        inbound.text("4z");
        home.session.send(Message.of("51-[\"b\"]", List.of(new byte[] {3}, new byte[0])));
        home.session.send(Message.of("ä", List.of()));
        settle();
        assertThat(home.heard).containsExactly("51-[\"a\"]", "#0102", "z");
        assertThat(wire.take()).filteredOn(frame -> frame != null).containsExactly("451-[\"b\"]", "#03", "#", "4ä");
    }

    @Test
    void manyFrames_goInOrder_andNothingIsKept() {
        Inbound inbound = upgraded();
        for (int i = 0; i < 5_000; i++) {
            inbound.text("4" + i);
            home.session.send(Message.of("" + i, List.of()));
            if (i % 100 == 0) {
                settle();
            }
        }
        settle();
        List<String> numbers = IntStream.range(0, 5_000).mapToObj(i -> "" + i).toList();
        assertThat(home.heard).isEqualTo(numbers);
        assertThat(wire.take()).isEqualTo(numbers.stream().map(n -> "4" + n).toList());
        assertThat(one.budget.used()).isZero();
        assertThat(two.budget.used()).isZero();
    }

    @Test
    void largeFrames_goInParts_andWhole() {
        Inbound inbound = upgraded();
        inbound.text("4" + "ä".repeat(400_000));
        inbound.binary(new byte[900_000]);
        home.session.send(Message.of("y".repeat(2_000_000), List.of()));
        settle();
        assertThat(home.heard).containsExactly("ä".repeat(400_000), "# of 900000");
        assertThat(wire.take()).containsExactly("4" + "y".repeat(2_000_000));
    }

    @Test
    void textWithMoreBytesThanMay_endsTheSession() {
        Inbound inbound = upgraded();
        inbound.text("4" + "ä".repeat(600_000));
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(wire.isTooBig()).isTrue();
        assertIdle();
    }

    @Test
    void messageOverTheLimit_endsTheSession() {
        upgraded().tooBig();
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(wire.isTooBig()).isTrue();
    }

    @Test
    void clientThatDoesNotRead_holdsBackWhatFollows() {
        upgraded();
        wire.hold();
        home.session.send(Message.of("1", List.of()));
        settle();
        int sent = cluster.sent("home", "two");
        for (int i = 0; i < 100; i++) {
            home.session.send(Message.of("x".repeat(1_000), List.of()));
        }
        settle();
        assertThat(cluster.sent("home", "two")).isEqualTo(sent);
        assertThat(wire.take()).containsExactly("41");
        wire.release();
        settle();
        assertThat(wire.take()).hasSize(100);
    }

    @Test
    void sessionThatCannotKeepUp_holdsBackTheClientsNode_andAtTheBoundItsClientIsEnded() {
        Inbound inbound = upgraded();
        home.rejects = false;
        cluster.deliverAll();
        int sent = cluster.sent("two", "home");
        for (int i = 0; i < 20; i++) {
            inbound.text("4" + "x".repeat(50_000));
        }
        cluster.deliverAll(); // nobody runs what arrives
        assertThat(cluster.sent("two", "home") - sent).isLessThan(8);
        for (int i = 0; i < 100; i++) {
            inbound.text("4" + "x".repeat(50_000));
        }
        settle();
        assertThat(home.heard.get(home.heard.size() - 1)).isEqualTo("PROTOCOL_VIOLATION");
        assertThat(home.heard.size()).isBetween(60, 70); // 3 MB, and what the window holds
        assertThat(wire.isClosed()).isTrue();
        assertIdle();
    }

    @Test
    void pong_needsNoThread() {
        Inbound inbound = upgraded();
        home.ticker.advance(Duration.ofSeconds(25));
        settle();
        assertThat(wire.take()).containsExactly("2");
        home.rejects = true;
        inbound.text("3");
        settle();
        home.ticker.advance(Duration.ofSeconds(21));
        settle();
        assertThat(home.heard).isEmpty();
    }

    @Test
    void messageForWhichThereIsNoThread_endsTheSession() {
        Inbound inbound = upgraded();
        home.rejects = true;
        inbound.text("4a");
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void silentClient_isGivenUp() {
        upgraded();
        home.ticker.advance(Duration.ofSeconds(25));
        home.ticker.advance(Duration.ofSeconds(20));
        settle();
        assertThat(home.heard).containsExactly("PING_TIMEOUT");
        assertThat(wire.isClosed()).isTrue();
        assertIdle();
    }

    @Test
    void close_ofTheSession_comesAfterWhatWasSent() {
        upgraded();
        home.session.send(Message.of("last", List.of()));
        home.session.close();
        settle();
        assertThat(wire.take()).containsExactly("4last");
        assertThat(wire.isClosed()).isTrue();
        assertIdle();
    }

    @Test
    void close_ofTheClient_comesAfterWhatItSaid() {
        Inbound inbound = upgraded();
        inbound.text("4last");
        inbound.closed();
        settle();
        assertThat(home.heard).containsExactly("last", "TRANSPORT_CLOSE");
        assertIdle();
    }

    @Test
    void failure_ofTheClient() {
        Inbound inbound = upgraded();
        inbound.failed();
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
        assertIdle();
    }

    @Test
    void batchThatCannotBeWritten_endsTheSession() {
        upgraded();
        wire.hold();
        home.session.send(Message.of("1", List.of()));
        settle();
        wire.fail();
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_ERROR");
    }

    @Test
    void shutdown_ofTheSessionsNode_saysThatItGoesAway() {
        upgraded();
        home.engine.stop();
        settle();
        assertThat(wire.isGoingAway()).isTrue();
    }

    @Test
    void shutdown_ofTheClientsNode_saysThatItGoesAway() {
        upgraded();
        two.relay.endAll();
        settle();
        assertThat(wire.isGoingAway()).isTrue();
        assertThat(home.heard).containsExactly("TRANSPORT_CLOSE");
    }

    @Test
    void deathOfTheSessionsNode_closesTheWebSocket() {
        upgraded();
        cluster.kill("home");
        settle();
        assertThat(wire.isClosed()).isTrue();
        assertThat(two.relay.forwarded()).isZero();
    }

    @Test
    void deathOfTheClientsNode_losesTheSession() {
        upgraded();
        cluster.kill("two");
        settle();
        assertThat(home.heard).containsExactly("TRANSPORT_CLOSE");
        assertThat(home.relay.served()).isZero();
    }

    @Test
    void deathOfTheClientsNode_duringTheProbe_leavesTheSessionOnPolling() {
        FakePoll poll = one.poll(sid);
        two.webSocket(sid, wire).text("2probe");
        settle();
        cluster.kill("two");
        settle();
        assertThat(home.session.isPolling()).isTrue();
        assertThat(home.heard).isEmpty();
        assertThat(poll.payload()).isEqualTo("6");
    }

    @Test
    void probeThatComesToNothing_expires() {
        two.webSocket(sid, wire).text("2probe");
        settle();
        home.ticker.advance(Duration.ofSeconds(10));
        settle();
        assertThat(wire.isClosed()).isTrue();
        assertThat(home.session.isPolling()).isTrue();
        assertIdle();
    }

    @Test
    void secondProbe_isClosed() {
        two.webSocket(sid, wire);
        FakeWire second = new FakeWire();
        one.webSocket(sid, second);
        settle();
        assertThat(second.isClosed()).isTrue();
        assertThat(wire.isClosed()).isFalse();
    }

    @Test
    void webSocketOfAnUnknownSession_isClosed_andTold() {
        two.webSocket(sid.replaceAll("^.{4}", "AAAA"), wire);
        settle();
        assertThat(wire.isClosed()).isTrue();
        assertThat(two.refused).containsExactly(EngineError.UNKNOWN_SID);
        assertIdle();
    }

    @Test
    void webSocketOfAnotherRevision_isClosed() {
        two.relay.openWebSocket(sid, Dialects.of(3, false), wire, two.refused::add);
        settle();
        assertThat(wire.isClosed()).isTrue();
        assertThat(two.refused).containsExactly(EngineError.BAD_REQUEST);
    }

    @Test
    void clientThatTakesNoBinaryData_isSentNone() {
        String older = home.open(Dialects.of(3, true));
        Inbound inbound = two.relay.openWebSocket(older, Dialects.of(3, true), wire, two.refused::add);
        inbound.text("2probe");
        inbound.text("5");
        settle();
        wire.take();
        home.session.send(Message.of("51-[\"b\"]", List.of(new byte[] {1, 2})));
        settle();
        assertThat(wire.take()).containsExactly("451-[\"b\"]", "b4AQI=");
    }
}
