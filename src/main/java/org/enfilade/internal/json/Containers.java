package org.enfilade.internal.json;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The collections and maps that are made for a type. */
final class Containers {
    private Containers() {}

    static boolean isCollection(Class<?> type) {
        return type == Iterable.class || Collection.class.isAssignableFrom(type) && isOfTheJdk(type);
    }

    static boolean isMap(Class<?> type) {
        return Map.class.isAssignableFrom(type) && isOfTheJdk(type);
    }

    /** Others may have other type arguments, or none. */
    private static boolean isOfTheJdk(Class<?> type) {
        return type.getName().startsWith("java.util.");
    }

    /** Whether {@link #collection} or {@link #map} can make one. */
    static boolean canMake(Class<?> type) {
        return type == EnumMap.class
                || EnumSet.class.isAssignableFrom(type)
                || type.isAssignableFrom(ArrayList.class)
                || type.isAssignableFrom(LinkedHashSet.class)
                || type.isAssignableFrom(TreeSet.class)
                || type.isAssignableFrom(ArrayDeque.class)
                || type.isAssignableFrom(LinkedHashMap.class)
                || type.isAssignableFrom(TreeMap.class)
                || type.isAssignableFrom(ConcurrentHashMap.class)
                || type.isAssignableFrom(ConcurrentSkipListMap.class)
                || hasConstructor(type);
    }

    private static boolean hasConstructor(Class<?> type) {
        try {
            return !Modifier.isAbstract(type.getModifiers())
                    && Modifier.isPublic(type.getConstructor().getModifiers());
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Collection<Object> collection(Class<?> type, Type elements) {
        if (type.isAssignableFrom(ArrayList.class)) {
            return new ArrayList<>();
        } else if (type.isAssignableFrom(LinkedHashSet.class)) {
            return new LinkedHashSet<>();
        } else if (type.isAssignableFrom(TreeSet.class)) {
            return new TreeSet<>();
        } else if (type.isAssignableFrom(ArrayDeque.class)) {
            return new ArrayDeque<>();
        } else if (type == EnumSet.class && GenericTypes.raw(elements).isEnum()) {
            return (Collection<Object>) (Collection) EnumSet.noneOf((Class) GenericTypes.raw(elements));
        }
        return (Collection<Object>) make(type);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Map<Object, Object> map(Class<?> type, Type keys) {
        if (type.isAssignableFrom(LinkedHashMap.class)) {
            return new LinkedHashMap<>();
        } else if (type.isAssignableFrom(TreeMap.class)) {
            return new TreeMap<>();
        } else if (type.isAssignableFrom(ConcurrentHashMap.class)) {
            return new ConcurrentHashMap<>();
        } else if (type.isAssignableFrom(ConcurrentSkipListMap.class)) {
            return new ConcurrentSkipListMap<>();
        } else if (type == EnumMap.class && GenericTypes.raw(keys).isEnum()) {
            return (Map<Object, Object>) (Map) new EnumMap((Class) GenericTypes.raw(keys));
        }
        return (Map<Object, Object>) make(type);
    }

    private static Object make(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException("No " + type.getName() + " can be made", e);
        }
    }
}
