package org.enfilade.internal.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/**
 * How a class or record is made of properties, as JSON-B sees it.
 *
 * @param constructor takes the properties if {@code isRecord}, else nothing; {@code null} if there is none
 * @param writable those that are read from JSON, by their name there; in the order of a record's components
 * @param readable those that are written, in order
 * @param isPlain whether no annotation says more than a name
 * @param isReadByUs whether nothing but JSON-B's own rules say how it is read
 * @param isWrittenByUs the same for writing
 */
record ObjectModel(
        Type type,
        boolean isRecord,
        Constructor<?> constructor,
        Map<String, Property> writable,
        List<Property> readable,
        boolean isPlain,
        boolean isReadByUs,
        boolean isWrittenByUs) {
    /** Gets or sets the value in an object. */
    interface Access {
        Object call(Object target, Object value) throws ReflectiveOperationException;
    }

    /**
     * A property.
     *
     * @param isChecked whether its type says how it is read, and no annotation of it
     */
    record Property(String name, Type type, int index, boolean isChecked, Access access) {
        Object get(Object target) {
            return call(access, target, null);
        }

        void set(Object target, Object value) {
            call(access, target, value);
        }
    }

    Object create(Object... values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw refused(type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw refused(type, e);
        }
    }

    private static Object call(Access access, Object target, Object value) {
        try {
            return access.call(target, value);
        } catch (InvocationTargetException e) {
            throw refused(target.getClass(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw refused(target.getClass(), e);
        }
    }

    private static IllegalArgumentException refused(Type type, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalArgumentException(type.getTypeName() + " refuses its values", cause);
    }
}
