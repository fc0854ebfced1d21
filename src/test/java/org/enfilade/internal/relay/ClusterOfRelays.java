package org.enfilade.internal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.enfilade.internal.cluster.MemoryCluster;
import org.junit.jupiter.api.AfterEach;

/** Sessions are at home on {@code home}; clients come to {@code one} and {@code two}. */
abstract class ClusterOfRelays {
    final MemoryCluster cluster = new MemoryCluster();
    final List<RelayNode> nodes = new ArrayList<>();
    final RelayNode home = node("home", true);
    final RelayNode one = node("one", true);
    final RelayNode two = node("two", true);
    final List<String> outcomes = new ArrayList<>();

    ClusterOfRelays() {
        settle();
    }

    final RelayNode node(String name, boolean forwards) {
        RelayNode node = new RelayNode(cluster, name, forwards);
        nodes.add(node);
        return node;
    }

    /** Delivers and runs all that there is to deliver and run. */
    final void settle() {
        boolean more;
        do {
            more = cluster.step();
            for (RelayNode node : nodes) {
                more |= node.run();
            }
        } while (more);
    }

    @AfterEach
    void nothingIsLeft() {
        settle();
        for (RelayNode node : nodes) {
            node.engine.stop();
            node.relay.endAll();
        }
        settle();
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.relay.forwarded()).as("forwarded").isZero();
            assertThat(node.relay.served()).as("served").isZero();
            assertThat(node.budget.used()).as("bytes").isZero();
        });
    }

    /** Checks it before sessions end. */
    final void assertIdle() {
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.isIdle()).isTrue();
        });
    }
}
