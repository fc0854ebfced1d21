package org.enfilade.internal.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.enfilade.ConnectionError;
import org.enfilade.Namespace;
import org.enfilade.ServerOptions;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.management.Running;
import org.enfilade.internal.namespace.Blueprint;
import org.enfilade.internal.namespace.ChildMatcher;
import org.enfilade.internal.namespace.InjectedServer;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.enfilade.internal.namespace.RefusedRequest;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.namespace.SocketTasks;

/**
 * One deployed application: what the extension collected, and how the web layer brings it to life. In the start of the
 * web application call {@link #configure} and {@link #blueprint}, then {@link #serve}, and in its end {@link #release},
 * with a bean manager of the web application: the extension's own sees none of its beans on some servers.
 */
public final class Application {
    private final JsonBinding json = new JsonBinding();
    private final CurrentSocket currentSocket = new CurrentSocket();
    private final InjectedServer injected = new InjectedServer();
    private final Object starting = new Object();
    // guarded by this
    private final List<AutoCloseable> resources = new ArrayList<>();
    private Object started;
    private boolean twice;

    /** Set while the container starts. */
    private volatile Found found = Found.NOTHING;

    // set while the application starts
    private volatile ServerOptions options;
    private volatile Running running;

    Application() {}

    void declare(Found inTheClasses) {
        found = inTheClasses;
    }

    /** What is served, for the log: all names and, apart from them, what dynamic namespaces are declared by. */
    public String served() {
        Set<String> names = withoutBean();
        return names.isEmpty() ? found.served() : found.served() + ", without a bean " + String.join(", ", names);
    }

    /** The names of the classes that serve namespaces. */
    public List<String> classes() {
        return found.classes();
    }

    /** Says once if the loader sees several jars of Enfilade, whose classes then do not know each other's. */
    public synchronized void reportTwice(ClassLoader loader) {
        if (!twice) {
            Packaging.twice(loader).ifPresent(message -> {
                twice = true;
                Log.error(message);
            });
        }
    }

    /** Says which classes have {@code @NamespaceEndpoint} and are not served, since CDI has not found them. */
    public void reportUnserved(Collection<Class<?>> annotated) {
        found.reportUnserved(annotated);
    }

    /**
     * Runs it while no other web application of the deployment starts: WildFly starts those of an EAR at the same time,
     * and one of them has to start what serves them all.
     */
    public void startAlone(Runnable start) {
        synchronized (starting) {
            start.run();
        }
    }

    /** The roles that the application names anywhere. */
    public Set<String> roles() {
        return found.roles();
    }

    /** The server, for beans; there from the beginning. */
    InjectedServer server() {
        return injected;
    }

    /**
     * The options in force.
     *
     * @throws IllegalStateException before {@link #configure}
     */
    public ServerOptions options() {
        ServerOptions configured = options;
        if (configured == null) {
            throw new IllegalStateException("The options are not known before the application has started");
        }
        return configured;
    }

    /**
     * What {@link #started(Object)} was given: a server with several virtual servers (Payara, GlassFish) starts one
     * deployment in each, on this one object.
     */
    public synchronized Optional<Object> started() {
        return Optional.ofNullable(started);
    }

    /** The web layer has started, once for the deployment; {@code null} when it has ended. */
    public synchronized void started(Object web) {
        started = web;
    }

    /** The started application, for operations; empty before and after. */
    public Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    /** Makes it known to operations; {@code null} when it ends. */
    public void running(Running now) {
        running = now;
    }

    /**
     * Reads the options, and lets the application's observers change them.
     *
     * @throws IllegalArgumentException if a property cannot be read; the message names it
     */
    public ServerOptions configure(BeanManager beans) {
        ServerOptions.Builder builder = new OptionsReader(OptionSources.find(), Log::warning).read();
        beans.getEvent().select(ServerOptions.Builder.class).fire(builder);
        options = builder.build();
        return options;
    }

    /**
     * What is to be served: the namespaces, with the handlers and the middleware of the running application.
     *
     * @param tasks run what is called outside of an event
     * @throws jakarta.enterprise.inject.spi.DeploymentException with all mistakes that show only now
     */
    public synchronized Blueprint blueprint(BeanManager beans, SocketTasks tasks) {
        useJson(beans);
        Problems problems = new Problems();
        found.endpoints()
                .forEach(endpoint -> endpoint.handlers().forEach(handler -> checkArguments(handler, problems)));
        RequestContexts requests = new RequestContexts(beans, tasks, currentSocket, found.usesRequestScope());
        Binder binder = new Binder(beans, requests, problems, resources::add, optionsOrDefaults());
        Blueprint blueprint = new Blueprint(json);
        found.endpoints().forEach(endpoint -> declare(endpoint, binder, blueprint));
        declareWithoutBean(blueprint, problems);
        problems.report().ifPresent(mistakes -> {
            release();
            throw mistakes;
        });
        observe(beans, requests, blueprint);
        return blueprint;
    }

    /** One handler for all of its names: so they share what it holds. */
    private static void declare(Endpoint endpoint, Binder binder, Blueprint blueprint) {
        EndpointHandler handler = binder.bind(endpoint);
        for (Address address : endpoint.addresses()) {
            String name = address.declared();
            if (address instanceof Address.Matching matching) {
                blueprint.declareParent(
                        name, new ChildMatcher.ByPattern(matching.pattern(), matching.params()), handler);
            } else if (address instanceof Address.Decided decided) {
                binder.matcher(endpoint, decided)
                        .ifPresent(matcher ->
                                blueprint.declareParent(name, new ChildMatcher.ByFunction(matcher), handler));
            } else {
                blueprint.declare(name, handler);
            }
        }
    }

    private void declareWithoutBean(Blueprint blueprint, Problems problems) {
        Set<String> names = withoutBean();
        for (String name : names) {
            found.endpoints().stream()
                    .filter(endpoint -> endpoint.serves(name))
                    .findFirst()
                    .ifPresentOrElse(
                            endpoint -> problems.add(
                                    Rule.DECLARED_ONCE,
                                    "enfilade.namespaces",
                                    "has \"" + name + "\", which "
                                            + endpoint.type().getName() + " serves"),
                            () -> blueprint.declare(name, NamespaceHandler.NONE));
        }
        found.withoutBean().stream()
                .filter(reference -> !names.contains(reference.name()))
                .forEach(reference -> reference.unknown(problems));
    }

    private Set<String> withoutBean() {
        ServerOptions configured = options;
        return configured == null ? Set.of() : configured.namespaces();
    }

    /** Gives beans the server that was made. */
    public void serve(Server made) {
        injected.made(made);
    }

    /** The options are those of {@link #configure}, which comes first but in tests. */
    private ServerOptions optionsOrDefaults() {
        ServerOptions configured = options;
        return configured == null ? ServerOptions.builder().build() : configured;
    }

    /** Only here it is known whether the application brings a configuration for JSON-B. */
    private void checkArguments(Handler handler, Problems problems) {
        for (Parameter parameter : handler.parameters()) {
            if (parameter instanceof Parameter.OfArgument argument) {
                json.unreadable(argument.type())
                        .ifPresent(what -> problems.add(Rule.ARGUMENT_READABLE, handler.place(), "takes " + what));
            }
        }
    }

    private void useJson(BeanManager beans) {
        Optional<Jsonb> jsonb = bean(beans, Jsonb.class);
        jsonb.ifPresent(json::use);
        if (jsonb.isEmpty()) {
            bean(beans, JsonbConfig.class).ifPresent(json::use);
        }
    }

    /** The application's bean of a type with the default qualifier, if there is one. */
    private <T> Optional<T> bean(BeanManager beans, Class<T> type) {
        Bean<?> bean = beans.resolve(beans.getBeans(type));
        if (bean == null) {
            return Optional.empty();
        }
        CreationalContext<?> context = beans.createCreationalContext(bean);
        resources.add(context::release);
        return Optional.of(type.cast(beans.getReference(bean, type, context)));
    }

    /** Destroys what {@link #blueprint} created. */
    public synchronized void release() {
        for (int i = resources.size() - 1; i >= 0; i--) {
            release(resources.get(i));
        }
        resources.clear();
        json.close();
    }

    /** Whom the application is being called for. */
    CurrentSocket currentSocket() {
        return currentSocket;
    }

    /** How its values are bound, for tests. */
    JsonBinding json() {
        return json;
    }

    private static void observe(BeanManager beans, RequestContexts requests, Blueprint blueprint) {
        blueprint.onNewNamespace(namespace -> requests.run(
                () -> beans.getEvent()
                        .select(Namespace.class, Literals.NEW_NAMESPACE)
                        .fire(namespace),
                "An observer of @NewNamespace failed"));
        blueprint.onHeaders(HeaderObservers.of(beans, requests));
        ConnectionError sample = new RefusedRequest(0, "", "", "");
        if (!beans.resolveObserverMethods(sample, Literals.ON_CONNECTION_ERROR).isEmpty()) {
            blueprint.onConnectionError(error -> requests.run(
                    () -> beans.getEvent()
                            .select(ConnectionError.class, Literals.ON_CONNECTION_ERROR)
                            .fire(error),
                    "An observer of @OnConnectionError failed"));
        }
    }

    private static void release(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            Log.debug("Releasing a bean failed", e);
        }
    }
}
