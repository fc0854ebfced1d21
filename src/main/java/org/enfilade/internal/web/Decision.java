package org.enfilade.internal.web;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.enfilade.internal.log.Log;

/** Whether a request is served, which the application may still have to say. Safe for use by several threads. */
final class Decision {
    static final Decision ADMITTED = new Decision(CompletableFuture.completedFuture(Optional.empty()));

    private final CompletableFuture<Optional<RequestRefusal>> result;

    private Decision(CompletableFuture<Optional<RequestRefusal>> result) {
        this.result = result;
    }

    /** One that is to be made. */
    static Decision pending() {
        return new Decision(new CompletableFuture<>());
    }

    static Decision refused(RequestRefusal why) {
        return new Decision(CompletableFuture.completedFuture(Optional.of(why)));
    }

    /** Makes it, if it was not made. */
    void make(Optional<RequestRefusal> refusal) {
        result.complete(refusal);
    }

    boolean isMade() {
        return result.isDone();
    }

    /** Why the request is refused, as far as that is known; empty also while nothing is decided. */
    Optional<RequestRefusal> refusal() {
        return result.getNow(Optional.empty());
    }

    /** Calls it once the decision is made: now, or later on whatever thread makes it. */
    void whenMade(Consumer<Optional<RequestRefusal>> action) {
        result.thenAccept(refusal -> {
            try {
                action.accept(refusal);
            } catch (RuntimeException | Error e) {
                Log.error("A handshake could not be finished", e);
            }
        });
    }
}
