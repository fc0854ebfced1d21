package org.enfilade.internal.cluster.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.enfilade.spi.RecordCache;

/**
 * A map of Hazelcast, whose entries are on one member and, by its default, on another one too. It is made with the
 * first record, and stays, empty in the end: nobody knows who is the last to leave it.
 */
final class HazelcastRecords implements RecordCache {
    private final IMap<String, byte[]> map;

    HazelcastRecords(HazelcastInstance hazelcast, String application) {
        map = hazelcast.getMap(HazelcastBus.prefix(application) + "sessions");
    }

    @Override
    public CompletionStage<?> put(String key, byte[] value, Duration lifespan) {
        // Zero would be for ever.
        return map.setAsync(key, value, Math.max(1, lifespan.toMillis()), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<Optional<byte[]>> remove(String key) {
        return map.removeAsync(key).thenApply(Optional::ofNullable);
    }

    @Override
    public void close() {
        // The other nodes go on with it.
    }
}
