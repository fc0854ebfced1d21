package org.enfilade.it;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.enfilade.Connecting;
import org.enfilade.ConnectionRefused;
import org.enfilade.CreateRoom;
import org.enfilade.DeleteRoom;
import org.enfilade.JoinRoom;
import org.enfilade.LeaveRoom;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.ParentNamespace;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
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

    /** Of two namespaces; tells on {@code /board}, which has no bean, what happens. */
    @NamespaceEndpoint({"/halls", "/foyers"})
    static class Halls {
        @Inject
        @Of("/board")
        Namespace board;

        void check(@Observes @Connecting Socket socket) throws ConnectionRefused {
            if (socket.handshake().auth().containsKey("late")) {
                socket.connection().onClose(reason -> board.emit("freed", reason.text()));
                throw new ConnectionRefused("not now", 7);
            }
            socket.connection().onUpgrade(transport -> board.emit("upgraded", transport.toString()));
        }

        String enter(@Observes @On("enter") String room, Socket socket) {
            socket.join(room);
            return socket.namespace().name() + " " + socket.namespace().roomSize(room);
        }

        void created(@Observes @CreateRoom String room, Namespace namespace) {
            tell("created", room, namespace);
        }

        void joined(@Observes @JoinRoom String room, Socket socket) {
            tell("joined", room, socket.namespace());
        }

        void left(@Observes @LeaveRoom String room, Socket socket) {
            tell("left", room, socket.namespace());
        }

        void deleted(@Observes @DeleteRoom String room, Namespace namespace) {
            tell("deleted", room, namespace);
        }

        /** Not of the rooms of their ids. */
        private void tell(String what, String room, Namespace namespace) {
            if (room.equals("red")) {
                board.emit("room", what + " " + namespace.name());
            }
        }
    }

    @ApplicationScoped
    static class Options {
        void configure(@Observes ServerOptions.Builder options) {
            options.namespaces(Set.of("/board"));
        }
    }

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
