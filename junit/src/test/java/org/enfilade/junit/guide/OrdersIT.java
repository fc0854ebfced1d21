package org.enfilade.junit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.URI;
import java.util.Map;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class OrdersIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/shop.war")); // what "package" has built
    }

    @Test
    void newOrder_isToldToEverybody(@ArquillianResource URI application) { // http://127.0.0.1:8080/shop/
        URI endpoint = application.resolve("socket.io/");
        try (SocketIOTestClient client = SocketIOTestClient.of(endpoint);
                SocketIOTestClient other = SocketIOTestClient.of(endpoint)) {
            TestSocket ann = client.connect("/orders");
            TestSocket bob = other.connect("/orders");

            Order order = ann.call("order:create", Map.of("item", "apples", "quantity", 3))
                    .as(0, Order.class);

            assertEquals(order, bob.next("order:created").as(0, Order.class));
        }
    }
}
