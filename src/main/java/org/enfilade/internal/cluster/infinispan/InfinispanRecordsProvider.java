package org.enfilade.internal.cluster.infinispan;

import java.util.Optional;
import org.enfilade.spi.ClusterBusProvider;
import org.enfilade.spi.RecordCache;
import org.enfilade.spi.RecordCacheProvider;

/** The cache container of WildFly that HTTP sessions are in. */
public final class InfinispanRecordsProvider implements RecordCacheProvider {
    private static final String CONTAINER = "java:jboss/infinispan/container/web";

    @Override
    public String name() {
        return "Infinispan";
    }

    @Override
    public Optional<RecordCache> find(ClusterBusProvider.Site site) {
        return ContainerStart.OF_THIS_DEPLOYMENT.start()
                ? site.lookup(CONTAINER, Object.class)
                        .map(container -> InfinispanClasses.open(container, site.application()))
                : Optional.empty();
    }
}
