package org.enfilade.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.enfilade.internal.cluster.ClusterBusContract;
import org.enfilade.internal.cluster.Heard;
import org.enfilade.spi.ClusterBus;
import org.jgroups.ChannelListener;
import org.jgroups.JChannel;
import org.jgroups.protocols.FORK;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;

final class JGroupsBusTest extends ClusterBusContract {
    JGroupsBusTest() {
        super(new JGroupsGrid());
    }

    private JChannel channel(String member) {
        return ((JGroupsGrid) grid).channel(member);
    }

    @Test
    void close_ofTheOnlyBus_leavesTheChannelAsItWas() {
        JChannel channel = channel("a");
        FORK fork = channel.getProtocolStack().findProtocol(FORK.class);
        int stacks = fork.getForkStacks();
        List<ChannelListener> listeners = listeners(channel);

        ClusterBus bus = grid.bus("a", "/left/");
        bus.open(new Heard());
        assertThat(fork.getForkStacks()).isEqualTo(stacks + 1);
        assertThat(listeners(channel)).hasSize(listeners.size() + 1);
        bus.close();

        assertThat(fork.getForkStacks()).isEqualTo(stacks);
        assertThat(listeners(channel)).isEqualTo(listeners);
    }

    @SuppressWarnings("unchecked")
    private static List<ChannelListener> listeners(JChannel channel) {
        var listeners = (java.util.Collection<ChannelListener>)
                Util.getField(Util.getField(JChannel.class, "channel_listeners"), channel);
        return listeners == null ? List.of() : List.copyOf(listeners);
    }

    @Test
    void open_onAChannelWithoutFork_insertsOne() {
        JChannel channel = channel("unforked");
        channel.getProtocolStack().removeProtocol(FORK.class);

        ClusterBus bus = grid.bus("unforked", "/unforked/");
        Heard heard = new Heard();
        bus.open(heard);
        ClusterBus other = grid.bus("a", "/unforked/");
        Heard answer = new Heard();
        other.open(answer);
        other.send(bus.self(), new byte[1]);
        bus.send(other.self(), new byte[2]);

        long deadline = System.nanoTime() + 120_000_000_000L;
        while (heard.count() + answer.count() < 2) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        bus.close();
        other.close();
        grid.stop("unforked");
    }
}
