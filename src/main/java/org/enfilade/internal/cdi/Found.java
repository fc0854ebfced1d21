package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Vetoed;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.internal.log.Log;

/**
 * What the extension has found in the classes of an application.
 *
 * @param endpoints in the order in which their namespaces are tried
 * @param seen all classes that the container has shown
 * @param roles that the application names anywhere
 * @param withoutBean what is injected and no bean serves: the options have to name it
 * @param usesRequestScope whether anything needs an active request context, be it not of the application's
 */
record Found(
        List<Endpoint> endpoints,
        Set<Class<?>> seen,
        Set<String> roles,
        List<NamespaceReference> withoutBean,
        boolean usesRequestScope) {
    static final Found NOTHING = new Found(List.of(), Set.of(), Set.of(), List.of(), false);

    /** How many names of one kind a line of the log has. */
    private static final int SHOWN = 20;

    /** All names and, apart from them, what dynamic namespaces are declared by; for the log. */
    String served() {
        String names = names(false);
        String dynamic = names(true);
        if (names.isEmpty() && dynamic.isEmpty()) {
            return "no namespaces: none found";
        }
        return "namespaces " + (names.isEmpty() ? "none" : names) + (dynamic.isEmpty() ? "" : ", dynamic " + dynamic);
    }

    private String names(boolean dynamic) {
        List<String> names = endpoints.stream()
                .flatMap(endpoint -> endpoint.addresses().stream())
                .filter(address -> address.isDynamic() == dynamic)
                .map(Address::declared)
                .sorted()
                .toList();
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    /** The names of the classes that serve namespaces. */
    List<String> classes() {
        return endpoints.stream()
                .map(endpoint -> endpoint.type().getName())
                .distinct()
                .toList();
    }

    /** Says which classes have {@code @NamespaceEndpoint} and are not served, since CDI has not found them. */
    void reportUnserved(Collection<Class<?>> annotated) {
        Set<Class<?>> served = endpoints.stream().map(Endpoint::type).collect(Collectors.toSet());
        annotated.stream()
                .filter(type -> type.isAnnotationPresent(NamespaceEndpoint.class) && !served.contains(type))
                .filter(type -> !seen.contains(type) && !isLeftOut(type))
                .sorted(Comparator.comparing(Class::getName))
                .forEach(type -> Log.error(Problems.message(
                        Rule.NAMESPACE_IS_BEAN,
                        Problems.place(type),
                        "has @NamespaceEndpoint and CDI has not found it, so nothing serves its namespace")));
    }

    /** By the application itself. */
    private static boolean isLeftOut(Class<?> type) {
        return type.isAnnotationPresent(Vetoed.class)
                || type.getPackage().isAnnotationPresent(Vetoed.class)
                || type.isAnnotationPresent(Alternative.class);
    }
}
