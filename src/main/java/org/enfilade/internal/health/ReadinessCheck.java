package org.enfilade.internal.health;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.enfilade.internal.cdi.Application;

/** Ready as long as clients can connect: from the end of the start to the beginning of the stop. */
@Readiness
public class ReadinessCheck implements HealthCheck {
    @Inject
    private Application application;

    @Override
    public HealthCheckResponse call() {
        return Response.of(application, "readiness", false, running -> running.isReady());
    }
}
