package org.enfilade.internal.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.function.Supplier;
import org.enfilade.internal.log.Log;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.ClusterBusProvider;
import org.enfilade.spi.GuestBus;

/** The providers of an application. */
public final class ClusterBuses {
    /**
     * A bus, not yet open.
     *
     * @param kind what its provider calls it
     */
    public record Found(String kind, ClusterBus bus) {}

    private static final String OURS = "org.enfilade.internal.";

    private final ClassLoader application;

    /** @param application the class loader that sees the providers */
    public ClusterBuses(ClassLoader application) {
        this.application = application;
    }

    /** The bus of the first provider that has one, those of the application first. */
    public Optional<Found> find(ClusterBusProvider.Site site) {
        for (Provider<ClusterBusProvider> provider : providers()) {
            Optional<Found> found = unlessAbsent(() -> {
                ClusterBusProvider instance = provider.get();
                return instance.find(site).map(bus -> new Found(instance.name(), bus));
            });
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A way for somebody who is no node, of the first provider that has one. */
    public Optional<GuestBus> findForGuest(ClusterBusProvider.Site site) {
        for (Provider<ClusterBusProvider> provider : providers()) {
            Optional<GuestBus> found = unlessAbsent(() -> provider.get().findForGuest(site));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<Provider<ClusterBusProvider>> providers() {
        List<Provider<ClusterBusProvider>> providers = new ArrayList<>();
        Iterator<Provider<ClusterBusProvider>> iterator =
                ServiceLoader.load(ClusterBusProvider.class, application).stream()
                        .iterator();
        while (unlessAbsent(() -> Optional.of(iterator.hasNext())).orElse(true)) {
            unlessAbsent(() -> Optional.of(iterator.next())).ifPresent(providers::add);
        }
        providers.sort(
                Comparator.comparing(provider -> provider.type().getName().startsWith(OURS)));
        return providers;
    }

    /** A server without a grid lacks its classes, and that is no mistake. */
    private static <T> Optional<T> unlessAbsent(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (LinkageError e) {
            Log.debug("This server does not have the grid of a provider", e);
            return Optional.empty();
        } catch (ServiceConfigurationError e) {
            if (e.getCause() instanceof LinkageError) {
                Log.debug("This server does not have the grid of a provider", e);
                return Optional.empty();
            }
            throw e;
        }
    }
}
