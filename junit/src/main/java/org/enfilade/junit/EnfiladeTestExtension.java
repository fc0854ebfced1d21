package org.enfilade.junit;

import jakarta.enterprise.context.control.RequestContextController;
import java.net.URI;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts and stops the server of a test class, and gives its tests what they ask for. */
final class EnfiladeTestExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                TestInstancePostProcessor,
                ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EnfiladeTestExtension.class);

    /** What was created for a test, to be closed after it. */
    private static final class Created {
        private final List<AutoCloseable> all = new CopyOnWriteArrayList<>();

        void close() throws Exception {
            for (AutoCloseable one : all) {
                one.close();
            }
        }
    }

    /** What was injected into the instances of a test class. */
    private static final class Injected {
        private final Map<Object, AutoCloseable> byInstance = new IdentityHashMap<>(); // guarded by this

        synchronized void add(Object instance, AutoCloseable injected) {
            byInstance.put(instance, injected);
        }

        synchronized void close(Object instance) throws Exception {
            AutoCloseable injected = byInstance.remove(instance);
            if (injected != null) {
                injected.close();
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startIfNeeded(context);
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        // The one instance for all methods is made before all else.
        startIfNeeded(context);
        context.getStore(NAMESPACE)
                .get(Injected.class, Injected.class)
                .add(instance, server(context).inject(instance));
    }

    /** A nested class has the server of its outer one. */
    private static void startIfNeeded(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        if (store.get(EmbeddedServer.class) == null) {
            Class<?> test = context.getRequiredTestClass();
            EnfiladeTest annotation =
                    AnnotationSupport.findAnnotation(test, EnfiladeTest.class).orElseThrow();
            store.put(EmbeddedServer.class, EmbeddedServer.start(0, BeanClasses.of(test, annotation)));
            store.put(Injected.class, new Injected());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SocketIOTestClient.class
                || type == EmbeddedServer.class
                || type == URI.class && parameter.isAnnotated(ServerUrl.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedServer server = server(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == URI.class) {
            return server.url();
        }
        if (type == EmbeddedServer.class) {
            return server;
        }
        SocketIOTestClient client = server.client();
        context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(key(context), key -> new Created(), Created.class)
                .all
                .add(client);
        return client;
    }

    private static EmbeddedServer server(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(EmbeddedServer.class, EmbeddedServer.class);
    }

    /** A store also finds what its parents have; this is the context's own. */
    private static Object key(ExtensionContext context) {
        return List.of(Created.class, context.getUniqueId());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RequestContextController request = server(context).bean(RequestContextController.class);
        request.activate();
        context.getStore(NAMESPACE).put(RequestContextController.class, request);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        context.getStore(NAMESPACE)
                .remove(RequestContextController.class, RequestContextController.class)
                .deactivate();
        Created created = context.getStore(NAMESPACE).remove(key(context), Created.class);
        if (created != null) {
            created.close();
        }
        if (context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_METHOD) {
            Injected injected = context.getStore(NAMESPACE).get(Injected.class, Injected.class);
            for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
                injected.close(instance);
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        EmbeddedServer server = context.getStore(NAMESPACE).remove(EmbeddedServer.class, EmbeddedServer.class);
        if (server != null) {
            server.close();
        }
    }
}
