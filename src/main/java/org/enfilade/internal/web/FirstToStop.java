package org.enfilade.internal.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Ends the connections before anything else ends. WildFly: at the undeployment it closes all WebSockets by itself,
 * which looks as if their clients had left, before it tells the listeners that it has found by annotation. One that an
 * initializer adds is told first.
 */
final class FirstToStop implements ServletContextListener {
    private static final String ATTRIBUTE = FirstToStop.class.getName();
    private static final String END = ATTRIBUTE + ".end";

    private FirstToStop() {}

    /** Listens for the end; only an initializer can call this. */
    static void watch(ServletContext context) {
        context.addListener(new FirstToStop());
    }

    /** What is to be run as soon as the application is about to end. */
    static void willRun(ServletContext context, Runnable stop) {
        context.setAttribute(ATTRIBUTE, stop);
    }

    /** Whom nobody else tells of the end. */
    static void willEnd(ServletContext context, WebStart start) {
        context.setAttribute(END, start);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (event.getServletContext().getAttribute(ATTRIBUTE) instanceof Runnable stop) {
            stop.run();
        }
        if (event.getServletContext().getAttribute(END) instanceof WebStart start) {
            start.contextDestroyed(event);
        }
    }
}
