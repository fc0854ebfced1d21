package org.enfilade.internal.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.invoke.MethodHandle;

/** Calls methods on the contextual instance of a bean, as the container itself would: its interceptors run. */
final class BeanCalls {
    private final BeanManager beans;
    private final Bean<Object> bean;
    private final boolean dependent;

    BeanCalls(BeanManager beans, Bean<?> bean) {
        @SuppressWarnings("unchecked") // its instances are only ever handed to its own methods
        Bean<Object> untyped = (Bean<Object>) bean;
        this.beans = beans;
        this.bean = untyped;
        this.dependent = bean.getScope() == Dependent.class;
    }

    Object call(MethodHandle method, Object[] arguments) throws Throwable {
        return dependent ? callNew(method, arguments) : method.invokeExact(current(), arguments);
    }

    CreationalContext<?> newContext() {
        return beans.createCreationalContext(null);
    }

    private Object callNew(MethodHandle method, Object[] arguments) throws Throwable {
        CreationalContext<Object> context = beans.createCreationalContext(bean);
        Object instance = bean.create(context);
        try {
            return method.invokeExact(instance, arguments);
        } finally {
            bean.destroy(instance, context);
        }
    }

    private Object current() {
        Context context = beans.getContext(bean.getScope());
        Object instance = context.get(bean);
        return instance != null ? instance : context.get(bean, beans.createCreationalContext(bean));
    }
}
