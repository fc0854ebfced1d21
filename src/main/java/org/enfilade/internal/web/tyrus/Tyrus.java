package org.enfilade.internal.web.tyrus;

import org.enfilade.internal.web.wire.Wires;

/**
 * Whether a server's WebSockets are those of Tyrus. Where they are not, nothing of it may be touched, so it is asked by
 * name.
 */
public final class Tyrus {
    private Tyrus() {}

    /** Whether this container of WebSockets is one of Tyrus. */
    public static boolean is(Object container) {
        return is(container.getClass());
    }

    private static boolean is(Class<?> type) {
        return type != null
                && (type.getName().equals("org.glassfish.tyrus.server.TyrusServerContainer")
                        || is(type.getSuperclass()));
    }

    /** Its wires. Fails, with a linkage error too, if this Tyrus hides the way to its writer. */
    public static Wires wires() throws ReflectiveOperationException {
        return new TyrusWires();
    }
}
