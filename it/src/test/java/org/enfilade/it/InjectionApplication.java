package org.enfilade.it;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.ParentNamespace;
import org.enfilade.SocketIO;

/**
 * What {@link InjectionIT} deploys: the server and its namespaces, injected into beans of other kinds. EJBs are not
 * nested: they must not be.
 */
final class InjectionApplication {
    private InjectionApplication() {}

    @NamespaceEndpoint("/orders")
    static class Orders {}

    @NamespaceEndpoint("/tenants/{tenant}")
    static class Tenants {}

    @ApplicationPath("/rest")
    public static class Rest extends Application {}

    @Path("/emit")
    public static class Resource {
        @Inject
        SocketIO io;

        @Inject
        @Of("/orders")
        Namespace orders;

        @Inject
        @Of("/tenants/{tenant}")
        ParentNamespace tenants;

        @EJB
        StatelessEmitter emitter;

        @POST
        @Path("/resource")
        public void here() {
            io.emit("news", "resource");
            orders.emit("news", "resource");
            tenants.emit("news", "resource");
        }

        @POST
        @Path("/ejb")
        public void there() {
            emitter.emit();
        }
    }
}
