package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.ServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that one thread opens while another uses it. */
@Timeout(300)
class ClientThreadsTest {
    @NamespaceEndpoint("/other")
    static class Other {}

    /** Lets handshakes in when the test says so. */
    @ApplicationScoped
    static class Gate {
        private final AtomicInteger handshakes = new AtomicInteger();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        void configure(@Observes ServerOptions.Builder options) {
            options.allowRequest(handshake -> {
                handshakes.incrementAndGet();
                reached.countDown();
                open.await();
            });
        }

        void awaitHandshake() throws InterruptedException {
            reached.await();
        }

        void open() {
            open.countDown();
        }

        int handshakes() {
            return handshakes.get();
        }
    }

    private final EmbeddedServer server = EmbeddedServer.start(Chat.class, Other.class, Gate.class);
    private final Gate gate = server.bean(Gate.class);
    private final SocketIOTestClient client = server.client();

    @AfterEach
    void stop() {
        gate.open();
        server.close();
    }

    @Test
    void twoThreads_openOneConnection() throws Exception {
        FutureTask<TestSocket> chat = new FutureTask<>(() -> client.connect("/chat"));
        FutureTask<TestSocket> other = new FutureTask<>(() -> client.connect("/other"));
        new Thread(chat).start();
        gate.awaitHandshake();
        Thread second = new Thread(other);
        second.start();
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        gate.open();

        assertThat(chat.get().isConnected()).isTrue();
        assertThat(other.get().isConnected()).isTrue();
        assertThat(gate.handshakes()).isEqualTo(1);
    }

    @Test
    void optionsOfTheHandshake_comeTooLate_whileItIsUnderWay() throws Exception {
        FutureTask<TestSocket> chat = new FutureTask<>(() -> client.connect("/chat"));
        new Thread(chat).start();
        gate.awaitHandshake();

        assertThatIllegalStateException().isThrownBy(() -> client.header("X-Team", "blue"));

        gate.open();
        assertThat(chat.get().isConnected()).isTrue();
    }

    @Test
    void clientClosed_whileItIsOpened_failsTheOpening() throws Exception {
        FutureTask<TestSocket> chat = new FutureTask<>(() -> client.connect("/chat"));
        new Thread(chat).start();
        gate.awaitHandshake();

        client.close();
        gate.open();

        assertThatThrownBy(chat::get).cause().isInstanceOf(AssertionError.class).hasMessageContaining("closed (1000)");
    }

    @Test
    void closedClient_isNotOpened() {
        client.close();

        assertThatIllegalStateException().isThrownBy(() -> client.connect("/chat"));
        assertThat(gate.handshakes()).isZero();
    }
}
