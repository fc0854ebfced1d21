package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Where the state of sessions lies outside of the nodes that have them, so that it is still there when one has gone:
 * the port. All nodes of a cluster see the same records. Any thread; never blocks, never throws.
 */
public interface SessionRecords {
    /** There are none. */
    SessionRecords NONE = new SessionRecords() {
        @Override
        public void put(String key, Supplier<Optional<byte[]>> value, Duration lifespan) {}

        @Override
        public CompletionStage<Optional<byte[]>> take(String key, Duration lifespan) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Void> removed(String key) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void remove(String key) {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return "in the memory of this node";
        }
    };

    /**
     * Keeps a record in the place of the one before, soon: of several of one key the last one counts.
     *
     * @param value what it is by the time when it is written, which may be asked more than once, by threads of this;
     *     empty if there shall be none
     * @param lifespan after that long it goes by itself
     */
    void put(String key, Supplier<Optional<byte[]>> value, Duration lifespan);

    /**
     * Takes a record out; of all nodes that ask for it one gets it. Also what this node has just put is found. Empty if
     * there is none, or it cannot be had.
     *
     * @param lifespan if it comes too late for the caller it is put back, and goes after that long
     */
    CompletionStage<Optional<byte[]>> take(String key, Duration lifespan);

    /** Removes a record, and completes when that is done and nothing more comes after it; or cannot be done soon. */
    CompletionStage<Void> removed(String key);

    /** Removes a record, soon; what was put before does not come after that. */
    void remove(String key);

    /** What was put is written out, as far as that can be done soon; nothing is put or taken any more. */
    void close();

    /** Where they lie, for the line that is logged at the start; it goes on after "lost sessions ". */
    @Override
    String toString();
}
