package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Optional;
import org.enfilade.Namespace;
import org.enfilade.Of;
import org.enfilade.ParentNamespace;

/** An injection point with {@code @Of}. */
record NamespaceReference(String place, String name, Type type) {
    static NamespaceReference of(InjectionPoint point, Of of) {
        return new NamespaceReference(point.getMember().toString(), of.value(), point.getType());
    }

    static NamespaceReference of(String place, Annotated parameter) {
        return new NamespaceReference(place, parameter.getAnnotation(Of.class).value(), parameter.getBaseType());
    }

    /** Whether a bean declares it, and whether as what it is injected as; {@code false} if no bean does. */
    boolean check(Collection<Endpoint> endpoints, Problems problems) {
        if (type != Namespace.class && type != ParentNamespace.class) {
            return true; // the container says so itself: no such bean
        }
        Optional<Address> declared = endpoints.stream()
                .flatMap(endpoint -> endpoint.addresses().stream())
                .filter(address -> address.declared().equals(name))
                .findFirst();
        declared.ifPresent(address -> checkKind(address, problems));
        return declared.isPresent();
    }

    /** Whether it may be a namespace without a bean. */
    boolean mayLackBean() {
        return type == Namespace.class && name.startsWith("/");
    }

    /** Neither a bean nor an option declares it. */
    void unknown(Problems problems) {
        problems.add(Rule.OF_NAMES_SOMETHING, place, "asks for @Of(\"" + name + "\"), which nothing declares");
    }

    private void checkKind(Address address, Problems problems) {
        if (address.isDynamic() != (type == ParentNamespace.class)) {
            problems.add(
                    Rule.OF_HAS_KIND,
                    place,
                    "injects @Of(\"" + name + "\") as a " + ((Class<?>) type).getSimpleName() + ", which it is not");
        }
    }
}
