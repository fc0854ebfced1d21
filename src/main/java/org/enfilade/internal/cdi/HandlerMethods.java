package org.enfilade.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the methods of a type that are handlers. */
final class HandlerMethods {
    private HandlerMethods() {}

    static <T> List<AnnotatedMethod<? super T>> of(AnnotatedType<T> type) {
        List<AnnotatedMethod<? super T>> found = new ArrayList<>();
        for (AnnotatedMethod<? super T> method : type.getMethods()) {
            if (isHandler(method) && !isOverridden(method.getJavaMember(), type.getJavaClass())) {
                found.add(method);
            }
        }
        return found;
    }

    static boolean isHandler(AnnotatedMethod<?> method) {
        return !method.getJavaMember().isSynthetic() && observed(method).isPresent();
    }

    /** The observed parameter, if one of our qualifiers is on it. */
    static Optional<AnnotatedParameter<?>> observed(AnnotatedMethod<?> method) {
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            boolean observes =
                    parameter.isAnnotationPresent(Observes.class) || parameter.isAnnotationPresent(ObservesAsync.class);
            if (observes && hasQualifier(parameter)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    private static boolean hasQualifier(AnnotatedParameter<?> parameter) {
        return parameter.getAnnotations().stream()
                .anyMatch(annotation -> HandlerKind.of(annotation).isPresent());
    }

    /** A type lists the methods of its superclasses as well, overridden ones among them. */
    static boolean isOverridden(Method method, Class<?> bean) {
        if (Modifier.isPrivate(method.getModifiers())) {
            return false;
        }
        for (Class<?> type = bean; type != null && type != method.getDeclaringClass(); type = type.getSuperclass()) {
            if (declares(type, method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean declares(Class<?> type, Method method) {
        boolean inherited = Modifier.isPublic(method.getModifiers())
                || Modifier.isProtected(method.getModifiers())
                || type.getPackage() == method.getDeclaringClass().getPackage();
        try {
            type.getDeclaredMethod(method.getName(), method.getParameterTypes());
            return inherited;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
