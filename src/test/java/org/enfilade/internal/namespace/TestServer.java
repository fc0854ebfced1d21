package org.enfilade.internal.namespace;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cluster.ClusterPeers;
import org.enfilade.internal.cluster.Introduction;
import org.enfilade.internal.cluster.MemoryCluster;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.time.FakeTicker;

/** A server with everything around it faked; declare namespaces, then {@link #start}. */
final class TestServer {
    final FakeTicker ticker = new FakeTicker();
    final StepExecutor executor = new StepExecutor();
    Caller caller = Caller.NOBODY;
    Map<String, List<String>> query = Map.of("EIO", List.of("4"));
    Map<String, List<String>> headers = Map.of("x-conf", List.of("h"));
    Optional<Principal> principal = Optional.empty();
    String uri = "/socket.io/?EIO=4";
    ClusterPeers peers;
    /** What other nodes find. */
    LocalNode own;

    final Blueprint blueprint = new Blueprint(new JsonBinding());
    final SocketTasks tasks = new SocketTasks(executor, ticker);
    Network network = Network.NONE;
    /** There once it is started. */
    Server server;

    FakeHandler declare(String name) {
        FakeHandler handler = new FakeHandler();
        blueprint.declare(name, handler);
        return handler;
    }

    FakeHandler declareParent(String name, ChildMatcher matcher) {
        FakeHandler handler = new FakeHandler();
        blueprint.declareParent(name, matcher, handler);
        return handler;
    }

    FakeHandler declarePattern(String regex, String... params) {
        return declareParent(regex, new ChildMatcher.ByPattern(Pattern.compile(regex), Set.of(params)));
    }

    TestServer start() {
        return start(options -> {});
    }

    TestServer start(Consumer<ServerOptions.Builder> change) {
        ServerOptions.Builder options = ServerOptions.builder()
                .connectTimeout(Duration.ofSeconds(1))
                .ackTimeout(Duration.ofSeconds(2))
                .maxHttpBufferSize(10_000);
        change.accept(options);
        server = new Server(blueprint, options.build(), tasks, network);
        return this;
    }

    /** Makes it a node of a cluster, then starts it. */
    TestServer startIn(MemoryCluster cluster, String name) {
        return startIn(cluster, name, options -> {});
    }

    TestServer startIn(MemoryCluster cluster, String name, Consumer<ServerOptions.Builder> more) {
        network = (node, watcher) -> {
            own = node;
            peers = new ClusterPeers(cluster.node(name), own, ticker, new Introduction("test", List.of()), watcher);
            return peers;
        };
        start(options -> more.accept(options.connectTimeout(Duration.ofSeconds(10))));
        peers.open();
        return this;
    }

    /** A client on a WebSocket. */
    Client connect() {
        return new Client(this);
    }

    /** A client that is in the namespace. */
    Client join(String namespace) {
        Client client = connect();
        client.join(namespace);
        return client;
    }

    HandshakeRequest request() {
        return new HandshakeRequest(query, headers, principal, "127.0.0.1", false, uri, Instant.EPOCH, caller);
    }
}
