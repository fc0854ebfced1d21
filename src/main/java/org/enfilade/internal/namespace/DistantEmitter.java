package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.Emitter;

/** A way to emit to one socket of any node, which is the room of its id. */
record DistantEmitter(Broadcast way) implements Emitter {
    @Override
    public void emit(String event, Object... args) {
        way.emit(event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object... args) {
        return AckParts.only(way.emitWithAck(event, args));
    }

    @Override
    public Emitter bestEffort() {
        return new DistantEmitter(way.bestEffort());
    }

    @Override
    public Emitter compress(boolean compress) {
        return new DistantEmitter(way.compress(compress));
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return new DistantEmitter(way.timeout(timeout));
    }
}
