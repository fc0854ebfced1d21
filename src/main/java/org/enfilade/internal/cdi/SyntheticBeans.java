package org.enfilade.internal.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.configurator.BeanConfigurator;
import java.security.CodeSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.enfilade.Namespace;
import org.enfilade.Of;
import org.enfilade.ParentNamespace;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.SocketIO;

/** The beans that an application, and our own web layer, can inject. All are dependent: none needs a proxy. */
final class SyntheticBeans {
    /**
     * WildFly: the WARs of an EAR are one CDI deployment, and each may have a jar of Enfilade, with beans of its own.
     */
    static final String ID = "org.enfilade:" + origin() + ":";

    private SyntheticBeans() {}

    private static String origin() {
        CodeSource source = SyntheticBeans.class.getProtectionDomain().getCodeSource();
        return source == null ? "" : String.valueOf(source.getLocation());
    }

    static void add(AfterBeanDiscovery event, BeanManager beans, Application application) {
        plain(event, Application.class, () -> application);
        plain(event, SocketIO.class, application.server()::now);
        plain(event, ServerOptions.class, application::options);
        plain(event, Socket.class, application.currentSocket()::proxy);
        named(event, Namespace.class, creating -> application.server().of(name(creating, beans)));
        named(event, ParentNamespace.class, creating -> application.server().parent(name(creating, beans)));
    }

    private static <T> void plain(AfterBeanDiscovery event, Class<T> type, Supplier<T> value) {
        bean(event, type).createWith(context -> value.get());
    }

    private static <T> void named(AfterBeanDiscovery event, Class<T> type, Function<CreationalContext<T>, T> find) {
        bean(event, type).addQualifier(Literals.OF).createWith(find);
    }

    private static <T> BeanConfigurator<T> bean(AfterBeanDiscovery event, Class<T> type) {
        return event.<T>addBean()
                .beanClass(EnfiladeExtension.class)
                .id(ID + type.getSimpleName())
                .types(type, Object.class)
                .scope(Dependent.class);
    }

    private static String name(CreationalContext<?> creating, BeanManager beans) {
        InjectionPoint point = PointOfInjection.of(beans, creating);
        Optional<String> name = point == null
                ? Optional.empty()
                : point.getQualifiers().stream()
                        .filter(Of.class::isInstance)
                        .map(qualifier -> ((Of) qualifier).value())
                        .findFirst();
        return name.orElseThrow(() -> new IllegalStateException(
                "The container does not tell which @Of was asked for; use SocketIO.of(name) instead"));
    }
}
