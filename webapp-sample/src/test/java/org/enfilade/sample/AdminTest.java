package org.enfilade.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.Map;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.Refusal;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;
import org.junit.jupiter.api.Test;

@EnfiladeTest({Admin.class, AdminMiddleware.class, AdminTokens.class})
class AdminTest {
    @Inject
    AdminTokens tokens;

    @Test
    void stranger_isRefused_withAHint(SocketIOTestClient client) {
        Refusal refusal = client.refused("/admin");

        assertEquals("not authorized", refusal.message());
        assertEquals(401, refusal.data().asJsonObject().getInt("code"));
    }

    @Test
    void token_opensTheNamespace_once(SocketIOTestClient client, SocketIOTestClient thief) {
        Map<String, String> auth = Map.of("token", tokens.issue("ada"));

        TestSocket admin = client.connect("/admin", auth);

        assertEquals("ada", admin.next("welcome").text(0));
        assertEquals("not authorized", thief.refused("/admin", auth).message());
    }

    @Test
    void overview_countsTheSockets(SocketIOTestClient client) {
        TestSocket admin = client.connect("/admin", Map.of("token", tokens.issue("ada")));

        assertTrue(admin.call("overview").text(0).contains("{\"namespace\":\"/admin\",\"sockets\":1}"));
    }
}
