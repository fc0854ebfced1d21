package org.enfilade.internal.web;

import jakarta.servlet.ServletContext;
import java.security.CodeSource;
import java.util.Set;

/** Where Enfilade's jar is, and what the container has made of it before any listener was called. */
final class Whereabouts {
    private static final String TYPES = Whereabouts.class.getName();

    private Whereabouts() {}

    /** The container has called the initializer, with these classes. */
    static void found(ServletContext context, Set<Class<?>> types) {
        context.setAttribute(TYPES, Set.copyOf(types));
    }

    /**
     * Whether the container has called the initializer, and not only what it has found by annotation or in its
     * descriptor.
     */
    static boolean wasFound(ServletContext context) {
        return context.getAttribute(TYPES) != null;
    }

    /** The classes with {@code @NamespaceEndpoint} of a web application, as far as its container looks for them. */
    @SuppressWarnings("unchecked") // set above
    static Set<Class<?>> annotated(ServletContext context) {
        Object types = context.getAttribute(TYPES);
        return types == null ? Set.of() : (Set<Class<?>>) types;
    }

    static boolean isWildFly(ServletContext context) {
        return context.getClass().getName().startsWith("io.undertow.");
    }

    /** Whether the jar is in {@code WEB-INF/lib}, as far as the server tells. */
    static boolean isInWar() {
        CodeSource source = Whereabouts.class.getProtectionDomain().getCodeSource();
        return source == null
                || source.getLocation() == null
                || source.getLocation().getPath().contains("/WEB-INF/");
    }
}
