package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.util.List;

/**
 * The beans of MicroProfile Health, by name: their classes cannot be loaded on servers without it. By annotated types,
 * since Payara looks at the annotations of what beans are made from, which synthetic beans lack.
 */
final class HealthChecks {
    private static final String API = "org.eclipse.microprofile.health.HealthCheck";
    private static final List<String> CHECKS =
            List.of("org.enfilade.internal.health.ReadinessCheck", "org.enfilade.internal.health.LivenessCheck");

    private HealthChecks() {}

    /** Adds them if the server has what they need. */
    static void add(BeforeBeanDiscovery event, ClassLoader loader) {
        if (find(API, loader) != null) {
            for (String name : CHECKS) {
                Class<?> check = find(name, loader);
                if (check != null) {
                    event.addAnnotatedType(check, name);
                }
            }
        }
    }

    private static Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
