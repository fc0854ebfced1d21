package org.enfilade.internal.cdi;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /** What a type says for those who connect. */
    static Access of(AnnotatedType<?> type) {
        return read(type::getAnnotation);
    }

    /**
     * What a method says for its event. Methods inherited from a class with such an annotation have that one's, as in EJBs; that of the
     * bean class itself has let the client in already.
     */
    static Access of(AnnotatedMethod<?> method, Class<?> bean) {
        if (count(method) > 0) {
            return read(method::getAnnotation);
        }
        Class<?> declaring = method.getJavaMember().getDeclaringClass();
        return declaring == bean ? PERMITTED : read(declaring::getAnnotation);
    }

    /** How many of the annotations there are; more than one contradict each other. */
    static long count(Annotated annotated) {
        return ANNOTATIONS.stream().filter(annotated::isAnnotationPresent).count();
    }

    private static Access read(Function<Class<? extends Annotation>, Annotation> annotations) {
        if (annotations.apply(RolesAllowed.class) instanceof RolesAllowed allowed) {
            return new Access(false, Set.copyOf(Stream.of(allowed.value()).toList()));
        }
        return annotations.apply(DenyAll.class) == null ? PERMITTED : new Access(false, Set.of());
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
