package org.enfilade.internal.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Address;
import com.hazelcast.core.HazelcastInstance;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.enfilade.internal.cluster.ClusterBusContract;
import org.enfilade.internal.cluster.Heard;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;
import org.junit.jupiter.api.Test;

final class HazelcastBusTest extends ClusterBusContract {
    HazelcastBusTest() {
        super(new HazelcastGrid());
    }

    /** As a program is that has not joined the grid. */
    @Test
    void guest_thatIsAClient_tellsAllNodes() {
        List<ClusterBus> buses = List.of(grid.bus("a", "/client/"), grid.bus("b", "/client/"));
        List<Heard> all = List.of(new Heard(), new Heard());
        IntStream.range(0, 2).forEach(i -> buses.get(i).open(all.get(i)));
        HazelcastInstance member = ((HazelcastGrid) grid).instance("a");
        ClientConfig config = new ClientConfig();
        config.setClusterName(member.getConfig().getClusterName());
        Address address = member.getCluster().getLocalMember().getAddress();
        config.getNetworkConfig().addAddress(address.getHost() + ":" + address.getPort());
        config.setProperty("hazelcast.logging.type", "none");
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        try {
            GuestBus guest = new HazelcastGuestBus(client, "/client/");
            for (int i = 0; i < 100; i++) {
                guest.send(ByteBuffer.allocate(4).putInt(i).array());
            }

            long deadline = System.nanoTime() + 120_000_000_000L;
            while (all.stream().anyMatch(heard -> heard.count() < 100)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
            for (Heard heard : all) {
                assertThat(heard.messages()).extracting(Heard.Message::from).containsOnly(guest.self());
                assertThat(heard.messages().stream()
                                .map(message -> ByteBuffer.wrap(message.bytes()).getInt())
                                .toList())
                        .isEqualTo(IntStream.range(0, 100).boxed().toList());
            }
        } finally {
            client.shutdown();
            buses.forEach(ClusterBus::close);
        }
    }
}
