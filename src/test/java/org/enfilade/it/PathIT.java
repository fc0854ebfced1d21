package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
        RefusedHandshake refused = catchThrowableOfType(
                RefusedHandshake.class, () -> SocketIOClient.at(base).polling());

        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.status()).isEqualTo(404);
    }

    /** The server finds the annotated endpoint by itself and upgrades the request; but nobody speaks there. */
    @Test
    void webSocket_atDefaultPath_isClosedWithoutAWord() {
        List<String> words = new CopyOnWriteArrayList<>();
        CompletableFuture<Integer> end = new CompletableFuture<>();
        ClientTarget unused = SocketIOClient.at(base);

        WebSocketLine.open(ClientTarget.HTTP, unused.uri("websocket"), unused.headers(), new ClientLine.Receiver() {
            @Override
            public void packet(String packet) {
                words.add(packet);
            }

            @Override
            public void ended(int code) {
                end.complete(code);
            }
        });

        SocketIOClient.await(end, "the end of the WebSocket");
        assertThat(words).isEmpty();
    }
}
