package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.enfilade.spi.ClusterBus;
import org.junit.jupiter.api.Test;

final class SealedBusTest {
    private static final byte[] MESSAGE = "to everybody: hello".getBytes(StandardCharsets.UTF_8);

    private final MemoryCluster cluster = new MemoryCluster();
    private final Heard atA = new Heard();
    private final Heard atB = new Heard();

    SealedBusTest() {
        cluster.automatic();
    }

    private ClusterBus node(String name, String secret, Heard heard) {
        ClusterBus bus = new SealedBus(cluster.node(name), secret);
        bus.open(heard);
        return bus;
    }

    private ClusterBus plainNode(String name, Heard heard) {
        ClusterBus bus = cluster.node(name);
        bus.open(heard);
        return bus;
    }

    @Test
    void message_betweenNodesOfOneSecret_arrivesAsItWas() {
        ClusterBus a = node("a", "a secret of some length", atA);
        node("b", "a secret of some length", atB);

        a.send("b", MESSAGE);
        a.send("b", new byte[0]);

        assertThat(atA.view()).containsExactly("b");
        assertThat(atB.messages().stream().map(Heard.Message::bytes)).containsExactly(MESSAGE, new byte[0]);
        assertThat(atB.messages().get(0).from()).isEqualTo("a");
    }

    @Test
    void message_seenByOthers_isNeverTheSameAndShowsNothing() {
        ClusterBus a = node("a", "a secret of some length", atA);
        plainNode("b", atB);

        a.send("b", MESSAGE);
        a.send("b", MESSAGE);

        List<byte[]> seen = atB.messages().stream().map(Heard.Message::bytes).toList();
        assertThat(seen.get(0)).isNotEqualTo(seen.get(1));
        assertThat(new String(seen.get(0), StandardCharsets.ISO_8859_1)).doesNotContain("hello");
    }

    @Test
    void message_ofANodeWithoutTheSecret_isIgnored() {
        node("a", "a secret of some length", atA);
        ClusterBus plain = plainNode("b", atB);
        ClusterBus other = node("c", "another secret of that length", new Heard());

        plain.send("a", MESSAGE);
        plain.send("a", new byte[0]);
        plain.send("a", new byte[] {0x5E});
        plain.send("a", new byte[] {0x5F});
        plain.send("a", new byte[100]);
        other.send("a", MESSAGE);

        assertThat(atA.messages()).isEmpty();
    }

    @Test
    void message_thatIsChangedOrHasAnotherSenderOrReceiver_isIgnored() {
        ClusterBus a = node("a", "a secret of some length", atA);
        Heard atSpy = new Heard();
        ClusterBus spy = plainNode("spy", atSpy);
        Heard atC = new Heard();
        node("c", "a secret of some length", atC);
        a.send("spy", MESSAGE);
        byte[] sealed = atSpy.messages().get(0).bytes();

        spy.send("c", sealed);
        spy.send("a", sealed);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        spy.send("c", changed);

        assertThat(atC.messages()).isEmpty();
        assertThat(atA.messages()).isEmpty();
    }
}
