package org.enfilade.junit.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.enfilade.junit.EmbeddedServer;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;
import org.junit.jupiter.api.Test;

@EnfiladeTest
class ClientTest {
    @Test
    void client_doesWhatTheGuideSays(EmbeddedServer server) {
        SocketIOTestClient client =
                server.client().header("Cookie", "theme=dark").query("color", "red");

        TestSocket orders = client.connect("/orders");
        TestSocket acme = client.connect("/tenants/acme", Map.of("token", "secret")); // the same connection

        acme.emit("say", "Hello"); // any number of arguments, by JSON-B; byte[] is binary
        assertEquals("Hello", acme.next("said").json(0).asJsonObject().getString("text"));
        List<?> all = acme.call("list", "fruit").as(0, List.class); // waits for the acknowledgement
        byte[] image = acme.call("thumbnail", new byte[] {1, 2}).binary(0);
        acme.next("question").ack("because"); // answers an emitWithAck of the server

        assertEquals("not authorized", client.refused("/admin").message());
        assertEquals("io server disconnect", acme.disconnected());

        assertThat(all).hasToString("[fruit]");
        assertThat(image).containsExactly(1, 2);
        assertThat(orders.isConnected()).isTrue();
    }
}
