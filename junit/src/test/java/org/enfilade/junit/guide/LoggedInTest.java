package org.enfilade.junit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.SocketIOTestClient;
import org.junit.jupiter.api.Test;

@EnfiladeTest(LoggedInTest.Approvals.class)
class LoggedInTest {
    @NamespaceEndpoint("/approvals")
    @RolesAllowed("user")
    static class Approvals {
        @RolesAllowed("agent")
        String approve(@Observes @On("approve") String order) {
            return order + " approved";
        }
    }

    @Test
    void agent_mayApprove(SocketIOTestClient client) {
        var ann = client.as("ann", "user", "agent").connect("/approvals");
        assertEquals("o1 approved", ann.call("approve", "o1").as(0, String.class));
    }
}
