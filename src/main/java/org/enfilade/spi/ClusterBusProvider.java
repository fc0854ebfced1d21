package org.enfilade.spi;

import java.util.Optional;

/**
 * Finds the {@link ClusterBus} of a server, by {@link java.util.ServiceLoader} from the application's class path. Those
 * of the application are asked before Enfilade's own, which know the cluster of WildFly (JGroups) and of Payara
 * (Hazelcast).
 */
public interface ClusterBusProvider {
    /** Where the application runs. */
    interface Site {
        /**
         * What tells the application from others in the same cluster: the same on all its nodes, and for a newer
         * version too. One server may have several deployments, each with another text.
         */
        String application();

        /** Looks up a name in JNDI; empty if there is nothing of that name and type. */
        <T> Optional<T> lookup(String name, Class<T> type);
    }

    /** What the bus is called in the log, such as {@code JGroups}. */
    String name();

    /**
     * The bus, not yet open; empty if the server has none of this kind. Classes of a grid that is not there must not be
     * touched.
     *
     * @throws RuntimeException if there is one that cannot be used; the application then does not start
     */
    Optional<ClusterBus> find(Site site);

    /**
     * A way to the nodes of {@link Site#application()} for somebody who is none of them; empty if the server has no
     * grid of this kind, or the provider has no such way. Classes of a grid that is not there must not be touched.
     *
     * @throws RuntimeException if there is a grid that cannot be used
     */
    default Optional<GuestBus> findForGuest(Site site) {
        return Optional.empty();
    }
}
