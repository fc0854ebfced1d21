package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.enfilade.junit.HandshakeRefusal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server can live at another path, below the context root. */
@ExtendWith(ArquillianExtension.class)
class PathIT {
    @ArquillianResource
    private URI base;

    private ClientTarget live;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("shop", EchoApplication.class)
                .addAsResource(new StringAsset("enfilade.path=/live/"), "META-INF/enfilade.properties");
    }

    @BeforeEach
    void locate() {
        assertThat(base.getPath()).isEqualTo("/shop/");
        live = SocketIOClient.at(base).path("live/");
    }

    @ParameterizedTest
    @EnumSource
    void path_ofOptions_isServed(Transport transport) {
        try (SocketIOClient client = transport.open(live)) {
            client.connect("/");
            assertThat(client.call("/", "echo", "hello")).isEqualTo("hello");
        }
    }

    @Test
    void path_ofOptions_upgrades() {
        try (SocketIOClient client = live.polling()) {
            client.connect("/");
            assertThat(client.call("/", "echo", "before")).isEqualTo("before");

            client.upgrade();

            assertThat(client.call("/", "echo", "after")).isEqualTo("after");
        }
    }

    @Test
    void polling_atDefaultPath_isNotFound() {
        HandshakeRefusal refused = SocketIOClient.at(base).refused(Transport.POLLING);

        assertThat(refused.status()).isEqualTo(404);
    }

    /**
     * Containers find the annotated endpoint by themselves: a client that was let in there would wait for a word in
     * vain.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/shop/socket.io/", "/shop/socket.io"})
    void webSocket_atDefaultPath_isNotFound(String path) {
        assertThat(RawRequest.handshake("GET", path + "?EIO=4&transport=websocket")
                        .send(base)
                        .status())
                .isEqualTo(404);
    }
}
