package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operations see of an application: its MBean. */
@ExtendWith(ArquillianExtension.class)
class OperationsIT {
    @ArquillianResource
    private URI base;

    private SocketIOClient client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("operations", OperationsApplication.class);
    }

    @BeforeEach
    void open() {
        client = Transport.WEBSOCKET.open(SocketIOClient.at(base));
        client.connect("/figures");
    }

    @AfterEach
    void close() {
        client.close();
    }

    private String read(String attribute) {
        return client.call("/figures", "read", attribute);
    }

    @Test
    void mbean_tellsWhatIsConnected() {
        SocketIOClient other = Transport.POLLING.open(SocketIOClient.at(base));
        other.connect("/shop-1");
        other.connect("/shop-2");
        client.emit("/figures", "join");

        assertThat(read("Namespaces"))
                .contains("{children=2, dynamic=true, name=/shop-{id}, rooms=0, sockets=2}")
                .contains("{children=0, dynamic=false, name=/figures, rooms=2, sockets=1}");
        assertThat(read("Connections")).isEqualTo("2");
        assertThat(read("Accepting")).isEqualTo("true");
        assertThat(read("MaxThreads")).isEqualTo("77");
        assertThat(Integer.parseInt(read("Threads"))).isBetween(1, 77);
        other.close();
    }

    @Test
    void mbean_tellsWhatIsRefusedAndClosed() {
        assertThat(read("Limits")).doesNotContain("maxJsonDepth");
        SocketIOClient hostile = Transport.WEBSOCKET.open(SocketIOClient.at(base));
        hostile.connect("/figures");
        hostile.emit("/figures", "read", SocketIOClient.json("[[[[[[1]]]]]]"));
        hostile.awaitEnd();
        assertThat(read("Limits")).contains("maxJsonDepth");
        assertThat(read("Closes")).contains("protocol violation");
    }
}
