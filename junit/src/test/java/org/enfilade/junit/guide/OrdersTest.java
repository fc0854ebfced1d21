package org.enfilade.junit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;
import org.junit.jupiter.api.Test;

@EnfiladeTest({Orders.class, OrderBook.class})
class OrdersTest {
    @Test
    void newOrder_isToldToEverybody(SocketIOTestClient client, SocketIOTestClient other) {
        TestSocket ann = client.connect("/orders");
        TestSocket bob = other.connect("/orders");

        Order order = ann.call("order:create", Map.of("item", "apples", "quantity", 3))
                .as(0, Order.class);

        assertEquals("apples", order.item());
        assertEquals(order, bob.next("order:created").as(0, Order.class));
    }
}
