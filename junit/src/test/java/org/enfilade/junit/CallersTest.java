package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.security.Principal;
import org.enfilade.EventRefused;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.OnError;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

/** Secured beans, tested as somebody. */
@EnfiladeTest(CallersTest.Orders.class)
class CallersTest {
    @NamespaceEndpoint("/orders")
    @RolesAllowed("user")
    static class Orders {
        String who(@Observes @On("who") Socket socket) {
            return socket.handshake().principal().map(Principal::getName).orElse("nobody")
                    + (socket.handshake().isUserInRole("agent") ? ", an agent" : "");
        }

        @RolesAllowed("agent")
        String approve(@Observes @On("approve") Socket socket) {
            return "approved";
        }

        String refused(@Observes @OnError EventRefused refusal) {
            return refusal.getMessage();
        }
    }

    @Test
    void client_isWhoTheTestSays(SocketIOTestClient ann, SocketIOTestClient bea) {
        TestSocket agent = ann.as("ann", "user", "agent").connect("/orders");
        TestSocket user = bea.as("bea", "user").connect("/orders");
        assertThat(agent.emitWithAck("who").join().as(0, String.class)).isEqualTo("ann, an agent");
        assertThat(user.emitWithAck("who").join().as(0, String.class)).isEqualTo("bea");
        assertThat(agent.emitWithAck("approve").join().as(0, String.class)).isEqualTo("approved");
        assertThat(user.emitWithAck("approve").join().as(0, String.class)).isEqualTo("not authorized");
    }

    @Test
    void nobody_isRefused(SocketIOTestClient client) {
        assertThat(client.refused("/orders").message()).isEqualTo("not authorized");
    }

    @Test
    void roleThatIsNotTheirs_refusesToo(SocketIOTestClient client) {
        assertThat(client.as("eve", "guest").refused("/orders").message()).isEqualTo("not authorized");
    }

    @Test
    void clientOfAnotherServer_cannotSayWhoItIs() {
        try (SocketIOTestClient client = SocketIOTestClient.of(URI.create("http://localhost:1/socket.io/"))) {
            assertThatIllegalStateException().isThrownBy(() -> client.as("ann")).withMessageContaining("@EnfiladeTest");
        }
    }
}
