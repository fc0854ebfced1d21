package org.enfilade.it;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.enfilade.SocketIO;

/** For {@link PackagingIT}: in an EJB module of an EAR. */
@Stateless
public class PackagedEmitter {
    @Inject
    SocketIO io;

    public void emit() {
        io.of("/").emit("news", "ejb");
    }
}
