package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.enfilade.internal.cluster.MemoryCluster;
import org.junit.jupiter.api.Test;

/** A client of a cluster that comes back to the node that it was on. */
class RecoveryInClusterTest {
    private static final Pattern CONNECT = Pattern.compile("0/chat,\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");

    private final MemoryCluster cluster = new MemoryCluster();
    private final TestServer here = new TestServer();
    private final TestServer there = new TestServer();

    private FakeHandler handler;
    private Client client;
    private String sid;
    private String pid;

    private void start() {
        handler = here.declare("/chat");
        there.declare("/chat");
        here.startIn(cluster, "here", options -> options.connectionStateRecovery(true));
        there.startIn(cluster, "there", options -> options.connectionStateRecovery(true));
        cluster.deliverAll();
        connect("");
    }

    private void connect(String auth) {
        client = here.connect();
        client.send("0/chat," + auth);
        cluster.deliverAll();
        here.executor.run();
    }

    private String received() {
        StringBuilder all = new StringBuilder();
        for (String packet : client.received()) {
            Matcher connect = CONNECT.matcher(packet);
            if (connect.matches()) {
                sid = connect.group(1);
                pid = connect.group(2);
            }
            all.append(connect.matches() ? "CONNECT" : packet.replaceAll(",\"~[\\w.~-]+\"", ""))
                    .append(' ');
        }
        return all.toString().strip();
    }

    @Test
    void eventsOfOtherNodes_toTheRoomsOfAClientThatIsAway_areMissedAndCome() {
        start();
        assertThat(received()).isEqualTo("CONNECT");
        String before = sid;
        handler.socket().join("r");
        cluster.deliverAll();
        client.lose();
        cluster.deliverAll();

        there.server.of("/chat").to("r").emit("e", 1);
        there.server.of("/chat").emit("e", 2);
        there.server.of("/chat").to(before).emit("e", 3);
        there.server.of("/chat").to("another").emit("e", "not for it");
        cluster.deliverAll();
        connect("{\"pid\":\"" + pid + "\"}");

        assertThat(received()).isEqualTo("CONNECT 2/chat,[\"e\",1] 2/chat,[\"e\",2] 2/chat,[\"e\",3]");
        assertThat(sid).isEqualTo(before);
        there.server.of("/chat").to("r").emit("e", 4);
        cluster.deliverAll();
        assertThat(received()).isEqualTo("2/chat,[\"e\",4]");
    }

    @Test
    void otherNodes_sendNothingMore_onceTheClientIsAwayTooLong() {
        start();
        received();
        handler.socket().join("r");
        client.lose();
        cluster.deliverAll();
        here.ticker.advanceMillis(121_000);
        here.executor.run();
        cluster.deliverAll();
        int before = cluster.sent("there", "here");
        there.server.of("/chat").to("r").emit("e", 1);
        assertThat(cluster.sent("there", "here")).isEqualTo(before);
        connect("");
        handler.socket().join("r");
        cluster.deliverAll();
        there.server.of("/chat").to("r").emit("e", 2);
        assertThat(cluster.sent("there", "here")).isGreaterThan(before);
    }

    /** While it heard that they are empty and occupied again, another node would send nothing to them. */
    @Test
    void otherNodes_hearNothingOfRoomsWhoseClientIsLost_andComesBack() {
        start();
        received();
        handler.socket().join("r");
        cluster.deliverAll();
        int before = cluster.sent("here", "there");
        client.lose();
        cluster.deliverAll();
        assertThat(cluster.sent("here", "there")).isEqualTo(before);
        connect("{\"pid\":\"" + pid + "\"}");
        cluster.deliverAll();
        assertThat(cluster.sent("here", "there")).isEqualTo(before);
    }
}
