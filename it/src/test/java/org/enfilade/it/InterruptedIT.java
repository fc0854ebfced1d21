package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel of Java closes if the thread that reads or writes it is interrupted. */
@ExtendWith(ArquillianExtension.class)
class InterruptedIT {
    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("interrupted", InterruptedApplication.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tell", "tell at once"})
    void handlerThatLeavesItsThreadInterrupted_endsNobodysConnection(String event) {
        try (SocketIOClient teller = SocketIOClient.at(base).webSocket();
                SocketIOClient other = SocketIOClient.at(base).webSocket()) {
            teller.connect("/");
            other.connect("/");
            for (int i = 0; i < 10; i++) {
                assertThat(teller.call("/", event, "it")).isEqualTo("it");
                other.awaitEvent("/", "told");
            }
        }
    }
}
