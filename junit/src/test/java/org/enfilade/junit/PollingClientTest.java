package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.enfilade.Handshake;
import org.enfilade.HandshakeRefused;
import org.enfilade.ServerOptions;
import org.junit.jupiter.api.Test;

/** A client that polls, upgrades, hangs, or is cut off. */
@EnfiladeTest(Chat.class)
class PollingClientTest {
    @ApplicationScoped
    static class Options {
        void configure(@Observes ServerOptions.Builder options) {
            options.pingInterval(Duration.ofMillis(300)).allowRequest(Options::check);
        }

        private static void check(Handshake handshake) throws HandshakeRefused {
            if (handshake.query("stranger").isPresent()) {
                throw new HandshakeRefused("no strangers");
            }
        }
    }

    @Inject
    SocketIOTestClient client;

    @Test
    void polling_carriesTextAndBinary() {
        TestSocket chat = client.polling().connect("/chat");

        assertThat(chat.call("echo", "é😀").text(0)).isEqualTo("é😀");
        assertThat(chat.call("reverse", new byte[] {1, 2, 3}).binary(0)).containsExactly(3, 2, 1);
    }

    @Test
    void upgrade_keepsTheSocket_andTheOrder() {
        TestSocket chat = client.polling().connect("/chat");
        chat.emit("noise", 100);

        client.upgrade();

        chat.emit("noise", 1);
        for (int i = 0; i < 100; i++) {
            assertThat(chat.next("noise").text(0)).isEqualTo(Integer.toString(i));
        }
        assertThat(chat.next("noise").text(0)).isEqualTo("0");
        assertThat(chat.call("echo", "after").text(0)).isEqualTo("after");
        assertThatIllegalStateException().isThrownBy(client::upgrade);
    }

    @Test
    void handshakeByPolling_thatIsRefused_tellsWhy() {
        HandshakeRefusal refusal = client.polling().query("stranger", "yes").refusedHandshake();

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.body()).contains("no strangers");
    }

    @Test
    void pings_areWaitedForOneByOne() {
        client.polling().open();
        client.pinged();
        client.pinged();

        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void polling_thatTheServerEnds_isClosed() {
        TestSocket chat = client.polling().connect("/chat");
        chat.emit("end");

        assertThat(client.closed()).isEqualTo(1000);
        assertThat(chat.isConnected()).isFalse();
    }

    @Test
    void clientThatIsCutOff_isClosed_onItsSideAtOnce(SocketIOTestClient other) {
        TestSocket chat = client.connect("/chat");
        other.polling().connect("/chat");

        client.abort();
        other.abort();

        assertThat(client.isOpen()).isFalse();
        assertThat(other.isOpen()).isFalse();
        assertThat(chat.disconnected()).isEqualTo("transport close");
    }

    @Test
    void clientThatReadsNoMore_getsNothing(SocketIOTestClient other) {
        TestSocket deaf = client.connect("/chat");
        TestSocket chat = other.connect("/chat");
        deaf.next("welcome");
        client.stopReading();

        chat.emit("tell", "one");
        chat.emit("tell", "two");
        chat.emit("tell", "three");
        chat.call("echo", "done");

        // The message that was asked for before it stopped may come.
        assertThat(deaf.received()).hasSizeLessThanOrEqualTo(1);
    }
}
