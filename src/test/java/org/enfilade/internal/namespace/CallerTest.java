package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.time.Ticker;
import org.junit.jupiter.api.Test;

class CallerTest {
    /** Ada, whose tasks know that they are hers, and whose HTTP session ends when the test wants it. */
    private static final class Ada implements Caller {
        private final List<Runnable> watchers = new ArrayList<>();
        private int runs;
        private boolean here;
        private boolean hasLeft;
        private boolean leavesAtOnce;
        private boolean forgetFails;

        @Override
        public boolean isInRole(String role) {
            return role.equals("admin");
        }

        @Override
        public Optional<Object> sessionAttribute(String name) {
            return Optional.of("her " + name);
        }

        @Override
        public Optional<Runnable> whenSessionEnds(Runnable action, Ticker ticker) {
            if (hasLeft) {
                return Optional.empty();
            }
            watchers.add(action);
            if (leavesAtOnce) {
                leave();
            }
            return Optional.of(() -> forget(action));
        }

        @Override
        public Executor identity() {
            return task -> {
                runs++;
                here = true;
                try {
                    task.run();
                } finally {
                    here = false;
                }
            };
        }

        private void forget(Runnable action) {
            watchers.remove(action);
            if (forgetFails) {
                throw new IllegalStateException("ended");
            }
        }

        private void leave() {
            List.copyOf(watchers).forEach(Runnable::run);
        }
    }

    private final Ada ada = new Ada();
    private final TestServer test = new TestServer();
    private final FakeHandler chat = test.declare("/chat");
    private final List<String> seen = new ArrayList<>();

    private void see(String what) {
        seen.add(what + (ada.here ? " by ada" : " by nobody"));
    }

    private Client joined() {
        test.caller = ada;
        chat.onConnect = socket -> see("connect");
        chat.onDisconnect = socket -> see("disconnect");
        chat.on("event", (socket, event, ack) -> see("event"));
        return test.join("/chat");
    }

    @Test
    void application_isCalledAsTheCaller_onceForEachRun() {
        chat.admission = socket -> {
            see("middleware");
            return CompletableFuture.completedFuture(null);
        };
        test.start();
        Client client = joined();
        ada.runs = 0;

        client.send("2/chat,[\"event\"]", "2/chat,[\"event\"]", "2/chat,[\"event\"]");
        assertThat(ada.runs).isEqualTo(1);
        client.lose();

        assertThat(seen)
                .containsExactly(
                        "middleware by ada",
                        "connect by ada",
                        "event by ada",
                        "event by ada",
                        "event by ada",
                        "disconnect by ada");
        assertThat(ada.here).isFalse();
    }

    @Test
    void handler_thatDoesNotBlock_isCalledAsTheCaller_onTheReadingThread() {
        test.start();
        Client client = joined();
        chat.nonBlocking.add("event");
        seen.clear();

        client.post("2/chat,[\"event\"]");

        assertThat(seen).containsExactly("event by ada");
    }

    @Test
    void taskForASocket_runsAsItsCaller() {
        test.start();
        joined();
        seen.clear();

        test.tasks.execute(chat.socket(), () -> see("task"), AdmissionFailuresTest::raise);
        test.executor.run();

        assertThat(seen).containsExactly("task by ada");
    }

    @Test
    void taskForASocket_thatCannotBeRun_isToldOf() {
        test.start();
        joined();
        seen.clear();
        List<Throwable> failures = new ArrayList<>();
        test.executor.refuse(true);
        test.tasks.execute(chat.socket(), () -> see("task"), failures::add);
        assertThat(failures).singleElement().isInstanceOf(RejectedExecutionException.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void handshake_knowsRolesAndAttributes() {
        test.start();
        joined();

        assertThat(chat.socket().handshake().isUserInRole("admin")).isTrue();
        assertThat(chat.socket().handshake().isUserInRole("user")).isFalse();
        assertThat(chat.socket().handshake().sessionAttribute("cart")).contains("her cart");
    }

    @Test
    void endOfTheHttpSession_disconnectsAllSockets_andClosesTheConnection() {
        test.start();
        Client client = joined();
        client.join("/");
        client.received();

        ada.leave();

        assertThat(client.received()).as("sent before the container closes").contains("1/chat,", "1");
        test.executor.run();
        assertThat(client.isClosed()).isTrue();
        assertThat(chat.take()).contains("disconnected server namespace disconnect []");
        assertThat(seen).endsWith("disconnect by ada");
    }

    @Test
    void httpSession_thatHasEndedAlready_admitsNobody() {
        test.start();
        test.caller = ada;
        ada.hasLeft = true;
        Client client = test.connect();

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void httpSession_thatEndsWhileAWebSocketIsOpened_closesIt_andIsForgotten() {
        test.start();
        test.caller = ada;
        ada.leavesAtOnce = true;

        Client client = test.connect();

        assertThat(client.isClosed()).isTrue();
        assertThat(ada.watchers).isEmpty();
        assertThat(test.server.connectionCount()).isZero();
    }

    @Test
    void httpSession_thatEndsWhilePollingIsOpened_closesIt_andIsForgotten() {
        test.start();
        test.caller = ada;
        ada.leavesAtOnce = true;
        FakePoll first = new FakePoll();

        test.server
                .engine()
                .openPolling(Dialects.REVISION_4, first, session -> test.server.connect(session, test.request()));

        assertThat(first.payload()).startsWith("0{").endsWith("}");
        FakePoll next = new FakePoll();
        test.server.engine().session(sid(first)).poll(next);
        assertThat(next.payload()).isEqualTo("1");
        assertThat(ada.watchers).isEmpty();
        assertThat(test.server.connectionCount()).isZero();
    }

    private static String sid(FakePoll handshake) {
        return handshake.payload().split("\"")[3];
    }

    @Test
    void httpSession_thatCannotBeForgotten_doesNotKeepHandlersFromTheEnd() {
        test.start();
        Client client = joined();
        ada.forgetFails = true;

        try (LogCapture log = new LogCapture()) {
            client.lose();

            assertThat(log.messages()).hasSize(1);
        }
        assertThat(seen).endsWith("disconnect by ada");
    }

    @Test
    void endOfTheHttpSession_changesNothing_ifSoConfigured() {
        test.start(options -> options.disconnectOnSessionEnd(false));
        Client client = joined();
        client.received();

        ada.leave();
        test.ticker.advance(Duration.ZERO);
        test.executor.run();

        assertThat(client.received()).isEmpty();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void connection_thatIsClosed_isForgotten() {
        test.start();
        Client client = joined();
        assertThat(ada.watchers).hasSize(1);

        client.lose();

        assertThat(ada.watchers).isEmpty();
    }
}
