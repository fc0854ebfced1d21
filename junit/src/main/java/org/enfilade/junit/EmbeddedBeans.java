package org.enfilade.junit;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.configurator.BeanConfigurator;
import jakarta.enterprise.util.AnnotationLiteral;
import java.net.URI;

/** What a test, or a bean of it, can be given beside the application's beans. */
final class EmbeddedBeans implements Extension {
    private static final class ServerUrlLiteral extends AnnotationLiteral<ServerUrl> implements ServerUrl {
        private static final long serialVersionUID = 1L;
    }

    private final EmbeddedServer server;

    EmbeddedBeans(EmbeddedServer server) {
        this.server = server;
    }

    void add(@Observes AfterBeanDiscovery event) {
        bean(event, EmbeddedServer.class).createWith(context -> server);
        bean(event, URI.class).addQualifier(new ServerUrlLiteral()).createWith(context -> server.url());
        bean(event, SocketIOTestClient.class)
                .createWith(context -> server.client())
                .destroyWith((client, context) -> client.close());
    }

    private static <T> BeanConfigurator<T> bean(AfterBeanDiscovery event, Class<T> type) {
        return event.<T>addBean()
                .beanClass(EmbeddedBeans.class)
                .id("org.enfilade.junit:" + type.getSimpleName())
                .types(type, Object.class)
                .scope(Dependent.class);
    }
}
