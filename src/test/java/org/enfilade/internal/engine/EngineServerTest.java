package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class EngineServerTest {
    private final FakeTicker ticker = new FakeTicker();
    private final EngineServer server =
            new EngineServer(TestSession.options(true, 1_000, 2), ticker, new Flusher(ticker), "");
    private final List<EngineSession> sessions = new ArrayList<>();
    private final RecordingListener listener = new RecordingListener();

    private SessionListener accept(EngineSession session) {
        sessions.add(session);
        return listener;
    }

    @Test
    void webSocket_beginsWithTheHandshake() {
        FakeWire wire = new FakeWire();
        server.openWebSocket(Dialects.REVISION_4, wire, this::accept);

        String id = sessions.get(0).id();
        assertThat(wire.take()).containsExactly(TestSession.OPEN_WEBSOCKET.replace("\"S\"", "\"" + id + "\""));
        assertThat(server.session(id)).isSameAs(sessions.get(0));
        assertThat(sessions.get(0).isPolling()).isFalse();
    }

    @Test
    void polling_beginsWithTheHandshake() {
        FakePoll first = new FakePoll();
        server.openPolling(Dialects.REVISION_4, first, this::accept);

        String id = sessions.get(0).id();
        assertThat(first.payload()).isEqualTo(TestSession.OPEN_POLLING.replace("\"S\"", "\"" + id + "\""));
        assertThat(sessions.get(0).isPolling()).isTrue();
    }

    @Test
    void polling_withoutUpgrades_offersNone() {
        EngineServer plain = new EngineServer(TestSession.options(false, 1_000, 2), ticker, new Flusher(ticker), "");
        FakePoll first = new FakePoll();
        plain.openPolling(Dialects.REVISION_4, first, this::accept);
        assertThat(first.payload()).contains("\"upgrades\":[],");
    }

    @Test
    void ids_are128Bits_safeInAUrl_andNeverTheSame() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String id = server.newId();
            assertThat(id).matches("[A-Za-z0-9_-]{22}");
            ids.add(id);
        }
        assertThat(ids).hasSize(1_000);
    }

    @Test
    void endedSession_isForgotten() {
        Inbound inbound = server.openWebSocket(Dialects.REVISION_4, new FakeWire(), this::accept);
        assertThat(server.size()).isEqualTo(1);
        inbound.closed();
        assertThat(server.size()).isZero();
        assertThat(server.session(sessions.get(0).id())).isNull();
        assertThat(ticker.size()).isZero();
    }

    @Test
    void server_isFullAtItsLimit() {
        for (int i = 0; i < 10; i++) {
            assertThat(server.isFull()).isFalse();
            server.openWebSocket(Dialects.REVISION_4, new FakeWire(), this::accept);
        }
        assertThat(server.isFull()).isTrue();
        sessions.get(0).abort();
        assertThat(server.isFull()).isFalse();
    }

    @Test
    void stop_endsAllSessions_andAcceptsNoMore() {
        FakeWire wire = new FakeWire();
        FakePoll poll = new FakePoll();
        server.openWebSocket(Dialects.REVISION_4, wire, this::accept);
        server.openPolling(Dialects.REVISION_4, new FakePoll(), this::accept);
        sessions.get(1).poll(poll);

        server.stop();

        assertThat(wire.isGoingAway()).isTrue();
        assertThat(poll.payload()).isEqualTo("1");
        assertThat(listener.heard).containsExactly("SHUTDOWN", "SHUTDOWN");
        assertThat(server.size()).isZero();
        assertThat(server.isFull()).isTrue();
        assertThat(ticker.size()).isZero();
    }

    @Test
    void sessionThatIsBeingOpenedAtTheStop_isEndedToo() {
        FakeWire wire = new FakeWire();
        server.openWebSocket(Dialects.REVISION_4, wire, session -> {
            server.stop();
            return accept(session);
        });
        assertThat(listener.heard).containsExactly("SHUTDOWN");
        assertThat(wire.isClosed()).isTrue();
        assertThat(server.size()).isZero();
    }

    @Test
    void sessionWhoseListenerCannotBeMade_isForgotten() {
        try {
            server.openWebSocket(Dialects.REVISION_4, new FakeWire(), session -> {
                throw new IllegalStateException("no listener");
            });
        } catch (IllegalStateException expected) {
            // thrown on
        }
        assertThat(server.size()).isZero();
    }
}
