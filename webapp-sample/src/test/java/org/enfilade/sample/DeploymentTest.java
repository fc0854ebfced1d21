package org.enfilade.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.SocketIOTestClient;
import org.junit.jupiter.api.Test;

/** All beans of the sample together. */
@EnfiladeTest
class DeploymentTest {
    @Test
    void application_deploys_andServesItsNamespaces(SocketIOTestClient client) {
        assertEquals(
                2,
                client.connect("/orders")
                        .call("order:create", new Order.Draft("apples", 2))
                        .as(0, Order.class)
                        .quantity());
        assertEquals(
                "/users",
                client.connect("/users").call("place").as(0, Place.class).namespace());
        client.connect("/rooms");
        client.connect("/tenants/acme");
        client.refused("/admin");
    }
}
