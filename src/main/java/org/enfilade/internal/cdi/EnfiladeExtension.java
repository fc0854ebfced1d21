package org.enfilade.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import org.enfilade.Connect;
import org.enfilade.Connecting;
import org.enfilade.CreateRoom;
import org.enfilade.DeleteRoom;
import org.enfilade.Disconnect;
import org.enfilade.Disconnecting;
import org.enfilade.JoinRoom;
import org.enfilade.LeaveRoom;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.OnAnyOutgoing;
import org.enfilade.OnError;
import org.enfilade.OnServerSide;
import org.enfilade.ParentNamespace;
import org.enfilade.Unrecovered;

/** Hears the container's events, and hands what it sees to {@link Discovery} and {@link Application}. */
public final class EnfiladeExtension implements Extension {
    private final Discovery discovery = new Discovery();
    private final Application application = new Application();

    /** For the container. */
    public EnfiladeExtension() {}

    void beforeTypes(@Observes BeforeBeanDiscovery event) {
        application.reportTwice(EnfiladeExtension.class.getClassLoader());
        HealthChecks.add(event, EnfiladeExtension.class.getClassLoader());
    }

    // After the extensions of others, so that what they put on a type is seen.
    <T> void typeFound(
            @Observes
                    @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    @WithAnnotations({
                        NamespaceEndpoint.class,
                        On.class,
                        Connecting.class,
                        Connect.class,
                        Disconnecting.class,
                        Disconnect.class,
                        Unrecovered.class,
                        OnAny.class,
                        OnAnyOutgoing.class,
                        OnError.class,
                        OnServerSide.class,
                        CreateRoom.class,
                        JoinRoom.class,
                        LeaveRoom.class,
                        DeleteRoom.class
                    })
                    ProcessAnnotatedType<T> event) {
        AnnotatedType<T> found = event.getAnnotatedType();
        if (discovery.found(found)) {
            TypeChanges.strip(event.configureAnnotatedType(), found.isAnnotationPresent(NamespaceEndpoint.class));
        }
    }

    void typesFound(@Observes AfterTypeDiscovery event) {
        for (Class<?> type : UnindexedClasses.find()) {
            if (!discovery.hasFound(type)) {
                event.addAnnotatedType(type, SyntheticBeans.ID + type.getName());
            }
        }
    }

    void interceptorFound(@Observes @WithAnnotations(Interceptor.class) ProcessAnnotatedType<?> event) {
        discovery.interceptor(event.getAnnotatedType());
    }

    void rolesFound(
            @Observes @WithAnnotations({RolesAllowed.class, DeclareRoles.class}) ProcessAnnotatedType<?> event) {
        discovery.roles(event.getAnnotatedType());
    }

    void beanFound(@Observes ProcessManagedBean<?> event) {
        discovery.bean(event);
    }

    void anyBeanFound(@Observes ProcessBean<?> event) {
        discovery.requestScope().bean(event.getBean());
    }

    void observerFound(@Observes ProcessObserverMethod<?, ?> event) {
        discovery.requestScope().observer(event.getObserverMethod());
    }

    void namespaceInjected(@Observes ProcessInjectionPoint<?, Namespace> event) {
        injected(event.getInjectionPoint());
    }

    void parentInjected(@Observes ProcessInjectionPoint<?, ParentNamespace> event) {
        injected(event.getInjectionPoint());
    }

    private void injected(InjectionPoint point) {
        discovery.injected(point);
    }

    void beansFound(@Observes AfterBeanDiscovery event, BeanManager beans) {
        SyntheticBeans.add(event, beans, application);
    }

    void deploymentValidated(@Observes AfterDeploymentValidation event) {
        discovery
                .finish()
                .report()
                .ifPresentOrElse(event::addDeploymentProblem, () -> application.declare(discovery.found()));
    }
}
