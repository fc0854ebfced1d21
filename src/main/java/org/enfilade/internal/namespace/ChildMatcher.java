package org.enfilade.internal.namespace;

import jakarta.json.JsonObject;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** How a parent namespace decides about a child that does not exist yet. */
public sealed interface ChildMatcher {
    /**
     * By the name alone; the pattern is searched for, and its named groups {@code params} are the child's parameters.
     */
    record ByPattern(Pattern pattern, Set<String> params) implements ChildMatcher {
        public ByPattern {
            params = Set.copyOf(params);
        }
    }

    /** By the application. */
    record ByFunction(Decision decision) implements ChildMatcher {}

    /** The application's decision; a failed stage is a no. Must not throw. */
    @FunctionalInterface
    interface Decision {
        CompletionStage<Boolean> decide(String name, JsonObject auth);
    }
}
