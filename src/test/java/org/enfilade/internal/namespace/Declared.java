package org.enfilade.internal.namespace;

/** What a blueprint has, for tests of whoever fills it. */
public final class Declared {
    private Declared() {}

    /** What serves a namespace, be it dynamic or not. */
    public static NamespaceHandler handler(Blueprint blueprint, String name) {
        NamespaceHandler handler = blueprint.namespaces().get(name);
        return handler != null ? handler : parent(blueprint, name).handler();
    }

    /** What decides about the names of a dynamic namespace. */
    public static ChildMatcher matcher(Blueprint blueprint, String name) {
        return parent(blueprint, name).matcher();
    }

    private static Blueprint.Parent parent(Blueprint blueprint, String name) {
        return blueprint.parents().stream()
                .filter(parent -> parent.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
