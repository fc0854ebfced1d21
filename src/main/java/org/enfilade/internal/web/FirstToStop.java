package org.enfilade.internal.web;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;

/**
 * Ends the connections before anything else ends. WildFly: at the undeployment it closes all WebSockets by itself, which looks as if
 * their clients had left, before it tells the listeners that it has found by annotation. One that an initializer adds is told first.
 */
public final class FirstToStop implements ServletContainerInitializer {
    private static final String ATTRIBUTE = FirstToStop.class.getName();

    /** What is to be run as soon as the application is about to end. */
    static void willRun(ServletContext context, Runnable stop) {
        context.setAttribute(ATTRIBUTE, stop);
    }

    @Override
    public void onStartup(Set<Class<?>> types, ServletContext context) {
        context.addListener(new Listener());
    }

    private static final class Listener implements ServletContextListener {
        @Override
        public void contextDestroyed(ServletContextEvent event) {
            Object stop = event.getServletContext().getAttribute(ATTRIBUTE);
            if (stop != null) {
                ((Runnable) stop).run();
            }
        }
    }
}
