package org.enfilade.it;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import org.enfilade.Namespace;
import org.enfilade.Of;
import org.enfilade.ParentNamespace;
import org.enfilade.SocketIO;

/** For {@link InjectionIT}: emits each second. */
@Singleton
public class ScheduledEmitter {
    @Inject
    SocketIO io;

    @Inject
    @Of("/orders")
    Namespace orders;

    @Inject
    @Of("/tenants/{tenant}")
    ParentNamespace tenants;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void tick() {
        io.emit("tick", "clock");
        orders.emit("tick", "clock");
        tenants.emit("tick", "clock");
    }
}
