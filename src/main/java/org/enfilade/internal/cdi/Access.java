package org.enfilade.internal.cdi;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.enfilade.Handshake;
import org.enfilade.Socket;

/**
 * Who may connect to a namespace, or have an event handled. Checked by us, since a container does so for EJBs only.
 *
 * @param everybody whether roles do not matter
 * @param roles one of these is enough; if there is none, nobody may
 */
record Access(boolean everybody, Set<String> roles) {
    static final Access PERMITTED = new Access(true, Set.of());

    private static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(RolesAllowed.class, PermitAll.class, DenyAll.class);

    /** What a type says for those who connect, or else its stereotypes do. */
    static Access of(AnnotatedType<?> type) {
        return read(on(type.getAnnotations()));
    }

    /**
     * What a method says for its event. Methods inherited from a class with such an annotation have that one's, as in
     * EJBs; that of the bean class itself has let the client in already.
     */
    static Access of(AnnotatedMethod<?> method, Class<?> bean) {
        if (count(method) > 0) {
            return read(on(method.getAnnotations()));
        }
        Class<?> declaring = method.getJavaMember().getDeclaringClass();
        return declaring == bean ? PERMITTED : read(on(List.of(declaring.getAnnotations())));
    }

    /** How many of the annotations count; more than one contradict each other. */
    static int count(Annotated annotated) {
        return on(annotated.getAnnotations()).size();
    }

    /** Those that are there themselves, or else those that stereotypes bring; the same one only once. */
    private static Set<Annotation> on(Collection<Annotation> annotations) {
        Set<Annotation> own = annotations.stream()
                .filter(annotation -> ANNOTATIONS.contains(annotation.annotationType()))
                .collect(Collectors.toSet());
        if (!own.isEmpty()) {
            return own;
        }
        return annotations.stream()
                .filter(MiddlewareBindings::isStereotype)
                .flatMap(stereotype -> on(MiddlewareBindings.parts(stereotype)).stream())
                .collect(Collectors.toSet());
    }

    private static Access read(Set<Annotation> annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof RolesAllowed allowed) {
                return new Access(false, Set.copyOf(List.of(allowed.value())));
            }
            if (annotation instanceof DenyAll) {
                return new Access(false, Set.of());
            }
        }
        return PERMITTED;
    }

    boolean allows(Socket socket) {
        if (everybody) {
            return true;
        }
        Handshake handshake = socket.handshake();
        for (String role : roles) {
            if (handshake.isUserInRole(role)) {
                return true;
            }
        }
        return false;
    }
}
