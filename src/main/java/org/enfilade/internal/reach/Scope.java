package org.enfilade.internal.reach;

/**
 * Where something is meant: in one namespace, or in all children of a parent.
 *
 * @param isParent whether {@code name} is that of a parent
 */
public record Scope(boolean isParent, String name) {
    /** One namespace. */
    public static Scope namespace(String name) {
        return new Scope(false, name);
    }

    /** All children of a parent. */
    public static Scope parent(String name) {
        return new Scope(true, name);
    }

    void write(BusWriter out) {
        out.flag(isParent);
        out.text(name);
    }

    static Scope read(BusReader in) throws BusFormatException {
        return new Scope(in.flag(), in.text());
    }

    /** The name, marked if it is a parent's, since a pattern may read like a namespace. */
    public String key() {
        return isParent ? "*".concat(name) : name;
    }
}
