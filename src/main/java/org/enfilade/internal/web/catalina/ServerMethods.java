package org.enfilade.internal.web.catalina;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Calls methods of the server's classes. To look one up takes longer than to call it, and a handshake calls many. */
final class ServerMethods {
    // Two maps: Java 17 would keep the class loader of the application for a record that is a key (ObjectMethods).
    private static final Map<Class<?>, Map<String, Method>> FOUND = new ConcurrentHashMap<>();

    private ServerMethods() {}

    /** Calls a public method without parameters. */
    static Object call(Object target, String name) throws ReflectiveOperationException {
        return find(target.getClass(), name).invoke(target);
    }

    /** A public method, which is the only one of its name that is asked for. */
    static Method find(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        Map<String, Method> methods = FOUND.computeIfAbsent(type, key -> new ConcurrentHashMap<>());
        Method known = methods.get(name);
        if (known == null) {
            known = type.getMethod(name, parameters);
            methods.put(name, known);
        }
        return known;
    }
}
