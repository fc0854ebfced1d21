package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private final TestServer test = new TestServer();
    private final FakeHandler chat = test.declare("/chat").echo();

    private Client joined() {
        test.start(options -> options.pingInterval(Duration.ofDays(1000)).pingTimeout(Duration.ofDays(1000)));
        Client client = test.join("/chat");
        chat.take();
        return client;
    }

    private Instant in(Duration time) {
        return test.ticker.now().plus(time);
    }

    private void pass(Duration time) {
        test.ticker.advance(time);
        test.executor.run();
    }

    @Test
    void socket_atItsTime_isDisconnectedByTheServer_andTheConnectionStays() {
        Client client = joined();
        client.join("/");
        chat.socket().expireAt(in(Duration.ofMinutes(5)));

        pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(client.received()).isEmpty();
        pass(Duration.ofMillis(1));

        assertThat(client.received()).containsExactly("1/chat,");
        assertThat(client.isClosed()).isFalse();
        assertThat(chat.take())
                .containsExactly(
                        "disconnecting server namespace disconnect []", "disconnected server namespace disconnect []");
    }

    @Test
    void timeThatIsReplaced_doesNotCount() {
        Client client = joined();
        Socket socket = chat.socket();
        socket.expireAt(in(Duration.ofMinutes(1)));
        socket.expireAt(in(Duration.ofHours(2)));

        pass(Duration.ofHours(2).minusMillis(1));
        assertThat(client.received()).isEmpty();
        socket.expireAt(in(Duration.ofSeconds(-1)));
        pass(Duration.ZERO);

        assertThat(client.received()).containsExactly("1/chat,");
    }

    @Test
    void timeThatNeverComes_isNever() {
        Client client = joined();
        chat.socket().expireAt(in(Duration.ofMinutes(1)));
        chat.socket().expireAt(Instant.MAX);

        pass(Duration.ofDays(300));

        assertThat(client.received()).isEmpty();
    }

    @Test
    void wallClock_thatIsSetForward_countsWithinMinutes() {
        Client client = joined();
        chat.socket().expireAt(in(Duration.ofDays(1)));
        test.ticker.setWallClock(Duration.ofDays(2));

        pass(Duration.ofMinutes(10));

        assertThat(client.received()).containsExactly("1/chat,");
    }

    @Test
    void wallClock_thatIsSetBack_isWaitedFor() {
        Client client = joined();
        chat.socket().expireAt(in(Duration.ofMinutes(1)));
        test.ticker.setWallClock(Duration.ofMinutes(-2));

        pass(Duration.ofMinutes(1));
        assertThat(client.received()).isEmpty();
        pass(Duration.ofMinutes(2));

        assertThat(client.received()).containsExactly("1/chat,");
    }

    @Test
    void socket_whoseMiddlewareTakesLonger_isNotAdmitted() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        chat.admission = socket -> {
            socket.expireAt(in(Duration.ofMillis(10)));
            return decision;
        };
        test.start();
        Client client = test.connect().send("0/chat,");

        pass(Duration.ofMillis(10));
        decision.complete(null);
        test.executor.run();

        assertThat(client.received()).containsExactly("1/chat,");
        assertThat(chat.take()).containsExactly("admit");
    }

    @Test
    void socket_thatHasLeft_leavesNoTimer() {
        Client client = joined();
        client.join("/");
        int timers = test.ticker.size();
        Socket socket = chat.socket();
        socket.expireAt(in(Duration.ofMinutes(1)));
        assertThat(test.ticker.size()).isEqualTo(timers + 1);

        client.send("1/chat,");
        assertThat(test.ticker.size()).isEqualTo(timers);
        socket.expireAt(in(Duration.ofMinutes(1)));

        assertThat(test.ticker.size()).isEqualTo(timers);
    }
}
