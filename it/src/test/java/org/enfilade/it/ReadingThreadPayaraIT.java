package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Enfilade reads the sockets of Payara on threads of its own; where that does not succeed, Payara would read them
 * without a word.
 */
@ExtendWith(ArquillianExtension.class)
class ReadingThreadPayaraIT {
    @Deployment(name = "own", testable = false)
    static WebArchive own() {
        return Deployments.war("reading-own", ReadingThreadApplication.class);
    }

    @Deployment(name = "standard", testable = false)
    static WebArchive standard() {
        return Deployments.standardWire(Deployments.war("reading-standard", ReadingThreadApplication.class));
    }

    @Test
    void event_isReadByOurThread(@ArquillianResource @OperateOnDeployment("own") URI base) {
        assertThat(threadAt(base)).startsWith("enfilade-reading-own-io-");
    }

    @Test
    void event_isReadByTheServer_ifAskedFor(@ArquillianResource @OperateOnDeployment("standard") URI base) {
        assertThat(threadAt(base)).contains("http-thread-pool");
    }

    private static String threadAt(URI base) {
        try (SocketIOClient client = SocketIOClient.at(base).webSocket()) {
            client.connect("/");
            return client.call("/", "thread", "which?");
        }
    }
}
