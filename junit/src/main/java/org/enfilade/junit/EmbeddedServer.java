package org.enfilade.junit;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.enfilade.ServerOptions;
import org.enfilade.internal.web.WebStart;
import org.jboss.weld.environment.se.Weld;

/**
 * Enfilade without an application server: CDI (Weld SE), HTTP and WebSocket (Grizzly and Tyrus), on a port of
 * 127.0.0.1. The web layer is the same as in a server. {@link EnfiladeTest} starts and stops one for a test class; this
 * is for tests that do it themselves.
 *
 * <p>It may be used from any thread. There is no JNDI: handlers run on threads of its own, also if
 * {@code enfilade.executor} names others. There is no login, no transaction and no JAX-RS either.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final TestCallers callers = new TestCallers();
    private final ServerThreads threads;
    private final Set<SocketIOTestClient> clients = ConcurrentHashMap.newKeySet();
    private final String name = "enfilade-junit-" + NUMBERS.incrementAndGet();
    private SeContainer weld;
    private CreationalContext<WebStart> starting;
    private GrizzlyServer web;
    private URI url;

    private EmbeddedServer() {
        threads = new ServerThreads(name);
    }

    /**
     * Starts a server on a free port, and returns when it can be connected to.
     *
     * @param beanClasses namespace beans, interceptors and what they inject
     * @throws DeploymentException if the application cannot be deployed; the message begins with what is wrong
     */
    public static EmbeddedServer start(Class<?>... beanClasses) {
        return start(0, List.of(beanClasses));
    }

    /**
     * Starts a server on a port of 127.0.0.1, and returns when it can be connected to.
     *
     * @param port 0 for a free one
     * @param beanClasses namespace beans, interceptors and what they inject
     * @throws DeploymentException if the application cannot be deployed; the message begins with what is wrong
     * @throws UncheckedIOException if the port is not free
     */
    public static EmbeddedServer start(int port, Collection<Class<?>> beanClasses) {
        EmbeddedServer server = new EmbeddedServer();
        try {
            server.deploy(port, beanClasses);
            return server;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            server.close();
            throw Failures.enfiladeFirst(e);
        } catch (Error e) {
            server.close();
            throw e;
        }
    }

    private void deploy(int port, Collection<Class<?>> beanClasses) throws IOException {
        Weld builder = new Weld(name)
                .disableDiscovery()
                .skipShutdownHook()
                .addBeanClasses(beanClasses.toArray(Class<?>[]::new))
                .addExtension(new EmbeddedBeans(this));
        ServiceLoader.load(Extension.class).forEach(builder::addExtension);
        weld = builder.initialize();
        BeanManager beans = weld.getBeanManager();
        starting = beans.createCreationalContext(null);
        WebStart start = new WebStart();
        target(WebStart.class).inject(start, starting);
        web = new GrizzlyServer(name, port, threads, callers, start);
        url = URI.create("http://127.0.0.1:" + web.start() + "/");
    }

    private <T> InjectionTarget<T> target(Class<T> type) {
        BeanManager beans = weld.getBeanManager();
        return beans.getInjectionTargetFactory(beans.createAnnotatedType(type)).createInjectionTarget(null);
    }

    /** The root, as {@code http://127.0.0.1:40123/}. */
    public URI url() {
        return url;
    }

    /** Where Socket.IO clients connect to: the root with {@code enfilade.path}. */
    public URI endpoint() {
        return url.resolve(bean(ServerOptions.class).path());
    }

    /**
     * A bean of the application, as {@code CDI.select} finds it.
     *
     * @throws jakarta.enterprise.inject.UnsatisfiedResolutionException if there is none
     * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are several
     */
    public <T> T bean(Class<T> type, Annotation... qualifiers) {
        return weld.select(type, qualifiers).get();
    }

    /** A new client of this server, not connected yet. It is closed with the server, if nobody has closed it before. */
    public SocketIOTestClient client() {
        SocketIOTestClient client = new SocketIOTestClient(endpoint(), callers::tokenFor, clients::remove);
        clients.add(client);
        return client;
    }

    /**
     * Gives an object that is no bean what its fields and methods with {@code @Inject} ask for.
     *
     * @return destroys what was created for it
     */
    <T> AutoCloseable inject(T object) {
        CreationalContext<T> context = weld.getBeanManager().createCreationalContext(null);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) object.getClass();
        target(type).inject(object, context);
        return context::release;
    }

    /** The beginning of the names of all its threads. */
    String name() {
        return name;
    }

    /**
     * Closes its clients and all other connections, stops the application and frees the port. When it returns, its
     * threads have ended; handlers that go on for more than 3 s have been interrupted.
     */
    @Override
    public void close() {
        List.copyOf(clients).forEach(SocketIOTestClient::close);
        if (web != null) {
            web.stop();
        }
        if (weld != null && weld.isRunning()) {
            starting.release();
            weld.close();
        }
        threads.stop();
    }
}
