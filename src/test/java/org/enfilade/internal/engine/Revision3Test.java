package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of the clients of Socket.IO 2. */
class Revision3Test {
    private static final Dialect BINARY = Dialects.of(3, false);
    private static final Dialect TEXT = Dialects.of(3, true);
    private static final Message WITH_BINARY = Message.of("52-[\"x\"]", List.of(new byte[] {1, 2, 3}, new byte[0]));

    private final TestSession polling = TestSession.revision3(BINARY);
    private final FakeWire wire = new FakeWire();
    private final TestSession webSocket = TestSession.revision3(BINARY, wire);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    // --- polling, out

    @Test
    void handshake_isLengthPrefixed() {
        FakePoll first = new FakePoll();
        EngineServer server =
                new EngineServer(TestSession.options(true, 1_000, 10), polling.ticker, new Flusher(polling.ticker), "");
        server.openPolling(BINARY, first, session -> new RecordingListener());
        assertThat(first.payload()).matches("116:0\\{\"sid\":\"[^\"]{22}\",\"upgrades\":\\[\"websocket\"],.*}");
        assertThat(first.payload()).hasSize("116:".length() + 116);
    }

    @Test
    void whatIsSentWhileItIsOpened_standsInTheSameAnswer() {
        FakePoll first = new FakePoll();
        EngineServer server =
                new EngineServer(TestSession.maxPayload(1_000), polling.ticker, new Flusher(polling.ticker), "");
        RecordingListener listener = new RecordingListener();
        server.openPolling(BINARY, first, session -> {
            listener.onOpened = () -> session.send(Message.of("0", List.of()));
            return listener;
        });
        assertThat(first.payload()).startsWith("117:0{").endsWith("}2:40");
    }

    @Test
    void answer_hasEachPacketBehindItsLength() {
        polling.send("a", "\u00e9\ud83d\ude00", "");
        assertThat(polling.poll().payload()).isEqualTo("2:4a4:4\u00e9\ud83d\ude001:4");
    }

    @Test
    void binary_goesInABinaryAnswer_besideItsText() {
        polling.session.send(WITH_BINARY);
        polling.send("z");
        assertThat(polling.poll().payload())
                .isEqualTo("#"
                        + "0009ff34" + HexFormat.of().formatHex("52-[\"x\"]".getBytes())
                        + "0104ff04010203"
                        + "0101ff04"
                        + "0002ff347a");
    }

    @Test
    void binary_isBase64_forAClientThatTakesNone() {
        TestSession text = TestSession.revision3(TEXT);
        text.session.send(WITH_BINARY);
        text.send("z");
        assertThat(text.poll().payload()).isEqualTo("9:452-[\"x\"]6:b4AQID2:b42:4z");
    }

    @Test
    void answer_keepsToTheLimit() {
        polling.send("a".repeat(60), "b".repeat(60));
        assertThat(polling.poll().payload()).isEqualTo("61:4" + "a".repeat(60));
        assertThat(polling.poll().payload()).isEqualTo("61:4" + "b".repeat(60));
    }

    @Test
    void oneMessage_isMadeOnceForAllClientsOfAKind() {
        Message message = Message.of("51-[]", List.of(new byte[100]));
        assertThat(message.withTypes()).isSameAs(message.withTypes());
        assertThat(message.withTypes().frames()).isSameAs(message.withTypes().frames());
        assertThat(message.inTexts()).isSameAs(message.inTexts());
        assertThat(message.binaryPayload()).isSameAs(message.binaryPayload());

        Message plain = Message.of("2[]", List.of());
        assertThat(plain.withTypes()).isSameAs(plain);
        assertThat(plain.inTexts()).containsExactly(plain);
    }

    // --- polling, in

    @Test
    void body_isTakenApart() {
        assertThat(polling.post("2:4a1:47:b4AQID+1:62:4b")).isTrue();
        assertThat(polling.listener.heard).containsExactly("a", "", "#010203", "b");
    }

    @Test
    void binaryBody_isTakenApart() {
        assertThat(polling.post(bytes("0002ff3461 0104ff04010203 0101ff04 0001ff36 0002ff3462")))
                .isTrue();
        assertThat(polling.listener.heard).containsExactly("a", "#010203", "#", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "4a", "2:4a|2:4b", "1:3", "1:5", "1:0", "1:7", "1:x", "5:4a", "1:b", "2:b3", "6:bAQIDB", "0"
            })
    void badBody_endsTheSession(String body) {
        polling.post(body);
        assertThat(polling.listener.closed()).containsExactly("PROTOCOL_VIOLATION");
        assertThat(polling.ended).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0101ff02", "0102ff0361", "0101ff34", "0001ff33", "0201ff34", "0000ff"})
    void badBinaryBody_endsTheSession(String hex) {
        polling.post(bytes(hex));
        assertThat(polling.listener.closed()).containsExactly("PROTOCOL_VIOLATION");
        assertThat(polling.ended).isEqualTo(1);
    }

    @Test
    void packetsBeforeAMistake_areHeard_thoseAfterItAreNot() {
        assertThat(polling.post("2:4ax2:4b")).isFalse();
        assertThat(polling.listener.heard).containsExactly("a", "PROTOCOL_VIOLATION");
    }

    @Test
    void binaryBody_inRevision4_endsTheSession() {
        TestSession current = TestSession.polling();
        assertThat(current.session.takesBinaryBodies()).isFalse();
        assertThat(current.post(bytes("0002ff3461"))).isFalse();
        assertThat(current.listener.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @Test
    void payloadOfRevision4_inRevision3_endsTheSession() {
        assertThat(polling.post("4a")).isFalse();
        assertThat(polling.listener.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @Test
    void closePacket_ends() {
        polling.post("2:4a1:12:4b");
        assertThat(polling.listener.heard).containsExactly("a", "TRANSPORT_CLOSE");
    }

    @Test
    void close_bringsAClosePacket() {
        FakePoll waiting = polling.poll();
        polling.send("last");
        polling.session.close();
        assertThat(waiting.payload()).isEqualTo("5:4last");
        assertThat(polling.poll().payload()).isEqualTo("1:1");
    }

    // --- WebSocket

    @Test
    void binaryFrames_beginWithTheirType() {
        wire.take();
        webSocket.session.send(WITH_BINARY);
        webSocket.send("z");
        assertThat(wire.take()).containsExactly("452-[\"x\"]", "#04010203", "#04", "4z");
    }

    @Test
    void binary_onAWebSocket_isText_forAClientThatTakesNone() {
        FakeWire other = new FakeWire();
        TestSession text = TestSession.revision3(TEXT, other);
        other.take();
        text.session.send(WITH_BINARY);
        assertThat(other.take()).containsExactly("452-[\"x\"]", "b4AQID", "b4");
    }

    @Test
    void binaryFrame_isAMessage_behindItsType() {
        webSocket.inbound.binary(bytes("04010203"));
        webSocket.inbound.binary(bytes("04"));
        webSocket.inbound.text("b4AQID");
        assertThat(webSocket.listener.heard).containsExactly("#010203", "#", "#010203");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "01", "02", "03", "05", "06", "34", "ff04"})
    void binaryFrame_ofAnotherType_closes(String hex) {
        webSocket.inbound.binary(bytes(hex));
        assertThat(webSocket.listener.heard).containsExactly("PROTOCOL_VIOLATION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "5", "3", "3probe", "7", "b", "b3AQID", "bAQID", "1:2"})
    void noPacket_closes(String text) {
        webSocket.inbound.text(text);
        assertThat(webSocket.listener.closed()).hasSize(1);
    }

    // --- upgrade

    @Test
    void upgrade_changesToTheDialectOfTheWebSocket() {
        TestSession test = TestSession.revision3(TEXT);
        FakeWire to = new FakeWire();
        FakePoll waiting = test.poll();
        Inbound probe = test.session.probe(to, BINARY);
        probe.text("2probe");
        assertThat(to.take()).containsExactly("3probe");
        assertThat(waiting.payload()).isEqualTo("1:6");

        probe.text("5");
        test.session.send(WITH_BINARY);
        probe.binary(bytes("0407"));
        probe.text("2");

        assertThat(to.take()).containsExactly("452-[\"x\"]", "#04010203", "#04", "3");
        assertThat(test.listener.heard).containsExactly("#07");
    }

    // --- heartbeat

    @Test
    void ping_isAnswered_withWhatItCarries() {
        wire.take();
        webSocket.inbound.text("2");
        webSocket.inbound.text("2abc");
        assertThat(wire.take()).containsExactly("3", "3abc");
    }

    @Test
    void ping_onPolling_isAnswered() {
        FakePoll waiting = polling.poll();
        polling.post("1:2");
        assertThat(waiting.payload()).isEqualTo("1:3");
    }

    @Test
    void server_sendsNoPings() {
        wire.take();
        webSocket.ticker.advanceMillis(44_999);
        assertThat(wire.take()).isEmpty();
        assertThat(webSocket.listener.heard).isEmpty();
    }

    @Test
    void silence_ofIntervalAndTimeout_ends() {
        webSocket.ticker.advanceMillis(44_999);
        assertThat(webSocket.listener.heard).isEmpty();
        webSocket.ticker.advanceMillis(1);
        assertThat(webSocket.listener.heard).containsExactly("PING_TIMEOUT");
        assertThat(webSocket.ticker.size()).isZero();
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void silence_countsFromWhateverTheClientHasSentLast() {
        for (String packet : List.of("2", "4a", "6")) {
            webSocket.ticker.advanceMillis(44_999);
            webSocket.inbound.text(packet);
        }
        webSocket.ticker.advanceMillis(44_999);
        webSocket.inbound.binary(bytes("04"));
        webSocket.ticker.advanceMillis(44_999);
        assertThat(webSocket.listener.heard).containsExactly("a", "#");
        webSocket.ticker.advanceMillis(1);
        assertThat(webSocket.listener.heard).containsExactly("a", "#", "PING_TIMEOUT");
    }

    @Test
    void silence_endsAfterAnUpgradeToo() {
        Inbound probe = polling.session.probe(new FakeWire(), BINARY);
        probe.text("2probe");
        probe.text("5");
        polling.ticker.advanceMillis(45_000);
        assertThat(polling.listener.heard).containsExactly("PING_TIMEOUT");
    }

    @Test
    void manyPackets_useOneTimer() {
        int timers = webSocket.ticker.size();
        for (int i = 0; i < 1_000; i++) {
            webSocket.ticker.advanceMillis(10);
            webSocket.inbound.text("2");
        }
        assertThat(webSocket.ticker.size()).isEqualTo(timers);
    }

    @Test
    void pings_withoutEnd_areBoundedByTheOutbox() {
        int pings = 0;
        while (polling.listener.heard.isEmpty() && pings < 100) {
            polling.post("1:21:21:21:2");
            pings += 4;
        }
        assertThat(polling.listener.heard).containsExactly("TRANSPORT_ERROR");
        assertThat(pings).isLessThanOrEqualTo(12);
        assertThat(polling.session.reproach()).isEqualTo(Reproach.OUTBOX);
    }

    @Test
    void pingFromTheClient_inRevision4_closes() {
        TestSession current = TestSession.on(new FakeWire());
        current.inbound.text("2");
        assertThat(current.listener.heard).containsExactly("PROTOCOL_VIOLATION");
    }
}
