package org.enfilade.internal.cluster;

import java.util.Optional;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.ClusterBusProvider;
import org.enfilade.spi.GuestBus;
import org.enfilade.spi.RecordCache;
import org.enfilade.spi.RecordCacheProvider;

/** What the providers of an application have found on its server. */
public final class ClusterBuses {
    /**
     * A bus, not yet open.
     *
     * @param kind what its provider calls it
     */
    public record Found(String kind, ClusterBus bus) {}

    /**
     * A cache of records, of which this node is a part.
     *
     * @param kind what its provider calls it
     */
    public record FoundCache(String kind, RecordCache cache) {}

    private final Providers<ClusterBusProvider> buses;
    private final Providers<RecordCacheProvider> caches;

    /** @param application the class loader that sees the providers */
    public ClusterBuses(ClassLoader application) {
        buses = new Providers<>(ClusterBusProvider.class, application);
        caches = new Providers<>(RecordCacheProvider.class, application);
    }

    /** The bus of the first provider that has one, those of the application first. */
    public Optional<Found> find(ClusterBusProvider.Site site) {
        return buses.first(provider -> provider.find(site).map(bus -> new Found(provider.name(), bus)));
    }

    /** The same for somebody who is no node. */
    public Optional<GuestBus> findForGuest(ClusterBusProvider.Site site) {
        return buses.first(provider -> provider.findForGuest(site));
    }

    /** The same for a cache of records. */
    public Optional<FoundCache> findCache(ClusterBusProvider.Site site) {
        return caches.first(provider -> provider.find(site).map(cache -> new FoundCache(provider.name(), cache)));
    }
}
