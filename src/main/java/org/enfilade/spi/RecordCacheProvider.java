package org.enfilade.spi;

import java.util.Optional;

/**
 * Finds the {@link RecordCache} of a server, by {@link java.util.ServiceLoader} from the application's class path.
 * Those of the application are asked before Enfilade's own, which know the caches of WildFly (Infinispan) and of Payara
 * (Hazelcast). Asked only where clients may come back, and where there is a {@link ClusterBus}.
 */
public interface RecordCacheProvider {
    /** What the cache is called in the log, such as {@code Infinispan}. */
    String name();

    /**
     * The cache of {@link ClusterBusProvider.Site#application()}, of which this node is a part now; empty if the server
     * has none of this kind. Classes of a grid that is not there must not be touched.
     *
     * @throws RuntimeException if there is one that cannot be used; sessions are not recorded then
     */
    Optional<RecordCache> find(ClusterBusProvider.Site site);
}
