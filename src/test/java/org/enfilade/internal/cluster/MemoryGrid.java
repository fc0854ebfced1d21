package org.enfilade.internal.cluster;

import java.util.HashMap;
import java.util.Map;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;

/** A cluster for each application. */
final class MemoryGrid implements TestGrid {
    private final Map<String, MemoryCluster> clusters = new HashMap<>();
    private final Map<ClusterBus, MemoryCluster> homes = new HashMap<>();

    @Override
    public ClusterBus bus(String member, String application) {
        MemoryCluster cluster = clusters.computeIfAbsent(application, name -> {
            MemoryCluster created = new MemoryCluster();
            created.automatic();
            return created;
        });
        ClusterBus bus = cluster.node(member);
        homes.put(bus, cluster);
        return bus;
    }

    @Override
    public GuestBus guest(String member, String application) {
        return clusters.get(application).guest("guest " + member);
    }

    @Override
    public void stop(String member) {
        kill(member);
    }

    @Override
    public void kill(String member) {
        clusters.values().forEach(cluster -> cluster.kill(member));
    }

    @Override
    public void deaf(ClusterBus bus, Heard heard, boolean deaf) {
        if (deaf) {
            homes.get(bus).silence(bus.self());
        } else {
            homes.get(bus).wake(bus.self());
        }
    }

    @Override
    public void breakSending(ClusterBus from, ClusterBus to, Heard heard) {
        homes.get(from).failSends(from.self(), true);
    }

    @Override
    public void mend(ClusterBus from, ClusterBus to, Heard heard) {
        homes.get(from).failSends(from.self(), false);
    }

    @Override
    public void end() {
        // nothing has been started
    }
}
