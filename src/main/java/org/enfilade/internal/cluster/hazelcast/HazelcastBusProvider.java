package org.enfilade.internal.cluster.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import java.util.Optional;
import org.enfilade.internal.log.Log;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.ClusterBusProvider;
import org.enfilade.spi.GuestBus;
import org.enfilade.spi.RecordCache;

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

    @Override
    public Optional<GuestBus> findForGuest(Site site) {
        return isAbsent() ? Optional.empty() : Instance.findForGuest(site);
    }

    static boolean isAbsent() {
        try {
            Class.forName("com.hazelcast.core.HazelcastInstance", false, HazelcastBusProvider.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    /** A class of its own, since verifying a class may load those that it uses. */
    static final class Instance {
        private Instance() {}

        static Optional<ClusterBus> find(Site site) {
            return site.lookup(INSTANCE, HazelcastInstance.class)
                    .filter(Instance::isToCluster)
                    .map(hazelcast -> new HazelcastBus(hazelcast, site.application()));
        }

        static Optional<GuestBus> findForGuest(Site site) {
            return site.lookup(INSTANCE, HazelcastInstance.class)
                    .filter(Instance::isToCluster)
                    .map(hazelcast -> new HazelcastGuestBus(hazelcast, site.application()));
        }

        static Optional<RecordCache> findCache(Site site) {
            return site.lookup(INSTANCE, HazelcastInstance.class)
                    .filter(Instance::isToCluster)
                    .map(hazelcast -> new HazelcastRecords(hazelcast, site.application()));
        }

        private static boolean isToCluster(HazelcastInstance hazelcast) {
            if (isClusteringOff(hazelcast.getConfig())) {
                Log.info("Payara's clustering is off (--nocluster, or clustering-enabled of its data grid)");
                return false;
            }
            return true;
        }

        /**
         * Whether the server has been told not to cluster. Payara (6.2025.10) lets its Hazelcast look for others all
         * the same, but switches Hazelcast's auto-detection off only where clustering is on. A Hazelcast with a
         * configuration file is what that file says.
         */
        static boolean isClusteringOff(Config config) {
            boolean isFromFile = config.getConfigurationUrl() != null || config.getConfigurationFile() != null;
            return !isFromFile
                    && config.getNetworkConfig()
                            .getJoin()
                            .getAutoDetectionConfig()
                            .isEnabled();
        }
    }
}
