package org.enfilade.internal.web;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cdi.Application;

/**
 * Starts the server with the web application and stops it with it: executors, parameters of handlers and middleware need the running
 * application, and no request comes in before this has returned.
 */
@WebListener
public class WebStart implements ServletContextListener {
    @Inject
    private Application application;

    @Inject
    private BeanManager beanManager;

    private ContainerThreads threads;
    private ClosingSessions closing;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            ServerOptions options = application.configure(beanManager);
            application.bind(beanManager);
            threads = new ContainerThreads(options);
            application.server().start(options, threads.handlers(), threads.ticker());
            FirstToStop.willRun(event.getServletContext(), application.server()::stop);
            closing = new ClosingSessions(threads.ticker());
            EngineGateway gateway = new EngineGateway(application.server(), closing);
            Routes.publish(event.getServletContext(), gateway, options.path());
        } catch (RuntimeException e) {
            // A listener that fails is not told of the end.
            contextDestroyed(event);
            throw e;
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        application.server().stop();
        if (closing != null) {
            closing.finish();
        }
        if (threads != null) {
            threads.stop();
        }
        application.release();
    }
}
