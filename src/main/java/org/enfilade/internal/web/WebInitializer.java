package org.enfilade.internal.web;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.annotation.HandlesTypes;
import java.security.CodeSource;
import java.util.Set;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.internal.cdi.Application;
import org.enfilade.internal.cdi.Packaging;
import org.enfilade.internal.log.Log;

/**
 * What the container tells before any listener: which classes are annotated, whatever CDI makes of them; and what starts the server where
 * no container looks for {@link WebStart}.
 */
@HandlesTypes(NamespaceEndpoint.class)
public final class WebInitializer implements ServletContainerInitializer {
    private static final String TYPES = WebInitializer.class.getName();

    /** For the container. */
    public WebInitializer() {}

    @Override
    public void onStartup(Set<Class<?>> types, ServletContext context) {
        FirstToStop.watch(context);
        context.setAttribute(TYPES, types == null ? Set.of() : Set.copyOf(types));
        if (isUnseen(context)) {
            start(context);
        }
    }

    /** Whether the container has called this, and not only what it has found by annotation or in its descriptor. */
    static boolean wasCalled(ServletContext context) {
        return context.getAttribute(TYPES) != null;
    }

    /** The classes with {@code @NamespaceEndpoint} of a web application, as far as its container looks for them. */
    @SuppressWarnings("unchecked") // set above
    static Set<Class<?>> annotated(ServletContext context) {
        Object types = context.getAttribute(TYPES);
        return types == null ? Set.of() : (Set<Class<?>>) types;
    }

    /** Annotated listeners are not looked for with {@code metadata-complete="true"}; WildFly does not look for them in the lib of an EAR. */
    private static boolean isUnseen(ServletContext context) {
        WebDescriptor descriptor = WebDescriptor.of(context);
        return !descriptor.startsUs() && (descriptor.complete() || isWildFly(context) && !isInWar());
    }

    static boolean isWildFly(ServletContext context) {
        return context.getClass().getName().startsWith("io.undertow.");
    }

    /** Whether the jar is in {@code WEB-INF/lib}, as far as the server tells. */
    static boolean isInWar() {
        CodeSource source = WebInitializer.class.getProtectionDomain().getCodeSource();
        return source == null
                || source.getLocation() == null
                || source.getLocation().getPath().contains("/WEB-INF/");
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
