package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.enfilade.Connection;
import org.enfilade.ConnectionRefused;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.FakeWire;
import org.enfilade.internal.engine.Inbound;
import org.junit.jupiter.api.Test;

/** What {@code connection()} tells of its upgrade and its end. */
class ConnectionListenersTest {
    private final TestServer test = new TestServer();
    private final FakeHandler chat = test.declare("/chat").echo();
    private final List<String> told = new ArrayList<>();

    private List<String> takeTold() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    private Connection joined(Client client) {
        client.join("/chat");
        return chat.socket().connection();
    }

    // --- the end

    @Test
    void end_isToldOnce_afterTheDisconnectOfTheSockets() {
        test.start();
        Client client = test.connect();
        Connection connection = joined(client);
        client.join("/");
        connection.onClose(reason -> told.add(chat.take() + " " + reason));
        connection.onClose(reason -> told.add("second"));
        chat.take();
        client.drop();
        assertThat(told).as("no thread of the application's has run").isEmpty();
        test.executor.run();
        assertThat(takeTold())
                .containsExactly(
                        "[disconnecting transport close [], disconnected transport close []] transport close",
                        "second");
        test.server.stop();
        test.executor.run();
        assertThat(told).isEmpty();
    }

    @Test
    void end_waitsForAHandlerThatRuns_andForMiddlewareThatRuns() {
        test.start();
        Client client = test.connect();
        chat.on("last", (socket, event, ack) -> {
            client.drop();
            socket.connection().onClose(reason -> told.add("added too late"));
            told.add("handled");
        });
        joined(client).onClose(reason -> told.add(reason.text()));
        client.send("2/chat,[\"last\"]");
        assertThat(takeTold())
                .containsExactlyInAnyOrder("handled", "added too late", "transport close")
                .startsWith("handled");
    }

    @Test
    void clientThatHasNeverJoined_isTold_whateverEndsIt() {
        chat.admission = socket -> {
            socket.connection().onClose(reason -> told.add("freed after " + reason));
            return CompletableFuture.failedFuture(new ConnectionRefused("no"));
        };
        test.start();
        Client refused = test.connect();
        refused.send("0/chat,");
        assertThat(told).isEmpty();
        refused.lose();
        assertThat(takeTold()).containsExactly("freed after transport close");

        Client late = test.connect();
        late.send("0/chat,");
        test.ticker.advance(Duration.ofSeconds(1));
        test.executor.run();
        assertThat(takeTold()).containsExactly("freed after forced close");

        Client stopped = test.connect();
        stopped.send("0/chat,");
        test.server.close();
        test.executor.run();
        assertThat(takeTold()).containsExactly("freed after server shutting down");
    }

    @Test
    void listenerOfAConnectionThatHasEnded_isCalled_onAThreadOfItsOwn() {
        test.start();
        Client client = test.connect();
        Connection connection = joined(client);
        client.lose();
        connection.onClose(reason -> told.add("late " + reason));
        assertThat(told).isEmpty();
        test.executor.run();
        assertThat(takeTold()).containsExactly("late transport close");
    }

    @Test
    void middlewareThatIsStillRunning_whenTheClientIsLost_isToldThat() {
        CompletableFuture<Object> open = new CompletableFuture<>();
        chat.admission = socket -> open;
        test.start();
        Client client = test.connect();
        client.send("0/chat,");
        client.lose();
        chat.socket().connection().onClose(reason -> told.add("freed"));
        test.executor.run();
        assertThat(takeTold()).containsExactly("freed");
        open.complete(null);
        test.executor.run();
        assertThat(told).isEmpty();
    }

    @Test
    void listenerThatFails_keepsNoneOfTheOthers() {
        test.start();
        Client client = test.connect();
        Connection connection = joined(client);
        connection.onClose(reason -> {
            throw new IllegalStateException("a listener");
        });
        connection.onClose(reason -> told.add("next"));
        client.lose();
        assertThat(takeTold()).containsExactly("next");
    }

    @Test
    void end_isToldThoughNoThreadWasFoundAtFirst() {
        test.start();
        Client client = test.connect();
        joined(client).onClose(reason -> told.add(chat.take() + ""));
        chat.take();
        test.executor.refuse(true);
        client.drop();
        test.executor.refuse(false);
        test.ticker.advance(Duration.ofSeconds(1));
        test.executor.run();
        test.ticker.advance(Duration.ofSeconds(1));
        test.executor.run();
        assertThat(takeTold()).containsExactly("[disconnecting transport close [], disconnected transport close []]");
    }

    @Test
    void connectionThatBeganAsAWebSocket_isNeverToldOfAnUpgrade() {
        test.start();
        Client client = test.connect();
        joined(client).onUpgrade(transport -> told.add("upgrade"));
        client.lose();
        assertThat(told).isEmpty();
    }

    // --- the upgrade

    @Test
    void upgrade_isToldOnce_alsoToWhoAsksLater_andBeforeTheEnd() {
        test.start();
        FakePoll first = new FakePoll();
        test.server.engine().openPolling(Dialects.REVISION_4, first, session -> {
            var listener = test.server.connect(session, test.request());
            connection = (Connection) listener;
            sid = session.id();
            return listener;
        });
        connection.onUpgrade(transport -> told.add("upgrade to " + transport));
        connection.onClose(reason -> told.add("end"));
        FakeWire wire = new FakeWire();
        Inbound inbound = test.server.engine().session(sid).probe(wire, Dialects.REVISION_4);
        inbound.text("2probe");
        test.executor.run();
        assertThat(told).isEmpty();
        inbound.text("5");
        assertThat(told).isEmpty();
        test.executor.run();
        assertThat(takeTold()).containsExactly("upgrade to websocket");
        connection.onUpgrade(transport -> told.add("late " + transport));
        inbound.closed();
        test.executor.run();
        assertThat(takeTold()).containsExactly("late websocket", "end");
    }

    private Connection connection;
    private String sid;
}
