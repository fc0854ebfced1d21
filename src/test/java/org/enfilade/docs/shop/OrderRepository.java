package org.enfilade.docs.shop;

import java.util.List;

/** The orders. */
public interface OrderRepository {
    List<Order> find(OrderQuery query);

    Order add(Order order);
}
