package org.enfilade.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A namespace bean as it was written, and the container's {@code Bean} for it.
 *
 * @param addresses one or, for names and templates, several
 */
record Endpoint(
        Bean<?> bean,
        List<Address> addresses,
        Access access,
        DeclaredLimits limits,
        List<Handler> handlers,
        Set<Annotation> middleware) {
    /** The order in which dynamic namespaces are tried. */
    static final Comparator<Endpoint> ORDER = Comparator.comparingInt(Endpoint::priority)
            .thenComparing(endpoint -> endpoint.type().getName());

    Class<?> type() {
        return bean.getBeanClass();
    }

    /** All that it declares, for people. */
    String declared() {
        return addresses.stream().map(Address::declared).collect(Collectors.joining(", "));
    }

    /** Whether a client that asks for this name gets to it, unless another one comes first. */
    boolean serves(String name) {
        return addresses.stream().anyMatch(address -> address.has(name));
    }

    private int priority() {
        return Optional.ofNullable(type().getAnnotation(Priority.class))
                .map(Priority::value)
                .orElse(Integer.MAX_VALUE);
    }
}
