package org.enfilade.junit;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.util.EnumSet;
import org.enfilade.internal.web.ContainerNames;
import org.enfilade.internal.web.SocketIOEndpoint;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.servlet.FilterRegistration;
import org.glassfish.grizzly.servlet.HttpServletRequestImpl;
import org.glassfish.grizzly.servlet.WebappContext;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/** Grizzly on a port of 127.0.0.1, with servlets and WebSockets for one web application at the root. */
final class GrizzlyServer {
    private static final int WORKERS = 4;

    /** Grizzly keeps all web applications of the JVM in one map without a lock. */
    private static final Object DEPLOYING = new Object();

    private final ServerThreads threads;
    private final TestCallers callers;
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    private final WebappContext context;
    private final TyrusContainer webSockets;
    private final ServletContextListener application;
    private boolean applicationStarted;

    GrizzlyServer(
            String name, int port, ServerThreads threads, TestCallers callers, ServletContextListener application) {
        this.callers = callers;
        this.threads = threads;
        this.application = application;
        webSockets = new TyrusContainer(threads);
        http.getServerConfiguration().setName(name);
        listener = new NetworkListener(name, "127.0.0.1", port);
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        listener.registerAddOn((self, chain) -> {
            chain.set(
                    chain.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class),
                    new HttpCodec(self.getKeepAlive()));
            chain.add(chain.indexOfType(HttpServerFilter.class), new WebSocketFrames());
        });
        useThreads(listener.getTransport());
        http.addListener(listener);
        context = new WebappContext(name);
    }

    private void useThreads(TCPNIOTransport transport) {
        transport.setIOStrategy(WorkerThreadIOStrategy.getInstance());
        transport.setSelectorRunnersCount(1);
        transport.setKernelThreadPoolConfig(pool("selector", 1));
        transport.setWorkerThreadPoolConfig(pool("io", WORKERS));
    }

    private ThreadPoolConfig pool(String use, int size) {
        return ThreadPoolConfig.defaultConfig()
                .copy()
                .setThreadFactory(threads.factory(use))
                .setCorePoolSize(size)
                .setMaxPoolSize(size);
    }

    /**
     * Starts the application, then lets requests in.
     *
     * @return the port
     * @throws RuntimeException what the application has thrown; an {@code Error} too
     */
    int start() throws IOException {
        context.setAttribute(ContainerNames.ATTRIBUTE, threads);
        context.setAttribute(ServerContainer.class.getName(), webSockets);
        // The application's filter comes before them.
        filter("callers", callers);
        filter("streams", new AsyncStreams(threads.tasks()));
        filter("WebSocket", new WebSocketUpgrade(webSockets.getWebSocketEngine()));
        context.addServlet("nothing", new NothingHere()).addMapping("/");
        Starting starting = new Starting();
        context.addListener(starting);
        synchronized (DEPLOYING) {
            context.deploy(http);
        }
        starting.throwFailure();
        http.start();
        return listener.getPort();
    }

    /** What is beneath all wrappers. */
    static Request request(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return ((HttpServletRequestImpl) inner).getRequest();
    }

    private void filter(String name, Filter filter) {
        FilterRegistration registration = context.addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    /** Ends the application if it has been started, then the network. */
    void stop() {
        if (applicationStarted) {
            application.contextDestroyed(new ServletContextEvent(context));
        }
        synchronized (DEPLOYING) {
            context.undeploy();
        }
        webSockets.stop();
        http.shutdownNow();
    }

    /** Grizzly logs what a listener throws, and calls it with a class loader of its own. */
    private final class Starting implements ServletContextListener {
        private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
        private Throwable failure;

        @Override
        public void contextInitialized(ServletContextEvent event) {
            Thread thread = Thread.currentThread();
            ClassLoader outer = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                webSockets.addEndpoint(SocketIOEndpoint.class);
                application.contextInitialized(event);
                applicationStarted = true;
                webSockets.start();
            } catch (Throwable e) {
                failure = e;
            } finally {
                thread.setContextClassLoader(outer);
            }
        }

        void throwFailure() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private static final class NothingHere extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
