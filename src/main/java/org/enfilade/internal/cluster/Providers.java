package org.enfilade.internal.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.function.Function;
import java.util.function.Supplier;
import org.enfilade.internal.log.Log;

/**
 * The providers of an application for one kind of thing that a grid has.
 *
 * @param <P> a provider
 */
final class Providers<P> {
    private static final String OURS = "org.enfilade.internal.";

    private final Class<P> type;
    private final ClassLoader application;

    /** @param application the class loader that sees the providers */
    Providers(Class<P> type, ClassLoader application) {
        this.type = type;
        this.application = application;
    }

    /** What the first provider has that has it; those of the application are asked first. */
    <T> Optional<T> first(Function<P, Optional<T>> question) {
        for (Provider<P> provider : providers()) {
            Optional<T> found = unlessAbsent(() -> question.apply(provider.get()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<Provider<P>> providers() {
        List<Provider<P>> providers = new ArrayList<>();
        Iterator<Provider<P>> iterator =
                ServiceLoader.load(type, application).stream().iterator();
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
