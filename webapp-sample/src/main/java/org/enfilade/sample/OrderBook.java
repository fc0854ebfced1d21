package org.enfilade.sample;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The orders, in memory: any bean can stand behind a namespace. */
@ApplicationScoped
public class OrderBook {
    private static final int SHOWN = 8;

    private final List<Order> orders = new ArrayList<>(); // guarded by this
    private int count; // guarded by this

    public synchronized Order add(Order.Draft draft) {
        Order order = new Order(++count, draft.item(), draft.quantity());
        orders.add(order);
        if (orders.size() > SHOWN) {
            orders.remove(0);
        }
        return order;
    }

    public synchronized List<Order> latest() {
        return List.copyOf(orders);
    }
}
