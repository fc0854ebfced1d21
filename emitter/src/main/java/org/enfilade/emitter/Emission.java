package org.enfilade.emitter;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * An audience on all nodes of an application and how to reach it: an immutable value whose narrowing methods return a
 * changed copy, so that it can be kept and shared. Its methods do what those of the server's {@code Broadcast} do; what
 * wants answers it does not have. Only the library implements this interface.
 *
 * <p>All methods may be called from any thread. Those that tell the nodes something may wait while a node does not take
 * what it is sent. They return when it is on its way: nobody confirms that it has arrived.
 */
public interface Emission {
    /** Only the sockets in any of these rooms (and of those given before); nobody if there are none. */
    Emission to(String... rooms);

    /** Only the sockets in any of these rooms (and of those given before); nobody if there are none. */
    default Emission to(Collection<String> rooms) {
        return to(rooms.toArray(String[]::new));
    }

    /** The same as {@link #to(String...)}. */
    default Emission in(String... rooms) {
        return to(rooms);
    }

    /** The same as {@link #to(Collection)}. */
    default Emission in(Collection<String> rooms) {
        return to(rooms);
    }

    /** Without the sockets that are in any of these rooms. */
    Emission except(String... rooms);

    /** Without the sockets that are in any of these rooms. */
    default Emission except(Collection<String> rooms) {
        return except(rooms.toArray(String[]::new));
    }

    /** Drops the event for every client that cannot take it at once: Socket.IO's {@code volatile}. */
    Emission bestEffort();

    /** Whether what is emitted is worth compressing; {@code true} if not given. */
    Emission compress(boolean compress);

    /**
     * Sends an event to the audience.
     *
     * @param event the name; not a reserved one
     * @param args strings, numbers, booleans, {@code null}, {@code byte[]}, {@link java.nio.ByteBuffer},
     *     {@code JsonValue}, and anything that JSON-B writes, nested as you like
     * @throws IllegalArgumentException for a reserved name, for a value that JSON-B cannot write, for more than ten
     *     binary values, and for an event of more than 16 MiB
     * @throws IllegalStateException if the emitter is closed, or the cluster cannot be reached
     */
    void emit(String event, @Nullable Object... args);

    /** Sends the event {@code "message"}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }

    /**
     * Makes the sockets of the audience join rooms.
     *
     * @throws IllegalStateException as for {@link #emit}
     */
    void socketsJoin(String... rooms);

    /**
     * Makes the sockets of the audience leave rooms.
     *
     * @throws IllegalStateException as for {@link #emit}
     */
    void socketsLeave(String... rooms);

    /** Disconnects the sockets of the audience from the namespace. */
    default void disconnectSockets() {
        disconnectSockets(false);
    }

    /**
     * Disconnects the sockets of the audience.
     *
     * @param close whether to close their connections, and with them their other namespaces
     * @throws IllegalStateException as for {@link #emit}
     */
    void disconnectSockets(boolean close);
}
