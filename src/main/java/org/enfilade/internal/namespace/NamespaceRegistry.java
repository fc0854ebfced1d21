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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.enfilade.Namespace;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.text.PatternMatch;

/**
 * The namespaces of a server by name, and the parents that make new ones. Two clients racing to a new child get the
 * same.
 */
final class NamespaceRegistry implements Homes {

    /**
     * Java's {@code $} matches before a line break at the end as well, JavaScript's does not: no name with one matches.
     */
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private final Core core;
    private final Consumer<Namespace> created;
    private final Map<String, ServerNamespace> namespaces = new ConcurrentHashMap<>();
    private final List<ServerParent> parents;
    private final RareWarning nearlyFull = new RareWarning();
    private final RareWarning full = new RareWarning();
    private final RareWarning greedy = new RareWarning();
    private final RareWarning unasked = new RareWarning();
    private final RareWarning slow = new RareWarning();

    /** @param created is told of namespaces that are made while the server runs */
    NamespaceRegistry(Core core, Blueprint blueprint, Consumer<Namespace> created) {
        this.core = core;
        this.created = created;
        blueprint
                .namespaces()
                .forEach((name, handler) ->
                        namespaces.put(name, new ServerNamespace(core, this, name, null, Map.of(), handler)));
        this.parents = blueprint.parents().stream()
                .map(parent -> new ServerParent(core, this, parent.name(), parent.matcher(), parent.handler()))
                .toList();
    }

    Collection<ServerNamespace> namespaces() {
        return namespaces.values();
    }

    List<ServerParent> parents() {
        return parents;
    }

    @Override
    public Collection<ServerNamespace> existing(Scope scope) {
        if (scope.isParent()) {
            for (ServerParent parent : parents) {
                if (parent.name().equals(scope.name())) {
                    return parent.own();
                }
            }
            return List.of();
        }
        ServerNamespace namespace = namespaces.get(scope.name());
        return namespace == null ? List.of() : List.of(namespace);
    }

    /** The namespace of that name; made as a child or as one of its own if there is none. */
    ServerNamespace of(String name) {
        ServerNamespace namespace = findOrMake(name);
        while (!namespace.lifetime().keep()) {
            // It has just been cleaned up, and is about to be taken out of the map.
            Thread.onSpinWait();
            namespace = findOrMake(name);
        }
        return namespace;
    }

    private ServerNamespace findOrMake(String name) {
        ServerNamespace existing = namespaces.get(name);
        if (existing != null) {
            return existing;
        }
        for (ServerParent parent : parents) {
            Optional<Map<String, String>> params = matchName(parent, name);
            if (params.isPresent()) {
                return make(name, () -> {
                    parent.reserve(Integer.MAX_VALUE);
                    return child(parent, name, params.get());
                });
            }
        }
        return make(name, () -> new ServerNamespace(core, this, name, null, Map.of(), NamespaceHandler.NONE));
    }

    /**
     * The namespace that a client asks for, entered; empty if there is none and no parent wants it.
     *
     * @param executor where the application decides, since it may block
     * @param made how many children exist that the client's connection has made
     */
    CompletionStage<Optional<ServerNamespace>> enter(
            String name, Supplier<JsonObject> auth, Executor executor, AtomicInteger made) {
        ServerNamespace existing = namespaces.get(name);
        if (existing != null && existing.lifetime().enter()) {
            return CompletableFuture.completedFuture(Optional.of(existing));
        }
        return tryParents(0, name, auth, executor, made);
    }

    private CompletionStage<Optional<ServerNamespace>> tryParents(
            int from, String name, Supplier<JsonObject> auth, Executor executor, AtomicInteger made) {
        for (int i = from; i < parents.size(); i++) {
            ServerParent parent = parents.get(i);
            if (parent.matcher() instanceof ChildMatcher.ByFunction) {
                int next = i + 1;
                return decide(parent, name, auth, executor)
                        .thenCompose(yes -> yes
                                ? CompletableFuture.completedFuture(enterChild(parent, name, Map.of(), made))
                                : tryParents(next, name, auth, executor, made));
            }
            Optional<Map<String, String>> params = matchName(parent, name);
            if (params.isPresent()) {
                return CompletableFuture.completedFuture(enterChild(parent, name, params.get(), made));
            }
        }
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private CompletionStage<Boolean> decide(
            ServerParent parent, String name, Supplier<JsonObject> auth, Executor executor) {
        ChildMatcher.Decision decision = ((ChildMatcher.ByFunction) parent.matcher()).decision();
        try {
            return CompletableFuture.supplyAsync(() -> decision.decide(name, auth.get()), executor)
                    .thenCompose(stage -> stage)
                    .handle((yes, failure) -> isYes(name, yes, failure));
        } catch (RejectedExecutionException fullOrShutDown) {
            unasked.log(
                    core.ticker().nanos(),
                    () -> "The executor of the handlers refuses tasks, so that no matcher is asked, which counts "
                            + "as no: "
                            + fullOrShutDown.getMessage());
            return CompletableFuture.completedFuture(false);
        }
    }

    /** A client that waits for the answer gets one, and the log says why it is no. */
    private static boolean isYes(String name, Boolean yes, Throwable failure) {
        if (failure != null && ClientMistake.behind(failure) == null) {
            Log.error(
                    "Nobody could say whether there may be a namespace " + LogText.quote(name) + ", which counts as no",
                    Refusals.cause(failure));
        }
        return failure == null && Boolean.TRUE.equals(yes);
    }

    private Optional<ServerNamespace> enterChild(
            ServerParent parent, String name, Map<String, String> params, AtomicInteger made) {
        ServerNamespace child = namespaces.get(name);
        while (child == null || !child.lifetime().enter()) {
            // If it exists, it has just been cleaned up, and is about to be taken out of the map.
            Thread.onSpinWait();
            makeRoom(parent);
            child = make(name, () -> childFor(made, parent, name, params));
            if (child == null) {
                return Optional.empty();
            }
        }
        return Optional.of(child);
    }

    /** The children that clients have left make way for new ones. */
    private void makeRoom(ServerParent parent) {
        int max = core.options().maxDynamicNamespaces();
        while (parent.isFull(max)) {
            ServerNamespace longest = parent.longestDeserted();
            if (longest == null) {
                return;
            }
            longest.lifetime().removeIfDeserted();
        }
    }

    /**
     * A new child that a connection makes; {@code null} if its parent has too many, or the connection has made too
     * many.
     */
    private ServerNamespace childFor(AtomicInteger made, ServerParent parent, String name, Map<String, String> params) {
        int maxMade = core.options().maxDynamicNamespacesPerConnection();
        if (made.incrementAndGet() > maxMade) {
            made.decrementAndGet();
            greedy.log(
                    core.ticker().nanos(),
                    () -> "A connection has made " + maxMade + " dynamic namespaces that still exist, and is"
                            + " refused more (enfilade.maxDynamicNamespacesPerConnection); see "
                            + "enfilade.cleanupEmptyChildNamespaces");
            return null;
        }
        int max = core.options().maxDynamicNamespaces();
        int count = parent.reserve(max);
        if (count < 0) {
            made.decrementAndGet();
            full.log(
                    core.ticker().nanos(),
                    () -> "The dynamic namespace " + parent.name() + " has " + max + " children, none of them empty;"
                            + " clients are refused new ones (enfilade.maxDynamicNamespaces)");
            return null;
        }
        if (count > max - Math.max(1, max / 10)) {
            nearlyFull.log(
                    core.ticker().nanos(),
                    () -> "The dynamic namespace " + parent.name() + " has " + count + " children; there may" + " be "
                            + max + " (enfilade.maxDynamicNamespaces); see enfilade.cleanupEmptyChildNamespaces");
        }
        ServerNamespace child = child(parent, name, params);
        child.lifetime().madeBy(made);
        return child;
    }

    private ServerNamespace child(ServerParent parent, String name, Map<String, String> params) {
        ServerNamespace child = new ServerNamespace(core, this, name, parent, params, parent.handler());
        parent.add(child);
        return child;
    }

    /** The namespace of that name, made if there is none; {@code null} if the maker makes none. */
    private ServerNamespace make(String name, Supplier<ServerNamespace> maker) {
        List<ServerNamespace> made = new ArrayList<>(1);
        ServerNamespace namespace = namespaces.computeIfAbsent(name, key -> {
            ServerNamespace fresh = maker.get();
            if (fresh != null) {
                made.add(fresh);
            }
            return fresh;
        });
        made.forEach(created);
        return namespace;
    }

    @Override
    public void remove(LocalNamespace child) {
        namespaces.computeIfPresent(child.name(), (name, current) -> {
            if (current != child) {
                return current;
            }
            current.parentOrNull().remove(current);
            return null;
        });
    }

    private Optional<Map<String, String>> matchName(ServerParent parent, String name) {
        if (!(parent.matcher() instanceof ChildMatcher.ByPattern byPattern)
                || LINE_BREAK.matcher(name).find()) {
            return Optional.empty();
        }
        return PatternMatch.find(byPattern.pattern(), name, () -> tookTooLong(parent, name))
                .map(matcher -> params(byPattern, matcher));
    }

    private void tookTooLong(ServerParent parent, String name) {
        slow.log(
                core.ticker().nanos(),
                () -> "The pattern of a parent namespace takes too long for the name " + LogText.quote(name)
                        + ", which counts as one that does not match: " + parent.name());
    }

    private static Map<String, String> params(ChildMatcher.ByPattern byPattern, Matcher matcher) {
        Map<String, String> params = new HashMap<>();
        for (String param : byPattern.params()) {
            String value = matcher.group(param);
            if (value != null) {
                params.put(param, value);
            }
        }
        return params;
    }
}
