package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.Test;

/** How many events a socket may send: by the options, and by what its namespace says. */
class EventRatesTest {
    private final TestServer test = new TestServer();
    private final FakeHandler main = test.declare("/").echo();
    private final FakeHandler chat = test.declare("/chat").echo();
    private Client client;

    private void start(int perSecond, int atOnce, boolean disconnect) {
        test.start(options -> options.maxEventsPerSecond(perSecond)
                .maxEventsAtOnce(atOnce)
                .disconnectOnEventLimit(disconnect)
                .connectTimeout(Duration.ofHours(1)));
        client = test.join("/");
        main.take();
        client.received();
    }

    private static EventLimit limit(int events, int seconds) {
        return EventLimit.of("test", events, seconds, 0, false);
    }

    private List<String> send(int events) {
        return send(events, "2[\"e\"]");
    }

    /** What the application is called for. */
    private List<String> send(int events, String packet) {
        for (int i = 0; i < events; i++) {
            client.send(packet);
        }
        test.executor.run();
        List<String> seen = new ArrayList<>(main.take());
        seen.addAll(chat.take());
        return seen;
    }

    private static long handled(List<String> seen) {
        return seen.stream().filter(what -> !what.startsWith("refused")).count();
    }

    private static long refused(List<String> seen) {
        return seen.stream().filter("refused too many events"::equals).count();
    }

    @Test
    void withoutALimit_allPass() {
        start(0, 0, false);
        assertThat(handled(send(1_000))).isEqualTo(1_000);
    }

    @Test
    void burst_passes_andThenItsRate() {
        start(10, 30, false);
        assertThat(handled(send(100))).isEqualTo(30);
        test.ticker.advanceMillis(100);
        assertThat(handled(send(100))).isEqualTo(1);
        test.ticker.advanceMillis(1_000);
        assertThat(handled(send(100))).isEqualTo(10);
        test.ticker.advanceMillis(10_000);
        assertThat(handled(send(100))).isEqualTo(30);
    }

    @Test
    void eventsOver_areRefused_asOftenAsOthersPass_andThenDropped() {
        start(10, 0, false);
        List<String> seen = send(1_000);
        assertThat(handled(seen)).isEqualTo(10);
        assertThat(refused(seen)).isEqualTo(10);
        assertThat(client.isClosed()).isFalse();
        assertThat(test.server.figures().waitingBytes()).isZero();
    }

    @Test
    void refusal_comesInTheOrderOfTheEvents() {
        start(2, 0, false);
        assertThat(send(3)).containsExactly("e []", "e []", "refused too many events");
    }

    @Test
    void otherSockets_haveTheirOwn() {
        start(10, 0, false);
        send(100);
        client.join("/chat");
        assertThat(handled(send(100, "2/chat,[\"e\"]"))).isGreaterThanOrEqualTo(10);
        client = test.join("/");
        main.take();
        assertThat(handled(send(100))).isEqualTo(10);
    }

    @Test
    void disconnect_closesTheConnection_andHandlesNothingMore() {
        start(10, 0, true);
        List<String> seen = send(100);
        assertThat(seen).filteredOn("e []"::equals).hasSizeLessThanOrEqualTo(10);
        assertThat(client.isClosed()).isTrue();
        assertThat(test.server.figures().limits()).containsEntry("maxEventsPerSecond", 1L);
    }

    @Test
    void namespace_hasItsOwnLimit_insteadOfTheServers() {
        main.limits = new EventLimits(limit(3, 1), Map.of());
        start(10, 0, false);
        assertThat(handled(send(100))).isEqualTo(3);
    }

    @Test
    void namespace_mayHaveMoreThanTheServerSays() {
        main.limits = new EventLimits(limit(50, 1), Map.of());
        start(10, 0, false);
        assertThat(handled(send(100))).isEqualTo(50);
    }

    @Test
    void event_hasItsOwnLimit_besideThatOfAll() {
        main.limits = new EventLimits(limit(10, 1), Map.of("e", limit(2, 60)));
        start(0, 0, false);
        assertThat(handled(send(100))).isEqualTo(2);
        assertThat(handled(send(100, "2[\"other\"]"))).isEqualTo(8);
        test.ticker.advanceMillis(29_000);
        assertThat(handled(send(1))).isZero();
        test.ticker.advanceMillis(1_000);
        assertThat(handled(send(100))).isEqualTo(1);
    }

    /** Else a client would have its burst again for two packets. */
    @Test
    void leavingAndJoiningAgain_bringsNoFurtherEvents() {
        start(10, 0, false);
        client.join("/chat");
        test.executor.run();
        chat.take();
        long handled = 0;
        for (int i = 0; i < 20; i++) {
            handled += handled(send(10, "2/chat,[\"echo\"]"));
            client.send("1/chat,");
            client.join("/chat");
            test.executor.run();
            chat.take();
        }
        assertThat(handled).isEqualTo(10);
    }

    @Test
    void binaryEvents_andThoseThatNobodyHandles_countToo() {
        start(2, 0, false);
        client.send("51-[\"b\",{\"_placeholder\":true,\"num\":0}]", "#01");
        assertThat(handled(send(5, "2[\"nobody\"]"))).isEqualTo(2);
    }

    @Test
    void acknowledgements_andOtherPackets_doNotCount() {
        start(1, 0, false);
        for (int i = 0; i < 50; i++) {
            client.send("3" + (1_000 + i) + "[]");
        }
        assertThat(handled(send(1))).isEqualTo(1);
    }

    @Test
    void nonBlockingEvents_countToo() {
        main.nonBlocking.add("e");
        start(5, 0, false);
        assertThat(handled(send(50))).isEqualTo(5);
    }

    @Test
    void developmentMode_tellsTheClient() {
        main.observesErrors = false;
        test.start(options -> options.maxEventsPerSecond(1).developmentMode(true));
        client = test.join("/");
        test.executor.run();
        client.received();
        client.send("21[\"echo\"]");
        client.send("22[\"echo\"]");
        test.executor.run();
        assertThat(client.received())
                .containsExactly("31[]", "32[{\"error\":\"the event was refused: too many events\"}]");
    }

    @Test
    void log_warnsOnce() {
        start(1, 0, false);
        try (LogCapture log = LogCapture.ofAll()) {
            send(500);
            assertThat(log.messages())
                    .filteredOn(message -> message.getLevel() == Level.WARNING)
                    .singleElement()
                    .satisfies(message -> assertThat(message.getMessage()).contains("maxEventsPerSecond"));
        }
    }

    /** Hostile amounts of time are no trouble. */
    @Test
    void longestLimit_doesNotOverflow() {
        main.limits = new EventLimits(EventLimit.of("x", 1, Integer.MAX_VALUE, Integer.MAX_VALUE, false), Map.of());
        start(0, 0, false);
        assertThat(handled(send(100))).isPositive();
    }
}
