package org.enfilade.internal.cdi;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What Jakarta Validation found wrong with the arguments of a handler, which is the client's mistake. Read by
 * reflection: a server need not have it.
 */
final class ArgumentViolations {
    private static final String EXCEPTION = "jakarta.validation.ConstraintViolationException";
    private static final int MAX_CAUSES = 50;

    private ArgumentViolations() {}

    /**
     * What is wrong, if all that is are arguments of this handler; {@code null} if it failed otherwise, for example
     * since its result, or what it passed on to another bean, violates a constraint.
     */
    static String of(Throwable failure, Method handler) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause.getClass().getName().equals(EXCEPTION)) {
                return read(cause, handler);
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static String read(Throwable exception, Method handler) {
        try {
            List<String> texts = new ArrayList<>();
            Collection<?> violations = (Collection<?>) get(exception, "getConstraintViolations");
            for (Object violation : violations) {
                Object path = get(violation, "getPropertyPath");
                if (!isOfArguments((Iterable<?>) path, (Class<?>) get(violation, "getRootBeanClass"), handler)) {
                    return null;
                }
                texts.add(path + " " + get(violation, "getMessage"));
            }
            return texts.isEmpty() ? null : String.join(", ", texts);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /**
     * A path begins with the method, and goes on with the parameter or, for a constraint on several, with all of them.
     */
    private static boolean isOfArguments(Iterable<?> path, Class<?> bean, Method handler)
            throws ReflectiveOperationException {
        List<String> kinds = new ArrayList<>();
        String method = null;
        for (Object node : path) {
            if (kinds.isEmpty()) {
                method = (String) get(node, "getName");
            }
            kinds.add(String.valueOf(get(node, "getKind")));
        }
        return kinds.size() > 1
                && kinds.get(0).equals("METHOD")
                && (kinds.get(1).equals("PARAMETER") || kinds.get(1).equals("CROSS_PARAMETER"))
                && handler.getName().equals(method)
                && handler.getDeclaringClass().isAssignableFrom(bean);
    }

    /** By the interface, since the classes of an implementation need not be open. */
    private static Object get(Object target, String getter) throws ReflectiveOperationException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> each : type.getInterfaces()) {
                Method method = find(each, getter);
                if (method != null) {
                    return method.invoke(target);
                }
            }
        }
        return target.getClass().getMethod(getter).invoke(target);
    }

    private static Method find(Class<?> type, String getter) {
        try {
            return type.getMethod(getter);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
