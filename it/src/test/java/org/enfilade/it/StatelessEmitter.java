package org.enfilade.it;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.enfilade.Namespace;
import org.enfilade.Of;
import org.enfilade.ParentNamespace;
import org.enfilade.SocketIO;

/** For {@link InjectionIT}. */
@Stateless
public class StatelessEmitter {
    @Inject
    SocketIO io;

    @Inject
    @Of("/orders")
    Namespace orders;

    @Inject
    @Of("/tenants/{tenant}")
    ParentNamespace tenants;

    public void emit() {
        io.emit("news", "ejb");
        orders.emit("news", "ejb");
        tenants.emit("news", "ejb");
    }
}
