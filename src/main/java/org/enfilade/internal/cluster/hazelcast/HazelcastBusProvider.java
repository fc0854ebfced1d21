package org.enfilade.internal.cluster.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import java.util.Optional;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.ClusterBusProvider;

/** The Hazelcast of Payara. */
public final class HazelcastBusProvider implements ClusterBusProvider {
    private static final String INSTANCE = "payara/Hazelcast";

    @Override
    public String name() {
        return "Hazelcast";
    }

    @Override
    public Optional<ClusterBus> find(Site site) {
        if (isAbsent()) {
            return Optional.empty();
        }
        return Instance.find(site);
    }

    private static boolean isAbsent() {
        try {
            Class.forName("com.hazelcast.core.HazelcastInstance", false, HazelcastBusProvider.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    /** A class of its own, since verifying a class may load those that it uses. */
    private static final class Instance {
        static Optional<ClusterBus> find(Site site) {
            return site.lookup(INSTANCE, HazelcastInstance.class)
                    .map(hazelcast -> new HazelcastBus(hazelcast, site.application()));
        }
    }
}
