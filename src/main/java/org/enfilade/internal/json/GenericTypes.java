package org.enfilade.internal.json;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types with arguments. */
final class GenericTypes {
    private record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String toString() {
            return raw.getName() + arguments;
        }
    }

    private GenericTypes() {}

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return raw(((TypeVariable<?>) type).getBounds()[0]);
    }

    /** An argument of a type; {@code Object} for a raw type. */
    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
    }

    static Type component(Type array) {
        return array instanceof GenericArrayType generic
                ? generic.getGenericComponentType()
                : raw(array).componentType();
    }

    /** What the variables of a class and its superclasses stand for. */
    static Map<TypeVariable<?>, Type> variables(Type type) {
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        Type current = type;
        while (current != null && raw(current) != Object.class) {
            Class<?> raw = raw(current);
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                if (current instanceof ParameterizedType generic) {
                    known.put(variables[i], resolve(generic.getActualTypeArguments()[i], known));
                }
            }
            current = raw.getGenericSuperclass();
        }
        return known;
    }

    /**
     * The type without variables and wildcards at its top and in its arguments; an unknown variable becomes its bound.
     */
    static Type resolve(Type type, Map<TypeVariable<?>, Type> known) {
        if (type instanceof TypeVariable<?> variable) {
            Type found = known.get(variable);
            return found == null ? raw(variable) : found;
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0], known);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = resolve(arguments[i], known);
            }
            return new Parameterized((Class<?>) generic.getRawType(), List.of(arguments));
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType(), known);
            return component instanceof Class<?> plain ? plain.arrayType() : (GenericArrayType) () -> component;
        }
        return type;
    }
}
