package org.enfilade.internal.web;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cdi.Application;

/**
 * Starts the server with the web application and stops it with it: executors, parameters of handlers and middleware need the running
 * application, and no request comes in before this has returned.
 */
@WebListener
public class WebStart implements ServletContextListener {
    private static final Logger LOG = System.getLogger("org.enfilade");

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
            threads = new ContainerThreads(options, ContainerNames.of(event.getServletContext()));
            application.server().start(options, threads.handlers(), threads.ticker());
            FirstToStop.willRun(event.getServletContext(), application.server()::stop);
            closing = new ClosingSessions(threads.ticker());
            ServletContext context = event.getServletContext();
            HttpSessions sessions = new HttpSessions();
            context.addListener(sessions);
            Callers callers = new Callers(application.roles(), sessions, threads.identities(), context.getServerInfo());
            Wires wires = Wires.of(context.getAttribute(ServerContainer.class.getName()), options.fastWire());
            EngineGateway gateway = new EngineGateway(application.server(), wires, closing);
            Routes.publish(context, gateway, callers, options.path());
            LOG.log(Level.INFO, started(context.getContextPath() + options.path(), wires));
        } catch (RuntimeException e) {
            // A listener that fails is not told of the end.
            contextDestroyed(event);
            throw e;
        }
    }

    /** The choices that depend on the server. */
    private String started(String path, Wires wires) {
        return "Enfilade is listening at " + path + "; WebSocket frames by " + wires + ", handlers on " + threads
                + ", rooms on this node only";
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        end(application.server()::stop);
        if (closing != null) {
            end(closing::finish);
        }
        if (threads != null) {
            end(threads::stop);
        }
        end(application::release);
    }

    /** One step of the end; one that fails keeps none of the others from being done. */
    private static void end(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Something of the application may be left behind", e);
        }
    }
}
