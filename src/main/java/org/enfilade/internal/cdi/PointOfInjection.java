package org.enfilade.internal.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.Set;

/**
 * Asks the container where the bean that is being created is injected. {@code BeanConfigurator.produceWith} has a
 * lookup that knows it on Weld only: OpenWebBeans (TomEE) tells nobody but who asks, as a bean would, with the
 * creational context.
 */
final class PointOfInjection implements InjectionPoint {
    private static final PointOfInjection QUESTION = new PointOfInjection();

    private PointOfInjection() {}

    /** {@code null} if there is none. */
    static InjectionPoint of(BeanManager beans, CreationalContext<?> creating) {
        return (InjectionPoint) beans.getInjectableReference(QUESTION, creating);
    }

    @Override
    public Type getType() {
        return InjectionPoint.class;
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(Default.Literal.INSTANCE);
    }

    @Override
    public Bean<?> getBean() {
        return null;
    }

    @Override
    public Member getMember() {
        return null;
    }

    @Override
    public Annotated getAnnotated() {
        return null;
    }

    @Override
    public boolean isDelegate() {
        return false;
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
