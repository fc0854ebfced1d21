package org.enfilade.sample;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.Socket;
import org.enfilade.SocketIO;

/** The namespace /orders. What a handler returns is the acknowledgement. */
@NamespaceEndpoint("/orders")
public class Orders {
    @Inject
    OrderBook book;

    @Inject
    SocketIO io;

    @Inject
    @Of("/orders")
    Namespace orders;

    List<Order> list(@Observes @On("order:list") Socket socket) {
        return book.latest();
    }

    Order create(@Observes @On("order:create") Order.Draft draft) {
        Order order = book.add(draft);
        orders.emit("order:created", order);
        return order;
    }

    Place place(@Observes @On("place") Socket socket) {
        return Place.of(socket, io);
    }
}
