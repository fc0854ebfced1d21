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

    record Name(String declared) implements Address {
        @Override
        public boolean isDynamic() {
            return false;
        }
    }

    record Matching(String declared, Pattern pattern, Set<String> params) implements Address {}

    record Decided(Class<? extends NamespaceMatcher> matcher) implements Address {
        @Override
        public String declared() {
            return matcher.getName();
        }
    }
}
