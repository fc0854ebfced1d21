package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.enfilade.internal.time.FakeTicker;

/** Records in the memory of a test; all nodes of it may have the same. */
public final class MemoryRecords implements SessionRecords {
    private record Kept(byte[] value, long until) {}

    private final FakeTicker ticker;
    // guarded by this
    private final Map<String, Kept> kept = new HashMap<>();
    private int closed;

    public MemoryRecords(FakeTicker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void put(String key, Supplier<Optional<byte[]>> value, Duration lifespan) {
        Optional<byte[]> now = value.get(); // nobody who puts one holds locks that this would need
        synchronized (this) {
            if (now.isPresent()) {
                kept.put(key, new Kept(now.get(), ticker.nanos() + lifespan.toNanos()));
            } else {
                kept.remove(key);
            }
        }
    }

    @Override
    public synchronized CompletionStage<Optional<byte[]>> take(String key, Duration lifespan) {
        return CompletableFuture.completedFuture(Optional.ofNullable(kept.remove(key))
                .filter(record -> record.until > ticker.nanos())
                .map(Kept::value));
    }

    @Override
    public synchronized CompletionStage<Void> removed(String key) {
        kept.remove(key);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void remove(String key) {
        kept.remove(key);
    }

    @Override
    public synchronized void close() {
        closed++;
    }

    /** How many of its nodes have ended. */
    public synchronized int closed() {
        return closed;
    }

    public synchronized int size() {
        return kept.size();
    }

    @Override
    public String toString() {
        return "in the memory of a test";
    }
}
