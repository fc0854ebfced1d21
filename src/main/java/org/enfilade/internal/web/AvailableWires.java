package org.enfilade.internal.web;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.util.Optional;
import java.util.function.Supplier;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.catalina.Catalina;
import org.enfilade.internal.web.catalina.GrizzlyWebSockets;
import org.enfilade.internal.web.channel.Loops;
import org.enfilade.internal.web.tyrus.Tyrus;
import org.enfilade.internal.web.undertow.Undertow;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.OwnWebSockets;
import org.enfilade.internal.web.wire.Wires;

/** The cheapest kind of wire that a server has. */
final class AvailableWires {
    private AvailableWires() {}

    /**
     * Those of a server.
     *
     * @param container the server's {@code ServerContainer}; {@code null} if it has no WebSockets
     * @param fast whether anything but the standard API may be used
     */
    static Wires of(Object container, boolean fast) {
        if (!fast || container == null || !Tyrus.is(container)) {
            return Wires.STANDARD;
        }
        try {
            return Tyrus.wires();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Log.info("This version of Tyrus hides its writer, so the slower standard API is used: " + e);
            return Wires.STANDARD;
        }
    }

    /**
     * WebSockets of ours, where the server lets go of its connections.
     *
     * @param container the server's {@code ServerContainer}; {@code null} if it has no WebSockets
     * @param server as it calls itself
     * @param fast whether anything but the standard API may be used
     * @param loops threads that read, for servers whose own ones cannot be told to
     */
    static Optional<OwnWebSockets> own(
            Object container, String server, boolean fast, ClosingSessions closing, Supplier<Loops> loops) {
        if (!fast || container == null) {
            return Optional.empty();
        }
        if (Tyrus.is(container) && Catalina.is(server)) {
            return Optional.of(new GrizzlyWebSockets(loops.get(), closing));
        }
        if (!Undertow.is(container)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Undertow.webSockets(container, closing));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Log.info("This version of Undertow has other classes, so the slower standard API is used: " + e);
            return Optional.empty();
        }
    }

    /**
     * As {@link #of}, decided when the first WebSocket is opened: the server has not begun with WebSockets yet, or has
     * none.
     */
    static Wires whenOpened(boolean fast) {
        return new Wires() {
            private volatile Wires found;

            @Override
            public Wire open(Session session, ClientLink link, ClosingSessions closing) {
                if (found == null) {
                    found = of(session.getContainer(), fast);
                }
                return found.open(session, link, closing);
            }

            @Override
            public void release(Wire wire) {
                found.release(wire);
            }

            @Override
            public boolean isTooBig(CloseReason reason) {
                return found.isTooBig(reason);
            }

            @Override
            public String toString() {
                return "what the server turns out to have";
            }
        };
    }
}
