package org.enfilade.sample;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.enfilade.Namespace;
import org.enfilade.Of;
import org.enfilade.ParentNamespace;

/** POST api/announcements: any bean can emit; through the parent it reaches every tenant, on every node. */
@Path("/announcements")
@RequestScoped
public class Announcements {
    @Inject
    @Of("/tenants/{tenant}")
    ParentNamespace tenants;

    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.APPLICATION_JSON)
    public List<String> announce(String text) {
        tenants.emit("announcement", text);
        return tenants.children().stream().map(Namespace::name).sorted().toList();
    }
}
