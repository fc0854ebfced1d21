package org.enfilade.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A namespace bean as it was written, and the container's {@code Bean} for it. */
record Endpoint(
        Bean<?> bean,
        Address address,
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

    private int priority() {
        return Optional.ofNullable(type().getAnnotation(Priority.class))
                .map(Priority::value)
                .orElse(Integer.MAX_VALUE);
    }
}
