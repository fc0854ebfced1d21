package org.enfilade.emitter.guide;

import com.hazelcast.core.HazelcastInstance;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.math.BigDecimal;
import java.util.Map;
import org.enfilade.emitter.ClusterEmitter;
import org.enfilade.emitter.HazelcastEmitter;
import org.enfilade.emitter.JGroupsEmitter;
import org.jgroups.JChannel;

@ApplicationScoped
public class Kitchen {
    private ClusterEmitter shop;

    @PostConstruct
    void open() {
        shop = ClusterEmitter.onServer("shop");
    }

    void cooked(@ObservesAsync Dish dish) {
        shop.of("/orders").to("table:" + dish.table()).emit("dish:ready", dish);
    }

    @PreDestroy
    void close() {
        shop.close();
    }
}

record Dish(String name, int table) {}

final class Batch {
    private Batch() {}

    static void closeRoom(HazelcastInstance client, String room) {
        try (ClusterEmitter shop = HazelcastEmitter.open(client, "shop")) {
            shop.to(room).emit("closing", "The shop closes");
            shop.in(room).disconnectSockets();
        }
    }

    static void tellPrices(JChannel connected, Map<String, BigDecimal> prices) {
        try (ClusterEmitter shop = JGroupsEmitter.open(connected, "shop")) {
            shop.of("/quotes").bestEffort().emit("prices", prices);
        }
    }
}
