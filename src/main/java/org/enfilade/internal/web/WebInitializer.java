package org.enfilade.internal.web;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.annotation.HandlesTypes;
import java.util.Set;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.internal.cdi.Application;
import org.enfilade.internal.cdi.Packaging;
import org.enfilade.internal.log.Log;

/**
 * What the container tells before any listener: which classes are annotated, whatever CDI makes of them; and what
 * starts the server where no container looks for {@link WebStart}.
 */
@HandlesTypes(NamespaceEndpoint.class)
public final class WebInitializer implements ServletContainerInitializer {
    /** For the container. */
    public WebInitializer() {}

    @Override
    public void onStartup(Set<Class<?>> types, ServletContext context) {
        FirstToStop.watch(context);
        Whereabouts.found(context, types == null ? Set.of() : types);
        if (isUnseen(context)) {
            start(context);
        }
    }

    /**
     * Annotated listeners are not looked for with {@code metadata-complete="true"}; WildFly does not look for them in
     * the lib of an EAR.
     */
    private static boolean isUnseen(ServletContext context) {
        WebDescriptor descriptor = WebDescriptor.of(context);
        return !descriptor.startsUs()
                && (descriptor.complete() || Whereabouts.isWildFly(context) && !Whereabouts.isInWar());
    }

    private static void start(ServletContext context) {
        Instance<Application> application;
        CDI<Object> cdi;
        try {
            cdi = CDI.current();
            application = cdi.select(Application.class);
        } catch (IllegalStateException e) { // TomEE: it gives initializers no CDI
            Log.error(Packaging.unseen("the web application at " + context.getContextPath()));
            return;
        }
        WebStart start = new WebStart(application.get(), cdi.getBeanManager());
        start.contextInitialized(new ServletContextEvent(context));
        FirstToStop.willEnd(context, start);
    }
}
