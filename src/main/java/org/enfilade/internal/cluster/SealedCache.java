package org.enfilade.internal.cluster;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.log.Log;
import org.enfilade.spi.RecordCache;

/**
 * A cache whose records only those can read and make who know the secret. Each is bound to its key, which only they can
 * tell from what the cache has in its place. Others see how many records there are, how long they are and when they
 * come and go, and can remove them and put old ones back.
 */
public final class SealedCache implements RecordCache {
    /** The sender of what is sealed; no node is called so. */
    private static final String RECORD = "a record";

    private final RecordCache cache;
    private final Seal seal;

    /** Seals what this cache holds. */
    public SealedCache(RecordCache cache, String secret) {
        this.cache = cache;
        this.seal = new Seal(secret);
    }

    @Override
    public CompletionStage<?> put(String key, byte[] value, Duration lifespan) {
        return cache.put(seal.hidden(key), seal.seal(RECORD, key, value), lifespan);
    }

    @Override
    public CompletionStage<Optional<byte[]>> remove(String key) {
        return cache.remove(seal.hidden(key)).thenApply(found -> found.flatMap(value -> unsealed(key, value)));
    }

    private Optional<byte[]> unsealed(String key, byte[] value) {
        try {
            return Optional.of(seal.unseal(RECORD, key, value));
        } catch (GeneralSecurityException e) {
            Log.debug("A record was not made by somebody who knows this application's enfilade.cluster.secret", e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
