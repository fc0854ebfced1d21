package org.enfilade.junit.guide;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

@ApplicationScoped
public class OrderBook {
    private final AtomicInteger count = new AtomicInteger();

    public Order add(Order.Draft draft) {
        return new Order(count.incrementAndGet(), draft.item(), draft.quantity());
    }
}
