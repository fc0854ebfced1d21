package org.enfilade.internal.web.catalina;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Calls methods of the server's classes. To look one up takes longer than to call it, and a handshake calls many. */
final class ServerMethods {
    private record Name(Class<?> type, String name) {}

    private static final Map<Name, Method> FOUND = new ConcurrentHashMap<>();

    private ServerMethods() {}

    /** Calls a public method without parameters. */
    static Object call(Object target, String name) throws ReflectiveOperationException {
        return find(target.getClass(), name).invoke(target);
    }

    /** A public method, which is the only one of its name that is asked for. */
    static Method find(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        Name key = new Name(type, name);
        Method known = FOUND.get(key);
        if (known == null) {
            known = type.getMethod(name, parameters);
            FOUND.put(key, known);
        }
        return known;
    }
}
