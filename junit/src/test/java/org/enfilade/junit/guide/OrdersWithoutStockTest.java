package org.enfilade.junit.guide;

import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.enfilade.ServerOptions;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;
import org.junit.jupiter.api.Test;

@EnfiladeTest(Orders.class)
class OrdersWithoutStockTest {
    @ApplicationScoped
    static class NothingInStock extends OrderBook {
        @Override
        public Order add(Order.Draft draft) {
            throw new IllegalStateException("nothing in stock");
        }
    }

    @ApplicationScoped
    static class Options {
        void configure(@Observes ServerOptions.Builder options) {
            options.pingInterval(Duration.ofMillis(300));
        }
    }

    @Test
    void failure_isNotAcknowledged(SocketIOTestClient client) {
        TestSocket socket = client.connect("/orders");
        client.timeout(Duration.ofMillis(200));

        assertThrows(AssertionError.class, () -> socket.call("order:create", Map.of("item", "apples", "quantity", 3)));
    }
}
