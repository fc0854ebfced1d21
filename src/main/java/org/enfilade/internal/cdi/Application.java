package org.enfilade.internal.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.enfilade.ConnectionError;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.ServerOptions;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.management.Running;
import org.enfilade.internal.namespace.ChildMatcher;
import org.enfilade.internal.namespace.RefusedRequest;
import org.enfilade.internal.namespace.SocketServer;

/**
 * One deployed application: what the extension collected, and how the web layer brings it to life. In the start of the
 * web application call {@link #configure} and {@link #bind}, in its end {@link #release}, with a bean manager of the
 * web application: the extension's own sees none of its beans on some servers.
 */
public final class Application {
    /** How many names of one kind a line of the log has. */
    private static final int SHOWN = 20;

    private final JsonBinding json = new JsonBinding();
    private final CurrentSocket currentSocket = new CurrentSocket();
    private final SocketServer server = new SocketServer(json);
    private final Map<Endpoint, EndpointHandler> declared = new LinkedHashMap<>(); // guarded by this
    private final Map<Endpoint, MatcherCall> matchers = new LinkedHashMap<>(); // guarded by this
    private final List<AutoCloseable> resources = new ArrayList<>(); // guarded by this
    private final Object starting = new Object();
    private Object started; // guarded by this
    private volatile Running running;
    private boolean twice; // guarded by this
    private Set<Class<?>> seen = Set.of(); // guarded by this
    private volatile ServerOptions options;
    private volatile Set<String> roles = Set.of();

    Application() {}

    /** Makes the namespaces known, so that they can be injected from now on; they are served once they are bound. */
    synchronized void declare(List<Endpoint> endpoints, Discovery found) {
        roles = found.roles();
        seen = found.seen();
        endpoints.stream().sorted(Endpoint.ORDER).forEach(this::declare);
    }

    private void declare(Endpoint endpoint) {
        String name = endpoint.address().declared();
        EndpointHandler handler = new EndpointHandler();
        declared.put(endpoint, handler);
        if (endpoint.address() instanceof Address.Matching matching) {
            server.declareParent(name, new ChildMatcher.ByPattern(matching.pattern(), matching.params()), handler);
        } else if (endpoint.address() instanceof Address.Decided decided) {
            MatcherCall matcher = new MatcherCall();
            matchers.put(endpoint, matcher);
            server.declareParent(name, new ChildMatcher.ByFunction(matcher), handler);
        } else {
            server.declare(name, handler);
        }
    }

    /** What is served, for the log: all names and, apart from them, what dynamic namespaces are declared by. */
    public synchronized String served() {
        String names = names(false);
        String dynamic = names(true);
        if (names.isEmpty() && dynamic.isEmpty()) {
            return "no namespaces: none found";
        }
        return "namespaces " + (names.isEmpty() ? "none" : names) + (dynamic.isEmpty() ? "" : ", dynamic " + dynamic);
    }

    private String names(boolean dynamic) {
        List<String> names = declared.keySet().stream()
                .map(Endpoint::address)
                .filter(address -> address.isDynamic() == dynamic)
                .map(Address::declared)
                .sorted()
                .toList();
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    /** The names of the classes that serve namespaces. */
    public synchronized List<String> classes() {
        return declared.keySet().stream()
                .map(endpoint -> endpoint.type().getName())
                .distinct()
                .toList();
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
    public synchronized void reportUnserved(Collection<Class<?>> annotated) {
        Set<Class<?>> served = declared.keySet().stream().map(Endpoint::type).collect(Collectors.toSet());
        annotated.stream()
                .filter(type -> type.isAnnotationPresent(NamespaceEndpoint.class) && !served.contains(type))
                .filter(type -> !seen.contains(type) && !isLeftOut(type))
                .sorted(Comparator.comparing(Class::getName))
                .forEach(type -> Log.error(Problems.message(
                        Rule.NAMESPACE_IS_BEAN,
                        Problems.place(type),
                        "has @NamespaceEndpoint and CDI has not found it, so nothing serves its namespace")));
    }

    /** By the application itself. */
    private static boolean isLeftOut(Class<?> type) {
        return type.isAnnotationPresent(Vetoed.class)
                || type.getPackage().isAnnotationPresent(Vetoed.class)
                || type.isAnnotationPresent(Alternative.class);
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
        return roles;
    }

    /** The server; there from the beginning, so that beans can be given it. */
    public SocketServer server() {
        return server;
    }

    /**
     * The options in force.
     *
     * @throws IllegalStateException before {@link #configure}
     */
    public ServerOptions options() {
        ServerOptions found = options;
        if (found == null) {
            throw new IllegalStateException("The options are not known before the application has started");
        }
        return found;
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
     * Connects the namespaces with the handlers and the middleware of the running application.
     *
     * @throws jakarta.enterprise.inject.spi.DeploymentException with all mistakes that show only now
     */
    public synchronized void bind(BeanManager beans) {
        useJson(beans);
        Problems problems = new Problems();
        declared.keySet()
                .forEach(endpoint -> endpoint.handlers().forEach(handler -> checkArguments(handler, problems)));
        RequestContexts requests = new RequestContexts(beans, server::execute, server::inOrder, currentSocket);
        Binder binder = new Binder(beans, requests, problems, resources::add, explains());
        declared.forEach((endpoint, handler) -> handler.bind(binder.bind(endpoint)));
        matchers.forEach((endpoint, matcher) -> binder.bind(matcher, endpoint));
        problems.report().ifPresent(mistakes -> {
            release();
            throw mistakes;
        });
        observe(beans, requests);
    }

    /** The options are those of {@link #configure}, which comes first but in tests. */
    private boolean explains() {
        ServerOptions found = options;
        return found != null && found.developmentMode();
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

    /** Destroys what {@link #bind} created. */
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

    /** What serves a declared namespace, for tests. */
    synchronized EndpointHandler handler(String name) {
        return find(name, declared);
    }

    /** What decides about a declared namespace, for tests. */
    synchronized MatcherCall matcher(String name) {
        return find(name, matchers);
    }

    private static <T> T find(String name, Map<Endpoint, T> all) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().address().declared().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private void observe(BeanManager beans, RequestContexts requests) {
        server.onNewNamespace(namespace -> requests.run(
                () -> beans.getEvent()
                        .select(Namespace.class, Literals.NEW_NAMESPACE)
                        .fire(namespace),
                "An observer of @NewNamespace failed"));
        ConnectionError sample = new RefusedRequest(0, "", "", "");
        if (!beans.resolveObserverMethods(sample, Literals.ON_CONNECTION_ERROR).isEmpty()) {
            server.onConnectionError(error -> requests.run(
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
