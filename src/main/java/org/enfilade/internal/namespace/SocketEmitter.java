package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Emitter;

/**
 * A way to emit to one socket.
 *
 * @param timeout {@code null} for the option's value
 */
record SocketEmitter(Target socket, boolean isBestEffort, Duration timeout) implements Emitter {
    /** The socket. */
    interface Target {
        void emit(boolean bestEffort, String event, Object... args);

        CompletionStage<Arguments> emitWithAck(Duration timeout, boolean bestEffort, String event, Object... args);
    }

    @Override
    public void emit(String event, Object... args) {
        socket.emit(isBestEffort, event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object... args) {
        return socket.emitWithAck(timeout, isBestEffort, event, args);
    }

    @Override
    public Emitter bestEffort() {
        return new SocketEmitter(socket, true, timeout);
    }

    @Override
    public Emitter compress(boolean compress) {
        return this;
    }

    @Override
    public Emitter timeout(Duration wait) {
        return new SocketEmitter(socket, isBestEffort, Objects.requireNonNull(wait));
    }
}
