package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The checks of MicroProfile Health, which Payara Micro has at a path of its own: an application at {@code /health}
 * would hide it.
 */
@ExtendWith(ArquillianExtension.class)
class HealthMicroIT {
    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("vital", OperationsApplication.class);
    }

    @Test
    void application_thatHasStarted_isReadyAndAlive() throws Exception {
        assertThat(health("ready"))
                .contains("enfilade-readiness", "/vital/socket.io/")
                .contains("\"status\":\"UP\"");
        assertThat(health("live")).contains("enfilade-liveness").doesNotContain("DOWN");
    }

    private String health(String kind) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/health/" + kind)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
