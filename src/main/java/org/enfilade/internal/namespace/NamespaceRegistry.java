package org.enfilade.internal.namespace;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.enfilade.internal.adapter.Scope;

/** The namespaces of a server by name, and the parents that make new ones. Two clients racing to a new child get the same. */
final class NamespaceRegistry {
    /** Java's {@code $} matches before a line break at the end as well, JavaScript's does not: no name with one matches. */
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private final SocketServer server;
    private final Map<String, ServerNamespace> namespaces = new ConcurrentHashMap<>();
    private final List<ServerParent> parents = new CopyOnWriteArrayList<>();
    private final AtomicInteger childCount = new AtomicInteger();

    NamespaceRegistry(SocketServer server) {
        this.server = server;
    }

    void declare(String name, NamespaceHandler handler) {
        namespaces.put(name, new ServerNamespace(server, name, null, Map.of(), handler));
    }

    void declareParent(String name, ChildMatcher matcher, NamespaceHandler handler) {
        parents.add(new ServerParent(server, name, matcher, handler));
    }

    Collection<ServerNamespace> namespaces() {
        return namespaces.values();
    }

    List<ServerParent> parents() {
        return parents;
    }

    /** What exists of a scope. */
    Collection<ServerNamespace> existing(Scope scope) {
        if (scope.isParent()) {
            return parents.stream()
                    .filter(parent -> parent.name().equals(scope.name()))
                    .findFirst()
                    .map(ServerParent::own)
                    .orElse(List.of());
        }
        ServerNamespace namespace = namespaces.get(scope.name());
        return namespace == null ? List.of() : List.of(namespace);
    }

    /** The namespace of that name; made as a child or as one of its own if there is none. */
    ServerNamespace of(String name) {
        ServerNamespace existing = namespaces.get(name);
        if (existing != null) {
            return existing;
        }
        for (ServerParent parent : parents) {
            Optional<Map<String, String>> params = matchName(parent, name);
            if (params.isPresent()) {
                return child(parent, name, params.get());
            }
        }
        return make(name, null, () -> new ServerNamespace(server, name, null, Map.of(), NamespaceHandler.NONE));
    }

    /**
     * The namespace that a client asks for, entered; empty if there is none and no parent wants it.
     *
     * @param executor where the application decides, since it may block
     */
    CompletionStage<Optional<ServerNamespace>> enter(String name, Supplier<JsonObject> auth, Executor executor) {
        ServerNamespace existing = namespaces.get(name);
        if (existing != null && existing.enter()) {
            return CompletableFuture.completedFuture(Optional.of(existing));
        }
        return tryParents(0, name, auth, executor);
    }

    private CompletionStage<Optional<ServerNamespace>> tryParents(
            int from, String name, Supplier<JsonObject> auth, Executor executor) {
        for (int i = from; i < parents.size(); i++) {
            ServerParent parent = parents.get(i);
            if (parent.matcher() instanceof ChildMatcher.ByFunction) {
                int next = i + 1;
                return decide(parent, name, auth, executor)
                        .thenCompose(yes -> yes
                                ? CompletableFuture.completedFuture(enterChild(parent, name, Map.of()))
                                : tryParents(next, name, auth, executor));
            }
            Optional<Map<String, String>> params = matchName(parent, name);
            if (params.isPresent()) {
                return CompletableFuture.completedFuture(enterChild(parent, name, params.get()));
            }
        }
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private static CompletionStage<Boolean> decide(
            ServerParent parent, String name, Supplier<JsonObject> auth, Executor executor) {
        ChildMatcher.Decision decision = ((ChildMatcher.ByFunction) parent.matcher()).decision();
        try {
            return CompletableFuture.supplyAsync(() -> decision.decide(name, auth.get()), executor)
                    .thenCompose(stage -> stage)
                    .handle((yes, failure) -> failure == null && Boolean.TRUE.equals(yes));
        } catch (RejectedExecutionException fullOrShutDown) {
            return CompletableFuture.completedFuture(false);
        }
    }

    private Optional<ServerNamespace> enterChild(ServerParent parent, String name, Map<String, String> params) {
        while (childCount.get() < server.options().maxDynamicNamespaces() || namespaces.containsKey(name)) {
            ServerNamespace child = child(parent, name, params);
            if (child.enter()) {
                return Optional.of(child);
            }
            // It has just been cleaned up, and is about to be taken out of the map.
            Thread.onSpinWait();
        }
        return Optional.empty();
    }

    private ServerNamespace child(ServerParent parent, String name, Map<String, String> params) {
        return make(name, parent, () -> new ServerNamespace(server, name, parent, params, parent.handler()));
    }

    private ServerNamespace make(String name, ServerParent parent, Supplier<ServerNamespace> maker) {
        List<ServerNamespace> made = new ArrayList<>(1);
        ServerNamespace namespace = namespaces.computeIfAbsent(name, key -> {
            ServerNamespace fresh = maker.get();
            if (parent != null) {
                parent.add(fresh);
                childCount.incrementAndGet();
            }
            made.add(fresh);
            return fresh;
        });
        made.forEach(server::created);
        return namespace;
    }

    /** Takes out an empty child. */
    void remove(ServerNamespace child) {
        namespaces.computeIfPresent(child.name(), (name, current) -> {
            if (current != child) {
                return current;
            }
            child.parentOrNull().remove(child);
            childCount.decrementAndGet();
            return null;
        });
    }

    private static Optional<Map<String, String>> matchName(ServerParent parent, String name) {
        if (!(parent.matcher() instanceof ChildMatcher.ByPattern)) {
            return Optional.empty();
        }
        ChildMatcher.ByPattern byPattern = (ChildMatcher.ByPattern) parent.matcher();
        Matcher matcher = byPattern.pattern().matcher(name);
        if (LINE_BREAK.matcher(name).find() || !matcher.find()) {
            return Optional.empty();
        }
        Map<String, String> params = new HashMap<>();
        for (String param : byPattern.params()) {
            String value = matcher.group(param);
            if (value != null) {
                params.put(param, value);
            }
        }
        return Optional.of(params);
    }
}
