package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.Test;

/** How often a connection may ask for a namespace. */
class ConnectRateTest {
    private static final String REFUSED = "4/chat,{\"message\":\"Too many connects\"}";

    private final TestServer test = new TestServer();
    private final FakeHandler chat = test.declare("/chat");
    private Client client;

    private void start(int perSecond) {
        test.start(options ->
                options.maxConnectsPerSecond(perSecond).allowEIO3(true).connectTimeout(Duration.ofHours(1)));
        client = test.connect();
    }

    /** How many of so many visits were admitted. A client that was refused has nothing to leave. */
    private int visit(int times) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            List<String> answer = client.send("0/chat,").received();
            if (answer.equals(List.of(REFUSED))) {
                continue;
            }
            assertThat(answer).singleElement().asString().startsWith("0/chat,");
            admitted++;
            client.send("1/chat,");
        }
        return admitted;
    }

    @Test
    void withoutALimit_aClientMayComeAndGo() {
        start(0);
        assertThat(visit(1_000)).isEqualTo(1_000);
    }

    @Test
    void clientThatComesAndGoes_isRefused_andTheApplicationSeesNothingOfIt() {
        start(5);
        assertThat(visit(1_000)).isEqualTo(5);
        assertThat(chat.sockets).hasSize(5);
        assertThat(client.isClosed()).isFalse();
        assertThat(test.server.figures().waitingBytes()).isZero();

        test.ticker.advanceMillis(200);
        assertThat(visit(100)).isEqualTo(1);
        test.ticker.advanceMillis(10_000);
        assertThat(visit(100)).isEqualTo(5);
    }

    @Test
    void thoseThatAreRefusedAnyway_countToo() {
        start(5);
        for (int i = 0; i < 5; i++) {
            assertThat(client.send("0/none,").received()).containsExactly("4/none,{\"message\":\"Invalid namespace\"}");
        }
        assertThat(visit(1)).isZero();
    }

    @Test
    void otherConnections_haveTheirOwn() {
        start(5);
        visit(10);
        client = test.connect();
        assertThat(visit(10)).isEqualTo(5);
    }

    @Test
    void clientOfSocketIO2_isInTheMainNamespace_andThatCounts() {
        test.declare("/");
        start(2);
        client = Client.older(test);
        client.received();
        assertThat(client.send("0/chat,").received()).containsExactly("0/chat,");
        client.send("1/chat,");
        assertThat(client.send("0/chat,").received()).containsExactly("4/chat,\"Too many connects\"");
    }

    @Test
    void log_warnsOnce() {
        start(1);
        try (LogCapture log = LogCapture.ofAll()) {
            visit(500);
            assertThat(log.messages())
                    .filteredOn(message -> message.getLevel() == Level.WARNING)
                    .singleElement()
                    .satisfies(message -> assertThat(message.getMessage()).contains("maxConnectsPerSecond"));
        }
    }
}
