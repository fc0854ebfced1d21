package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.internal.cluster.MemoryCluster;

/** Three nodes whose clients may come back, and clients of the official kind. */
abstract class ThreeNodes {
    private static final Pattern CONNECT = Pattern.compile("0/chat,\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");
    private static final Pattern EVENT = Pattern.compile("2/chat,\\[\"e\",\"([^\"]+)\",\"(~[^\"]+)\"]");

    static final List<String> NAMES = List.of("a", "b", "c");

    final MemoryCluster cluster = new MemoryCluster();
    final Map<String, FakeHandler> handlers = new TreeMap<>();
    final Map<String, TestServer> nodes = new TreeMap<>();
    /** From which node to which one nothing arrives for a while. */
    String slow = "";

    final TestServer a = node("a");
    final TestServer b = node("b");
    final TestServer c = node("c");

    TestServer node(String name) {
        TestServer node = new TestServer();
        handlers.put(name, node.declare("/chat"));
        nodes.put(name, node);
        return node;
    }

    /** A while ago. */
    void start(TestServer node, String name) {
        startNow(node, name);
        node.ticker.advanceMillis(3_000);
        run();
    }

    void startNow(TestServer node, String name) {
        node.startIn(cluster, name, options -> more(on(options)));
        run();
    }

    void start() {
        nodes.forEach((name, node) -> start(node, name));
    }

    /** Further options. */
    ServerOptions.Builder more(ServerOptions.Builder options) {
        return options;
    }

    static ServerOptions.Builder on(ServerOptions.Builder options) {
        return options.connectionStateRecovery(true).pingInterval(Duration.ofSeconds(25));
    }

    /** Until nothing is left to be done. */
    void run() {
        do {
            cluster.deliverAll();
            runTasks();
        } while (cluster.step());
    }

    /** While so many seconds pass. */
    void run(int seconds) {
        for (int i = 0; i < 10 * seconds; i++) {
            run();
            nodes.values().forEach(node -> node.ticker.advanceMillis(100));
        }
        run();
    }

    /** So many messages arrive, and what comes of each is done before the next one. */
    void steps(int count) {
        for (int i = 0; i < count; i++) {
            runTasks();
            cluster.step();
        }
    }

    void runTasks() {
        nodes.values().forEach(node -> node.executor.run());
    }

    /** What a client of the official kind knows, and does. */
    final class Returner {
        Client client;
        String sid;
        String pid;
        String offset;

        Returner(TestServer node) {
            connect(node, "");
        }

        List<String> connect(TestServer node, String auth) {
            request(node, auth);
            run();
            return received();
        }

        void request(TestServer node, String auth) {
            client = node.connect();
            client.post("0/chat," + auth);
        }

        String auth() {
            String known = offset == null ? "" : ",\"offset\":\"" + offset + "\"";
            return "{\"pid\":\"" + pid + "\"" + known + "}";
        }

        List<String> comeBackTo(TestServer node) {
            return connect(node, auth());
        }

        List<String> received() {
            List<String> events = new ArrayList<>();
            for (String packet : client.received()) {
                Matcher connect = CONNECT.matcher(packet);
                Matcher event = EVENT.matcher(packet);
                if (connect.matches()) {
                    boolean isRecovered = connect.group(2).equals(pid);
                    sid = connect.group(1);
                    pid = connect.group(2);
                    offset = isRecovered ? offset : null;
                    events.add(isRecovered ? "RECOVERED" : "CONNECT");
                } else if (event.matches()) {
                    offset = event.group(2);
                    events.add(event.group(1));
                } else {
                    events.add(packet);
                }
            }
            return events;
        }

        void lose() {
            client.lose();
            run();
        }
    }

    void emit(TestServer node, String value) {
        node.server.of("/chat").emit("e", value);
    }

    void emit(TestServer node, String room, String value) {
        node.server.of("/chat").to(room).emit("e", value);
    }

    Socket socket(String node) {
        return handlers.get(node).socket();
    }
}
