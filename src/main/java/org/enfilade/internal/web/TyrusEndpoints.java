package org.enfilade.internal.web;

import java.lang.reflect.Field;
import java.util.Set;
import org.enfilade.internal.log.Log;

/** The annotated endpoints that Tyrus was told of when it began with an application, by reflection. */
final class TyrusEndpoints {
    private static final String FIELD = "classes";

    private TyrusEndpoints() {}

    /** Whether the container surely was not told of that endpoint. */
    static boolean isUnknown(Class<?> endpoint, Object container) {
        try {
            Field field = declaring(container.getClass()).getDeclaredField(FIELD);
            field.setAccessible(true);
            return field.get(container) instanceof Set<?> classes && !classes.contains(endpoint);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.debug("This version of Tyrus hides which endpoints it knows", e);
            return false;
        }
    }

    private static Class<?> declaring(Class<?> type) {
        return type.getName().equals("org.glassfish.tyrus.server.TyrusServerContainer")
                ? type
                : declaring(type.getSuperclass());
    }
}
