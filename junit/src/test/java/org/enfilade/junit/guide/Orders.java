package org.enfilade.junit.guide;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.On;

@NamespaceEndpoint("/orders")
public class Orders {
    @Inject
    OrderBook book;

    @Inject
    @Of("/orders")
    Namespace orders;

    Order create(@Observes @On("order:create") Order.Draft draft) {
        Order order = book.add(draft);
        orders.emit("order:created", order);
        return order;
    }
}
