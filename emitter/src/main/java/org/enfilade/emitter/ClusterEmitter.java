package org.enfilade.emitter;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.enfilade.internal.cluster.ClusterBuses;
import org.enfilade.internal.cluster.Guest;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.web.ClusterSite;
import org.enfilade.spi.GuestBus;
import org.jspecify.annotations.Nullable;

/**
 * Emits to the clients of an Enfilade application, and moves and disconnects them, from a process or from another
 * application on the same grid. It is no node: the nodes do not list it, ask it nothing, wait for it never, and send it
 * no events. As an {@link Emission} it is the main namespace. Safe for use by any thread; close it at the end.
 *
 * <p>An application has a name in its cluster, which the log of each node says at the start, in quotes behind
 * {@code shared by}. It has to be given here in full; the option {@code enfilade.cluster.name} makes a short one.
 *
 * <p>If the application has an {@code enfilade.cluster.secret}, its nodes take only what is sealed with it. Where it is
 * not given, it is that of the system property of that name, or of the environment variable
 * {@code ENFILADE_CLUSTER_SECRET}; without either nothing is sealed.
 */
public final class ClusterEmitter implements Emission, AutoCloseable {
    private static final String SECRET = "enfilade.cluster.secret";
    private static final String SECRET_VARIABLE = "ENFILADE_CLUSTER_SECRET";

    private final Guest guest;
    private final JsonBinding binding = new JsonBinding();
    private final Emission main;

    ClusterEmitter(Guest guest) {
        this.guest = guest;
        this.main = of("/");
    }

    /**
     * On WildFly or Payara, in any application: over the cluster that the server has.
     *
     * @param application its name in the cluster
     * @throws IllegalStateException if the server has no cluster
     */
    public static ClusterEmitter onServer(String application) {
        return over(busOfServer(application));
    }

    /**
     * The same with a secret.
     *
     * @param secret that of the application's {@code enfilade.cluster.secret}
     */
    public static ClusterEmitter onServer(String application, String secret) {
        return over(busOfServer(application), secret);
    }

    private static GuestBus busOfServer(String application) {
        return new ClusterBuses(ClusterEmitter.class.getClassLoader())
                .findForGuest(new ClusterSite(application))
                .orElseThrow(() -> new IllegalStateException("this server has no cluster"));
    }

    /** Over any grid; see {@link JGroupsEmitter} and {@link HazelcastEmitter}. */
    public static ClusterEmitter over(GuestBus bus) {
        return configured(bus, System::getProperty, System::getenv);
    }

    /**
     * The same with a secret.
     *
     * @param secret that of the application's {@code enfilade.cluster.secret}
     */
    public static ClusterEmitter over(GuestBus bus, String secret) {
        return new ClusterEmitter(Guest.sealed(bus, secret));
    }

    static ClusterEmitter configured(GuestBus bus, UnaryOperator<String> properties, UnaryOperator<String> variables) {
        return Optional.ofNullable(properties.apply(SECRET))
                .or(() -> Optional.ofNullable(variables.apply(SECRET_VARIABLE)))
                .filter(secret -> !secret.isEmpty())
                .map(secret -> over(bus, secret))
                .orElseGet(() -> new ClusterEmitter(Guest.plain(bus)));
    }

    /** A namespace. Nodes that do not have it ignore what is told to it. */
    public Emission of(String namespace) {
        String name = namespace.startsWith("/") ? namespace : "/" + namespace;
        return GuestEmission.everybody(guest::tell, binding, Scope.namespace(name));
    }

    /**
     * All children of a dynamic namespace.
     *
     * @param name as it is declared, such as {@code /tenant-{id}}
     */
    public Emission ofParent(String name) {
        return GuestEmission.everybody(guest::tell, binding, Scope.parent(name));
    }

    /**
     * Hands an event to the application on each node, in the main namespace: to its {@code @OnServerSide} methods
     * there, not to clients.
     *
     * @throws IllegalArgumentException as for {@link #emit}
     * @throws IllegalStateException as for {@link #emit}
     */
    public void serverSideEmit(String event, @Nullable Object... args) {
        guest.tell(new Command.ServerSideEmit("/", Payload.event(binding, event, args)));
    }

    @Override
    public Emission to(String... rooms) {
        return main.to(rooms);
    }

    @Override
    public Emission except(String... rooms) {
        return main.except(rooms);
    }

    @Override
    public Emission bestEffort() {
        return main.bestEffort();
    }

    @Override
    public Emission compress(boolean compress) {
        return main.compress(compress);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        main.emit(event, args);
    }

    @Override
    public void socketsJoin(String... rooms) {
        main.socketsJoin(rooms);
    }

    @Override
    public void socketsLeave(String... rooms) {
        main.socketsLeave(rooms);
    }

    @Override
    public void disconnectSockets(boolean close) {
        main.disconnectSockets(close);
    }

    /** Nothing is emitted any more. Whatever it was opened over stays open. Idempotent. */
    @Override
    public void close() {
        guest.close();
    }
}
