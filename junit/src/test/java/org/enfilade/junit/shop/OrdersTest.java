package org.enfilade.junit.shop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.enfilade.Of;
import org.enfilade.ParentNamespace;
import org.enfilade.junit.EmbeddedServer;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.Refusal;
import org.enfilade.junit.ServerUrl;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The beans of this package, with another repository. */
@EnfiladeTest
class OrdersTest {
    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class FakeRepository extends Repository {
        @Override
        public List<String> of(String shop) {
            return List.of("apples of " + shop);
        }
    }

    private static final Map<String, String> ADA = Map.of("member", "ada");

    @Inject
    @Of("/shops/{shop}")
    ParentNamespace shops;

    @Inject
    EmbeddedServer server;

    @Inject
    Visit visit;

    @Test
    void stranger_isRefused_byMiddleware(SocketIOTestClient client) {
        Refusal refusal = client.refused("/shops/corner", Map.of("member", "eve"));

        assertThat(refusal.message()).isEqualTo("members only");
        assertThat(refusal.data()).hasToString("{\"code\":401}");
    }

    @Test
    void collaborator_isReplaced_byNestedAlternative(SocketIOTestClient client) {
        TestSocket socket = client.connect("/shops/corner", ADA);

        assertThat(socket.call("list").json(0)).hasToString("[\"apples of corner\"]");
    }

    @Test
    void requestScope_lastsForOneEvent(SocketIOTestClient client) {
        TestSocket socket = client.connect("/shops/corner", ADA);

        assertThat(socket.call("visit").text(0)).isEqualTo("2");
        assertThat(socket.call("visit").text(0)).isEqualTo("2");
    }

    @Test
    void requestScope_isActiveInTheTest_andAnotherOne(SocketIOTestClient client) {
        assertThat(visit.count()).isEqualTo(1);
        assertThat(client.connect("/shops/corner", ADA).call("visit").text(0)).isEqualTo("2");
        assertThat(visit.count()).isEqualTo(2);
    }

    @Test
    void test_canEmit_toEveryChild(SocketIOTestClient client, SocketIOTestClient other) {
        TestSocket corner = client.connect("/shops/corner", ADA);
        TestSocket market = other.connect("/shops/market", ADA);

        shops.emit("closing");

        corner.next("closing");
        market.next("closing");
        assertThat(server.bean(Repository.class).of("x")).containsExactly("apples of x");
    }

    @Nested
    class InANestedClass {
        @Inject
        Repository repository;

        @Test
        void server_isTheSame(@ServerUrl URI url, SocketIOTestClient client) {
            assertThat(url).isEqualTo(server.url());
            assertThat(repository.of("y")).containsExactly("apples of y");
            assertThat(client.connect("/shops/corner", ADA).next("welcome").text(0))
                    .isEqualTo("corner");
        }
    }
}
