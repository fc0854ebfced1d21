package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A {@code JsonbConfig} that is a bean of the application is JSON-B's for events. */
@ExtendWith(ArquillianExtension.class)
class ConfiguredJsonIT {
    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("configured-json", ValuesApplication.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @Test
    void namesOfProperties_areThoseOfTheConfiguration() {
        try (SocketIOClient client = SocketIOClient.at(base).webSocket()) {
            client.connect("/");
            String answer = client.call("/", "dated", SocketIOClient.json("{\"Day\":\"24.12.2026\",\"Count\":5}"));
            assertThat(answer).isEqualTo("{\"Count\":5,\"Day\":\"24.12.2026\"}");
        }
    }
}
