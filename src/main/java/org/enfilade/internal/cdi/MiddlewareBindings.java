package org.enfilade.internal.cdi;

import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.inject.Scope;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.enfilade.Middleware;

/** The middleware bindings of a class, its own and those that its stereotypes bring. */
final class MiddlewareBindings {
    private MiddlewareBindings() {}

    static boolean isBinding(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(Middleware.class);
    }

    static Middleware.Kind kind(Annotation binding) {
        return binding.annotationType().getAnnotation(Middleware.class).value();
    }

    /** All that count for a type with these annotations. */
    static Set<Annotation> of(Collection<Annotation> annotations) {
        Set<Annotation> bindings = new LinkedHashSet<>();
        for (Annotation annotation : annotations) {
            if (isBinding(annotation)) {
                bindings.add(annotation);
            } else if (isStereotype(annotation)) {
                bindings.addAll(of(parts(annotation)));
            }
        }
        return bindings;
    }

    /** Whether an interceptor binding of another kind brings a middleware binding along. */
    static boolean isHidden(Annotation annotation) {
        return !isBinding(annotation)
                && annotation.annotationType().isAnnotationPresent(InterceptorBinding.class)
                && parts(annotation).stream().anyMatch(part -> isBinding(part) || isHidden(part));
    }

    /**
     * Takes the bindings off a class, so that the container does not put the middleware around every method. A
     * stereotype that brings one is replaced by the rest of what it brings.
     */
    static void remove(AnnotatedTypeConfigurator<?> type) {
        List<Annotation> annotations = List.copyOf(type.getAnnotated().getAnnotations());
        boolean scoped = annotations.stream().anyMatch(MiddlewareBindings::isScope);
        for (Annotation annotation : annotations) {
            if (isBinding(annotation)) {
                type.remove(annotation::equals);
            } else if (isStereotype(annotation) && !of(List.of(annotation)).isEmpty()) {
                type.remove(annotation::equals);
                rest(annotation, scoped).forEach(type::add);
            }
        }
    }

    private static List<Annotation> rest(Annotation stereotype, boolean scoped) {
        List<Annotation> rest = new ArrayList<>();
        for (Annotation part : parts(stereotype)) {
            if (isStereotype(part) && !of(List.of(part)).isEmpty()) {
                rest.addAll(rest(part, scoped));
            } else if (!isBinding(part) && !(scoped && isScope(part))) {
                rest.add(part);
            }
        }
        return rest;
    }

    /**
     * What a stereotype or a binding brings; Java's own annotations, {@code @Stereotype} and the like mean the
     * annotation itself.
     */
    static List<Annotation> parts(Annotation annotation) {
        List<Annotation> parts = new ArrayList<>();
        for (Annotation part : annotation.annotationType().getAnnotations()) {
            Class<? extends Annotation> type = part.annotationType();
            if (type != Stereotype.class
                    && type != InterceptorBinding.class
                    && !type.getPackageName().equals("java.lang.annotation")) {
                parts.add(part);
            }
        }
        return parts;
    }

    static boolean isStereotype(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(Stereotype.class);
    }

    private static boolean isScope(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(Scope.class)
                || annotation.annotationType().isAnnotationPresent(NormalScope.class);
    }
}
