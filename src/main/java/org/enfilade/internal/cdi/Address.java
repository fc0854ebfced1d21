package org.enfilade.internal.cdi;

import java.util.Set;
import java.util.regex.Pattern;
import org.enfilade.NamespaceMatcher;

/** Where a namespace bean serves: what its {@code @NamespaceEndpoint} says. */
sealed interface Address {
    /** What {@code @Of} names. */
    String declared();

    /** The names that {@code @Param} may use. */
    default Set<String> params() {
        return Set.of();
    }

    default boolean isDynamic() {
        return true;
    }

    /** Whether the name is surely one of these; what a matcher decides is not known. */
    boolean has(String name);

    record Name(String declared) implements Address {
        @Override
        public boolean has(String name) {
            return declared.equals(name);
        }

        @Override
        public boolean isDynamic() {
            return false;
        }
    }

    record Matching(String declared, Pattern pattern, Set<String> params) implements Address {
        @Override
        public boolean has(String name) {
            return pattern.matcher(name).find();
        }
    }

    record Decided(Class<? extends NamespaceMatcher> matcher) implements Address {
        @Override
        public boolean has(String name) {
            return false;
        }

        @Override
        public String declared() {
            return matcher.getName();
        }
    }
}
