package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.Socket;
import org.enfilade.internal.cluster.MemoryCluster;

/** Three nodes as one server, and more that a test adds. */
abstract class ClusterOfThree {
    final MemoryCluster cluster = new MemoryCluster();
    final List<TestServer> nodes = new ArrayList<>();
    final TestServer a = node("a");
    final TestServer b = node("b");
    final TestServer c = node("c");
    /** The sockets that a test has made before. */
    final Set<String> known = new HashSet<>();

    ClusterOfThree() {
        cluster.deliverAll();
    }

    TestServer node(String name) {
        TestServer node = new TestServer();
        node.declare("/chat").echo();
        node.declarePattern("^/shop-(?<id>\\d+)$", "id");
        nodes.add(node);
        return node.startIn(cluster, name);
    }

    void run() {
        do {
            cluster.deliverAll();
            nodes.forEach(node -> node.executor.run());
        } while (cluster.step());
    }

    /** A client in a namespace, and in rooms, of which all nodes know. */
    Client member(TestServer node, String namespace, String... rooms) {
        Client client = node.connect();
        client.send("0" + namespace + ",");
        run();
        client.received();
        Socket socket = node.server.of(namespace).sockets().stream()
                .filter(each -> known.add(each.id()))
                .findFirst()
                .orElseThrow();
        socket.join(rooms);
        run();
        return client;
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }

    Client connecting(TestServer node, String namespace) {
        Client client = node.connect();
        client.send("0" + namespace + ",");
        node.executor.run();
        return client;
    }

    /** How many messages a node has sent to others. */
    static long sent(TestServer node) {
        return node.server.figures().cluster().messagesSent();
    }
}
