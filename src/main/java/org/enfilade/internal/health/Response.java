package org.enfilade.internal.health;

import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.enfilade.internal.cdi.Application;
import org.enfilade.internal.management.Running;

/** What a check answers. */
final class Response {
    private Response() {}

    /** @param otherwise the state of an application that has not started, or has stopped */
    static HealthCheckResponse of(Application application, String kind, boolean otherwise, Predicate<Running> isUp) {
        Optional<Running> running = application.running();
        HealthCheckResponseBuilder response = HealthCheckResponse.builder()
                .name("enfilade-" + kind)
                .status(running.map(isUp::test).orElse(otherwise));
        running.ifPresent(state -> response.withData("path", state.path())
                .withData("connections", state.figures().connections())
                .withData("waitingTasks", state.threads().waitingTasks()));
        return response.build();
    }
}
