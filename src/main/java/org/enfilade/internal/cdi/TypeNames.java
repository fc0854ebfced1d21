package org.enfilade.internal.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Types in messages: by their simple names, unless somebody could take them for others. */
final class TypeNames {
    private TypeNames() {}

    static String of(Class<?> type) {
        if (type.isArray()) {
            return of(type.componentType()) + "[]";
        }
        return isTakenForAnother("org.enfilade", type) || isTakenForAnother("java.lang", type)
                ? type.getName()
                : type.getSimpleName();
    }

    /** An annotation among the others of the same place. */
    static String of(Annotation annotation, Collection<Annotation> all) {
        Class<?> type = annotation.annotationType();
        boolean collides = all.stream()
                .map(Annotation::annotationType)
                .anyMatch(other -> other != type && other.getSimpleName().equals(type.getSimpleName()));
        return "@" + (collides ? type.getName() : of(type));
    }

    /** The parameters of a method, so that it is told from others of its name. */
    static String parameters(Method method) {
        String simple = parameters(method, TypeNames::of);
        boolean collides = Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
                .filter(other -> other.getName().equals(method.getName()) && !other.isSynthetic())
                .anyMatch(other -> !other.equals(method)
                        && parameters(other, TypeNames::of).equals(simple));
        return collides ? parameters(method, Class::getTypeName) : simple;
    }

    private static String parameters(Method method, Function<Class<?>, String> name) {
        return Arrays.stream(method.getParameterTypes()).map(name).collect(Collectors.joining(", ", "(", ")"));
    }

    private static boolean isTakenForAnother(String owner, Class<?> type) {
        return !type.isPrimitive()
                && !type.getPackageName().equals(owner)
                && exists(owner + "." + type.getSimpleName());
    }

    private static boolean exists(String name) {
        try {
            Class.forName(name, false, TypeNames.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
