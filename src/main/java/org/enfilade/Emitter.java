package org.enfilade;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A way to emit to one client. {@link #bestEffort}, {@link #compress} and {@link #timeout} return another way to the
 * same client, which can be kept and shared:
 * {@code socket.timeout(Duration.ofSeconds(5)).emitWithAck("confirm", order)}. All methods may be called from any
 * thread and never block. Only the library implements this interface.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#flags">Socket.IO: flags of a socket</a>
 */
public interface Emitter {
    /**
     * Emits to this client. The event is dropped if the socket has left, and kept back until CONNECT was sent while
     * middleware runs.
     *
     * @param event the name; not a reserved one
     * @param args as for {@link Broadcast#emit}
     * @throws IllegalArgumentException as for {@link Broadcast#emit}
     */
    void emit(String event, @Nullable Object... args);

    /** Emits the event {@code "message"}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }

    /**
     * Emits to this client and awaits its acknowledgement.
     *
     * @return the answer; fails with {@link AckTimeout} if it does not come in time or the socket leaves. Completed on
     *     a managed thread, independently of the socket's events, so that a handler may wait for it
     * @throws IllegalArgumentException as for {@link Broadcast#emit}
     */
    CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args);

    /**
     * Drops the event if the client cannot take it at once: Socket.IO's {@code volatile}. It cannot while its last
     * packets are on their way, while it polls and has no request waiting, and after something else that the same
     * handler has emitted to it, which leaves at the handler's end.
     */
    Emitter bestEffort();

    /**
     * Whether what is emitted is worth compressing; {@code true} if not given. With
     * {@link ServerOptions#httpCompression()} an answer to a poll that has nothing else in it stays as it is. It has no
     * effect on WebSockets: no server lets an application choose for a single message. With
     * {@link ServerOptions#perMessageDeflate()}, TomEE compresses all of them.
     */
    Emitter compress(boolean compress);

    /** How long {@link #emitWithAck} waits; {@link ServerOptions#ackTimeout()} if not given. */
    Emitter timeout(Duration timeout);
}
