package org.enfilade.internal.cluster.hazelcast;

import java.util.Optional;
import org.enfilade.spi.ClusterBusProvider;
import org.enfilade.spi.RecordCache;
import org.enfilade.spi.RecordCacheProvider;

/** The Hazelcast of Payara, as a cache. */
public final class HazelcastRecordsProvider implements RecordCacheProvider {
    @Override
    public String name() {
        return "Hazelcast";
    }

    @Override
    public Optional<RecordCache> find(ClusterBusProvider.Site site) {
        return HazelcastBusProvider.isAbsent() ? Optional.empty() : HazelcastBusProvider.Instance.findCache(site);
    }
}
