package org.enfilade.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;

/** Takes off a type what we do in the container's place. */
final class TypeChanges {
    private TypeChanges() {}

    /**
     * Makes handlers no observers: the container would call them for its own events, and would want a bean for each of
     * their parameters.
     */
    static void strip(AnnotatedTypeConfigurator<?> type, boolean namespaceBean) {
        type.filterMethods(HandlerMethods::isHandler)
                .forEach(method -> method.filterParams(parameter -> true)
                        .forEach(parameter ->
                                parameter.remove(annotation -> annotation.annotationType() == Observes.class
                                        || annotation.annotationType() == ObservesAsync.class)));
        if (namespaceBean) {
            MiddlewareBindings.remove(type);
        }
    }
}
