package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.watch.Watcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications that have one name in the cluster, and what the log of one says of the others. */
class OtherApplicationsTest {
    private static final Introduction SHOP = built("org.example:shop at default-host/socket.io/");
    private static final Introduction BLOG = built("org.example:blog at default-host/socket.io/");

    private final MemoryCluster cluster = new MemoryCluster();
    private final LogCapture log = new LogCapture();

    OtherApplicationsTest() {
        cluster.automatic();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static Introduction built(String application) {
        return new Introduction(application, List.of());
    }

    private static Introduction unnamed(String... classes) {
        return new Introduction("ROOT at default-host/socket.io/", List.of(classes));
    }

    private ClusterPeers node(String name, Introduction introduction) {
        ClusterPeers peers =
                new ClusterPeers(cluster.node(name), new NoSockets(), new FakeTicker(), introduction, Watcher.NONE);
        peers.open();
        return peers;
    }

    private List<String> warnings() {
        return log.messages().stream()
                .filter(record -> record.getLevel() == Level.WARNING)
                .map(LogRecord::getMessage)
                .toList();
    }

    @Test
    void anotherApplication_underTheSameName_isNamedByEachOfThem() {
        node("one", SHOP);
        node("two", BLOG);

        assertThat(warnings())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"org.example:shop at default-host/socket.io/\"")
                        .contains("\"org.example:blog at default-host/socket.io/\"")
                        .contains("enfilade.cluster.name"));
        assertThat(warnings()).anySatisfy(line -> assertThat(line).contains("Node two runs another application"));
    }

    @Test
    void oneWarInTwoPlaces_isTwoApplications() {
        node("one", SHOP);
        node("two", built("org.example:shop at other-host/socket.io/"));

        assertThat(warnings()).hasSize(2);
    }

    @Test
    void anotherApplication_onSeveralNodesAndAgain_isNamedOnce() {
        ClusterPeers one = node("one", SHOP);
        ClusterPeers two = node("two", BLOG);
        two.close();
        node("two", BLOG);
        one.received("two", BusCodec.encode(new BusMessage.Hello("another", false, false, BLOG)));

        assertThat(warnings())
                .filteredOn(line -> line.contains("Node two runs"))
                .hasSize(1);
    }

    @Test
    void sameApplication_isNotNamed() {
        node("one", SHOP);
        node("two", SHOP);
        node("three", built(SHOP.application()));

        assertThat(log.messages()).isEmpty();
    }

    @Test
    void wars_ofOneFileName_differByTheirClasses() {
        node("one", unnamed("org.example.shop.Orders", "org.example.shop.Chat"));
        node("two", unnamed("org.example.blog.Comments"));

        assertThat(warnings())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("org.example.shop.Chat, org.example.shop.Orders")
                        .contains("org.example.blog.Comments"));
    }

    @Test
    void newerVersion_withSomeClassesMoreAndSomeLess_isTheSameApplication() {
        node("one", unnamed("org.example.Orders", "org.example.Chat"));
        node("two", unnamed("org.example.Chat", "org.example.Stock"));
        node("three", unnamed());

        assertThat(log.messages()).isEmpty();
    }

    @Test
    void inventedApplications_haveABound() {
        ClusterPeers one = node("one", SHOP);
        one.view(Set.of("two"));
        for (int i = 0; i < 1_000; i++) {
            one.received("two", BusCodec.encode(new BusMessage.Hello("tag" + i, false, false, built("made up " + i))));
        }

        assertThat(warnings()).hasSize(20);
    }
}
