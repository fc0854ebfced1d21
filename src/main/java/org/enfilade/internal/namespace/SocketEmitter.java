package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Emitter;

/** A way to emit to one socket. */
record SocketEmitter(Target socket, Manner manner) implements Emitter {
    /** The socket. */
    interface Target {
        void emit(Manner manner, String event, Object... args);

        CompletionStage<Arguments> emitWithAck(Manner manner, String event, Object... args);
    }

    @Override
    public void emit(String event, Object... args) {
        socket.emit(manner, event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object... args) {
        return socket.emitWithAck(manner, event, args);
    }

    @Override
    public Emitter bestEffort() {
        return new SocketEmitter(socket, manner.bestEffort());
    }

    @Override
    public Emitter compress(boolean compress) {
        return new SocketEmitter(socket, manner.compress(compress));
    }

    @Override
    public Emitter timeout(Duration wait) {
        return new SocketEmitter(socket, manner.timeout(wait));
    }
}
