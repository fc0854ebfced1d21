package org.enfilade.internal.web.undertow;

import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.OwnWebSockets;

/**
 * Whether a server's WebSockets are those of Undertow. Where they are not, nothing of it may be touched, so it is asked
 * by name.
 */
public final class Undertow {
    private Undertow() {}

    /** Whether this container of WebSockets is the one of Undertow. */
    public static boolean is(Object container) {
        return container.getClass().getName().equals("io.undertow.websockets.jsr.ServerWebSocketContainer");
    }

    /**
     * WebSockets on its connections. Fails, with a linkage error too, if this Undertow has other classes.
     *
     * @param container the one of Undertow
     */
    public static OwnWebSockets webSockets(Object container, ClosingSessions closing)
            throws ReflectiveOperationException {
        ClassLoader loader = new UndertowClasses(container.getClass().getClassLoader());
        return (OwnWebSockets) loader.loadClass(UndertowWebSockets.class.getName())
                .getConstructor(ClosingSessions.class)
                .newInstance(closing);
    }
}
