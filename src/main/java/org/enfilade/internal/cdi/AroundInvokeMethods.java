package org.enfilade.internal.cdi;

import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/**
 * The {@code @AroundInvoke} methods of an interceptor class: those of superclasses first, overridden ones not at all.
 */
final class AroundInvokeMethods {
    private static final MethodType SHAPE = MethodType.methodType(Object.class, Object.class, InvocationContext.class);

    private AroundInvokeMethods() {}

    /** Handles that take the instance and the invocation context. */
    static List<MethodHandle> of(Class<?> interceptor) {
        LinkedList<MethodHandle> found = new LinkedList<>();
        for (Class<?> type = interceptor; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(AroundInvoke.class)
                        && !method.isSynthetic()
                        && !HandlerMethods.isOverridden(method, interceptor)) {
                    found.addFirst(open(method));
                }
            }
        }
        return new ArrayList<>(found);
    }

    private static MethodHandle open(Method method) {
        try {
            return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(method)
                    .asType(SHAPE);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The module of " + Problems.place(method) + " is not open to Enfilade", e);
        }
    }
}
