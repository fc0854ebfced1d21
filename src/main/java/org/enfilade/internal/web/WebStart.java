package org.enfilade.internal.web;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.server.ServerContainer;
import java.util.Objects;
import java.util.Optional;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cdi.Application;
import org.enfilade.internal.cdi.Packaging;
import org.enfilade.internal.cluster.ClusterBuses;
import org.enfilade.internal.cluster.ClusterPeers;
import org.enfilade.internal.cluster.Introduction;
import org.enfilade.internal.cluster.SealedBus;
import org.enfilade.internal.cluster.SealedCache;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.management.Registration;
import org.enfilade.internal.management.Running;
import org.enfilade.internal.namespace.Blueprint;
import org.enfilade.internal.namespace.Network;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.namespace.SocketTasks;
import org.enfilade.internal.records.WriteBehind;
import org.enfilade.internal.recovery.SessionRecords;
import org.enfilade.internal.relay.Relay;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.OwnWebSockets;
import org.enfilade.internal.web.wire.Wires;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.RecordCache;

/**
 * Starts the server with the web application and stops it with it: executors, parameters of handlers and middleware
 * need the running application, and no request comes in before this has returned.
 */
@WebListener
public class WebStart implements ServletContextListener {
    private static final String STARTED = WebStart.class.getName();

    @Inject
    private Application application;

    @Inject
    private BeanManager beanManager;

    private ContainerThreads threads;
    private ClusterPeers peers;
    private Server server;
    private Relay relay;
    private SessionRecords records = SessionRecords.NONE;
    private ClosingSessions closing;
    private Registration mbean;
    private Suspension suspension;

    /** What serves the deployment, however many virtual servers and WARs it is in. */
    private record Started(Server server, Relay relay, ContainerThreads threads, ClosingSessions closing) {
        /** Ends all that clients have here, sessions of other nodes too. */
        void stop() {
            server.stop();
            relay.endAll();
        }
    }

    /** What reads and writes frames, which depends on the server, and what is in place. */
    private record Published(String wires, String routes) {}

    /** For the container, which injects what it needs. */
    public WebStart() {}

    /** For those whom the container does not inject. */
    WebStart(Application application, BeanManager beanManager) {
        this.application = application;
        this.beanManager = beanManager;
    }

    /**
     * Payara and GlassFish tell a listener of each virtual server that a deployment is in, and the WARs of an EAR can
     * share one application: the others share what the first has started.
     */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        if (application == null || beanManager == null) {
            throw new IllegalStateException(withoutCdi(context));
        }
        application.reportTwice(classLoader(context));
        if (context.getAttribute(STARTED) == null) {
            application.startAlone(() -> startOrJoin(event));
            context.setAttribute(STARTED, true);
            application.reportUnserved(Whereabouts.annotated(context));
        }
    }

    private static ClassLoader classLoader(ServletContext context) {
        return Objects.requireNonNullElse(context.getClassLoader(), WebStart.class.getClassLoader());
    }

    /** Says so too: servers bury the causes of a failed start. */
    static String withoutCdi(ServletContext context) {
        String message = Packaging.withoutCdi(context.getContextPath());
        Log.error(message);
        return message;
    }

    private void startOrJoin(ServletContextEvent event) {
        Optional<Object> before = application.started();
        if (before.isPresent()) {
            ServletContext context = event.getServletContext();
            Started started = (Started) before.get();
            publish(context, started);
            Log.info("Enfilade is listening at " + context.getContextPath()
                    + started.server.options().path() + " in the virtual server " + context.getVirtualServerName()
                    + " too, for the same application");
        } else {
            start(event);
        }
    }

    private void start(ServletContextEvent event) {
        try {
            ServletContext context = event.getServletContext();
            ServerOptions options = application.configure(beanManager);
            ContainerNames names = ContainerNames.of(context);
            threads = new ContainerThreads(options, names, label(context));
            SocketTasks tasks = new SocketTasks(threads.handlers(), threads.ticker());
            Blueprint blueprint = application.blueprint(beanManager, tasks);
            options.parser().ifPresent(name -> blueprint.use(Parsers.find(name, classLoader(context))));
            String path = context.getContextPath() + options.path();
            ClusterIdentity identity = ClusterIdentity.of(context, names, options);
            ClusterBuses grids = new ClusterBuses(WebStart.class.getClassLoader());
            ClusterSite site = new ClusterSite(identity.toString());
            Optional<ClusterBuses.Found> cluster = options.cluster() ? grids.find(site) : Optional.empty();
            Introduction introduction = ClusterIdentity.introduction(context, names, options, application.classes());
            Network network = cluster.<Network>map(found -> (own, watcher) -> peers = new ClusterPeers(
                            sealed(found.bus(), options), own, threads.ticker(), introduction, watcher))
                    .orElse(Network.NONE);
            if (cluster.isPresent() && options.connectionStateRecovery()) {
                records = records(grids, site, options);
                blueprint.keepSessionsIn(records);
            }
            server = new Server(blueprint, options, tasks, network);
            application.serve(server);
            relay = relay(options);
            if (peers != null) {
                joinCluster();
            }
            closing = new ClosingSessions(threads.ticker(), threads.handlers());
            Started started = new Started(server, relay, threads, closing);
            FirstToStop.willRun(context, started::stop);
            Published published = publish(context, started);
            application.started(started);
            suspension = Suspension.watch(this::suspend, this::resume);
            Running running = new Running(path, server.figures(), threads.handlerThreads());
            application.running(running);
            mbean = Registration.of(ClusterIdentity.host(context), running);
            Log.info(started(path, published, cluster.map(ClusterBuses.Found::kind), identity));
        } catch (RuntimeException e) {
            // A listener that fails is not told of the end.
            contextDestroyed(event);
            throw e;
        }
    }

    /** What threads are named after. */
    private static String label(ServletContext context) {
        String path = context.getContextPath();
        return path.isEmpty() ? "root" : path.substring(1).replace('/', '.');
    }

    private Published publish(ServletContext context, Started started) {
        HttpSessions sessions = new HttpSessions();
        context.addListener(sessions);
        Callers callers =
                new Callers(application.roles(), sessions, started.threads.identities(), context.getServerInfo());
        Object container = context.getAttribute(ServerContainer.class.getName());
        boolean fast = started.server.options().fastWire();
        Wires wires = container == null ? AvailableWires.whenOpened(fast) : AvailableWires.of(container, fast);
        Optional<OwnWebSockets> own =
                AvailableWires.own(container, context.getServerInfo(), fast, started.closing, started.threads::loops);
        EngineGateway gateway = new EngineGateway(started.server, started.relay, wires, own, started.closing);
        String routes = Routes.publish(
                context,
                gateway,
                callers,
                started.server.options().path(),
                application.started().isPresent());
        return new Published(own.<Object>map(found -> found).orElse(wires).toString(), routes);
    }

    /** An application can do without. */
    private SessionRecords records(ClusterBuses grids, ClusterSite site, ServerOptions options) {
        try {
            return grids.findCache(site)
                    .<SessionRecords>map(found -> new WriteBehind(
                            found.kind(), sealed(found.cache(), options), threads.handlers(), threads.ticker()))
                    .orElse(SessionRecords.NONE);
        } catch (RuntimeException e) {
            Log.warning("Sessions are not recorded in the server's cluster, and are lost with their node", e);
            return SessionRecords.NONE;
        }
    }

    private static ClusterBus sealed(ClusterBus bus, ServerOptions options) {
        return options.clusterSecret()
                .<ClusterBus>map(secret -> new SealedBus(bus, secret))
                .orElse(bus);
    }

    private static RecordCache sealed(RecordCache cache, ServerOptions options) {
        return options.clusterSecret()
                .<RecordCache>map(secret -> new SealedCache(cache, secret))
                .orElse(cache);
    }

    private Relay relay(ServerOptions options) {
        if (peers == null || !options.forwarding()) {
            return Relay.ofNobody(server.engine());
        }
        Relay made = new Relay(
                peers, server.engine(), threads.handlers(), options.maxConnections(), options.inboxMaxBytes());
        peers.deliverTo(made);
        return made;
    }

    /** What keeps the application out is said at once: servers bury the causes of a failed start. */
    private void joinCluster() {
        try {
            peers.open();
        } catch (RuntimeException e) {
            Log.error("The application cannot join the server's cluster: " + e.getMessage());
            throw e;
        }
    }

    private void suspend() {
        server.suspend();
        relay.endAll();
    }

    private void resume() {
        server.resume();
    }

    private String started(String path, Published published, Optional<String> cluster, ClusterIdentity identity) {
        String rooms = cluster.map(name ->
                        "shared by " + name + " as node " + peers.node().orElseThrow() + " of \"" + identity + "\"")
                .orElse("on this node only");
        String sessions =
                server.records().map(records -> ", lost sessions " + records).orElse("");
        return "Enfilade is listening at " + path + "; WebSocket frames by " + published.wires + ", handlers on "
                + threads + ", rooms " + rooms + sessions + "; " + published.routes + "; " + application.served();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (application == null) {
            return; // it has not started
        }
        serving().ifPresent(serving -> end(serving::stop));
        if (relay != null) {
            end(relay::endAll);
        }
        if (threads == null && application.started().isPresent()) {
            return; // the context that has started it ends it
        }
        application.started(null);
        application.running(null);
        if (mbean != null) {
            end(mbean::close);
        }
        if (suspension != null) {
            end(suspension::close);
        }
        if (closing != null) {
            end(closing::finish);
        }
        if (peers != null) {
            end(peers::close);
        }
        end(records::close);
        if (threads != null) {
            end(threads::stop);
        }
        end(application::release);
        end(LinkedRecords::forget);
    }

    /** What this context, or another one of the deployment, has started. */
    private Optional<Server> serving() {
        return server != null ? Optional.of(server) : application.started().map(before -> ((Started) before).server);
    }

    /** One step of the end; one that fails keeps none of the others from being done. */
    private static void end(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            Log.error("Enfilade could not clean up everything of the application", e);
        }
    }
}
