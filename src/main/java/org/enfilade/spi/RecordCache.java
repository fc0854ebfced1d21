package org.enfilade.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A map that all nodes of an application share, and that outlives each of them: where sessions are recorded, so that
 * their clients can come back when their node has gone. Called by threads that may block, for some keys at a time, and
 * for one key not before what was asked for it has completed.
 */
public interface RecordCache {
    /**
     * Puts a record in the place of the one before. Completes when {@link #remove} on any node finds it; fails if it
     * could not be put.
     *
     * @param value not changed afterwards
     * @param lifespan after that long it goes by itself
     */
    CompletionStage<?> put(String key, byte[] value, Duration lifespan);

    /**
     * Removes a record, and completes with it; empty if there is none. Of all nodes that remove one at the same time
     * one gets it.
     */
    CompletionStage<Optional<byte[]>> remove(String key);

    /**
     * This node has no part in it any more; what was put stays for the other nodes. Called once, after all else. Never
     * throws.
     */
    void close();
}
