package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cluster.ClusterPeers;
import org.enfilade.internal.cluster.Introduction;
import org.enfilade.internal.cluster.MemoryCluster;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.FakeWire;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Posting;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.namespace.Blueprint;
import org.enfilade.internal.namespace.Caller;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.namespace.SocketTasks;
import org.enfilade.internal.relay.Relay;
import org.enfilade.internal.text.QueryString;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.Wires;
import org.junit.jupiter.api.Test;

/** Requests that come to another node than their session's, as servlet and endpoint bring them. */
class ForwardingTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final Node home = new Node("home", true);
    private final Node other = new Node("other", true);
    private final Node off = new Node("off", false);
    private final String sid;

    ForwardingTest() {
        cluster.automatic();
        FakePoll first = new FakePoll();
        home.gateway.openPolling(request("EIO=4&transport=polling"), first);
        sid = first.payload().split("\"")[3];
    }

    private final class Node {
        private final FakeTicker ticker = new FakeTicker();
        private final Server server;
        private final EngineGateway gateway;
        private ClusterPeers peers;

        Node(String name, boolean forwards) {
            server = new Server(
                    new Blueprint(new JsonBinding()),
                    ServerOptions.builder().build(),
                    new SocketTasks(Runnable::run, ticker),
                    (own, watcher) -> peers = new ClusterPeers(
                            cluster.node(name), own, ticker, new Introduction("shop", List.of()), watcher));
            Relay relay = Relay.ofNobody(server.engine());
            if (forwards) {
                relay = new Relay(peers, server.engine(), Runnable::run, 10, 10_000);
                peers.deliverTo(relay);
            }
            peers.open();
            gateway = new EngineGateway(server, relay, Wires.STANDARD, Optional.empty(), new ClosingSessions(ticker));
        }

        Optional<EngineError> refusal(String query) {
            UpgradeAsked upgrade = query.contains("websocket") ? UpgradeAsked.WEB_SOCKET : UpgradeAsked.NONE;
            HandshakeRequest handshake = request(query);
            CorsPolicy.Origin origin = gateway.cors().origin(List.of());
            return gateway.decide(new EngineRequest("GET", upgrade, handshake.query()), handshake, origin)
                    .refusal()
                    .map(RequestRefusal::error);
        }

        Map<Integer, Long> refused() {
            return server.figures().refusedRequests();
        }
    }

    private static HandshakeRequest request(String query) {
        return new HandshakeRequest(
                QueryString.parse(query),
                Map.of(),
                Optional.empty(),
                "127.0.0.1",
                false,
                "/socket.io/?" + query,
                Instant.EPOCH,
                Caller.NOBODY);
    }

    private HandshakeRequest polling(String of) {
        return request("EIO=4&transport=polling&sid=" + of);
    }

    @Test
    void requests_reachTheSessionThroughTheOtherNode() {
        assertThat(other.refusal("EIO=4&transport=polling&sid=" + sid)).isEmpty();
        assertThat(other.gateway.isElsewhere(sid)).isTrue();
        assertThat(home.gateway.isElsewhere(sid)).isFalse();

        List<EngineError> outcomes = new ArrayList<>();
        Posting post = other.gateway.forwardPost(sid, polling(sid), false);
        post.deliver("40/nowhere,", outcomes::add);
        assertThat(outcomes).containsExactly((EngineError) null);

        FakePoll poll = new FakePoll();
        other.gateway.poll(sid, polling(sid), poll);
        assertThat(poll.payload()).isEqualTo("44/nowhere,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void webSocket_reachesTheSessionThroughTheOtherNode() {
        assertThat(other.refusal("EIO=4&transport=websocket&sid=" + sid)).isEmpty();
        FakeWire wire = new FakeWire();
        Inbound inbound = other.gateway.openWebSocket(sid, request("EIO=4&transport=websocket&sid=" + sid), wire);
        inbound.text("2probe");
        inbound.text("5");
        inbound.text("40/nowhere,");
        assertThat(wire.take()).containsExactly("3probe", "44/nowhere,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void unknownSession_ofALivingNode_isRefusedThere_andCountedHere() {
        String unknown = sid.replaceAll("^.{4}", "AAAA");
        assertThat(other.refusal("EIO=4&transport=polling&sid=" + unknown)).isEmpty();
        FakePoll poll = new FakePoll();
        other.gateway.poll(unknown, polling(unknown), poll);
        assertThat(poll.error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(other.refused()).containsEntry(1, 1L);
        assertThat(home.refused()).isEmpty();
    }

    @Test
    void sessionOfANodeThatIsDead_isUnknownAtOnce() {
        cluster.kill("home");
        assertThat(other.refusal("EIO=4&transport=polling&sid=" + sid)).contains(EngineError.UNKNOWN_SID);
        assertThat(other.refused()).containsEntry(1, 1L);
    }

    @Test
    void nodeThatDoesNotForward_refusesWhatItDoesNotHave() {
        assertThat(off.refusal("EIO=4&transport=polling&sid=" + sid)).contains(EngineError.UNKNOWN_SID);
        FakePoll first = new FakePoll();
        off.gateway.openPolling(request("EIO=4&transport=polling"), first);
        String its = first.payload().split("\"")[3];
        assertThat(other.refusal("EIO=4&transport=polling&sid=" + its)).contains(EngineError.UNKNOWN_SID);
    }

    @Test
    void nodeThatStops_letsNothingWait() {
        FakePoll poll = new FakePoll();
        other.gateway.poll(sid, polling(sid), poll);
        other.gateway.stop();
        assertThat(poll.error()).isEqualTo(EngineError.UNKNOWN_SID);
        assertThat(home.server.engine().session(sid)).isNull();
        assertThat(other.refusal(
                        "EIO=4&transport=polling&sid=" + home.server.engine().newId()))
                .contains(EngineError.UNKNOWN_SID);
    }
}
