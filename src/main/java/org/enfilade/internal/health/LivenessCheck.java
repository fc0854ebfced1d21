package org.enfilade.internal.health;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.enfilade.internal.cdi.Application;

/** Alive unless handlers have blocked all threads for minutes, which a restart may cure. */
@Liveness
public class LivenessCheck implements HealthCheck {
    @Inject
    private Application application;

    @Override
    public HealthCheckResponse call() {
        return Response.of(application, "liveness", true, running -> running.isAlive());
    }
}
