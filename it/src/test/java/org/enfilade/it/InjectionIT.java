package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Server, namespaces and parents can be injected into beans of any kind, and reach the clients from there. */
@ExtendWith(ArquillianExtension.class)
class InjectionIT {
    /** The main one by {@code SocketIO}, one by its name, two by their parent. */
    private static final List<String> NAMESPACES = List.of("/", "/orders", "/tenants/acme", "/tenants/zeta");

    @ArquillianResource
    private URI base;

    private SocketIOClient client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("injection", InjectionApplication.class, StatelessEmitter.class, ScheduledEmitter.class);
    }

    @BeforeEach
    void connect() {
        client = SocketIOClient.at(base).webSocket();
        NAMESPACES.forEach(client::connect);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void jaxRsResource_emits() throws Exception {
        post("rest/emit/resource");

        assertAllReceive("news", "resource");
    }

    @Test
    void statelessEjb_emits() throws Exception {
        post("rest/emit/ejb");

        assertAllReceive("news", "ejb");
    }

    @Test
    void scheduledEjb_emits_eachTime() {
        assertAllReceive("tick", "clock");
        assertAllReceive("tick", "clock");
    }

    @Test
    void beanOfTwoNamespaces_tellsOfItsRoomsAndConnections_inANamespaceWithoutABean() {
        client.connect("/board");
        SocketIOClient guest = Transport.POLLING.open(SocketIOClient.at(base));
        guest.connect("/halls");
        guest.connect("/foyers");
        assertThat(guest.call("/halls", "enter", "red")).isEqualTo("/halls 1");
        assertBoard("room", "created /halls", "joined /halls");
        assertThat(guest.call("/foyers", "enter", "red")).isEqualTo("/foyers 1");
        assertBoard("room", "created /foyers", "joined /foyers");
        guest.upgrade();
        assertBoard("upgraded", "websocket", "websocket");
        guest.leave("/foyers");
        assertBoard("room", "left /foyers", "deleted /foyers");
        guest.close();
        assertBoard("room", "left /halls", "deleted /halls");
    }

    @Test
    void clientThatIsRefused_isNoticedWhenItGoes() {
        client.connect("/board");
        SocketIOClient guest = SocketIOClient.at(base).webSocket();
        assertThatThrownBy(() -> guest.connect("/halls", "{\"late\":true}")).hasStackTraceContaining("not now");
        guest.close();
        assertBoard("freed", "transport close");
    }

    private void assertBoard(String event, String... texts) {
        for (String text : texts) {
            assertThat(client.awaitEvent("/board", event).text(0)).isEqualTo(text);
        }
    }

    private void assertAllReceive(String event, String argument) {
        for (String namespace : NAMESPACES) {
            assertThat(client.awaitEvent(namespace, event).text(0)).isEqualTo(argument);
        }
    }

    private void post(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(ClientTarget.HTTP.send(request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);
    }
}
