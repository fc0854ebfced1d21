package org.enfilade.internal.cluster.infinispan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.enfilade.internal.log.Log;
import org.enfilade.spi.RecordCache;
import org.infinispan.Cache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.context.Flag;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * A cache of its own for each application, whose entries are on two nodes each. Both have a record before it counts as
 * put. {@link InfinispanClasses} loads this class.
 *
 * <p>Infinispan repeats what it is doing when the nodes change. A removal that is repeated finds nothing, and nobody
 * gets the record: this was seen when many clients came back while a node left. So the value is replaced by one that
 * only the taker can have written, and it looks whose is there.
 */
public final class InfinispanRecords implements RecordCache {
    private final EmbeddedCacheManager manager;
    private final String name;
    /** What begins so is no record: somebody has taken that. */
    private static final String TAKEN = "taken by ";

    private static final String RECORD = "r";
    /** Longer than the nodes change. */
    private static final long TAKEN_MILLIS = 30_000;

    /** By several takers of one key at a time. */
    private static final int MAX_ATTEMPTS = 5;

    /** Values are texts of a character for each byte, since Infinispan compares arrays by identity. */
    private final Cache<String, String> cache;

    private final Cache<String, String> writing;

    /**
     * Those of an application; fails if another deployment on this server has them.
     *
     * @param container an {@link EmbeddedCacheManager}; its type is known to the loader of this class only
     */
    public InfinispanRecords(Object container, String application) {
        manager = (EmbeddedCacheManager) container;
        name = "enfilade " + application;
        manager.defineConfiguration(name, configuration());
        try {
            cache = manager.getCache(name);
        } catch (RuntimeException e) {
            manager.undefineConfiguration(name);
            throw e;
        }
        writing = cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
    }

    private static Configuration configuration() {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.clustering().cacheMode(CacheMode.DIST_SYNC).hash().numOwners(2);
        // Infinispan fails without them (16.0). Keys and values are texts, since it compares arrays by identity then.
        builder.encoding().key().mediaType(MediaType.APPLICATION_OBJECT_TYPE);
        builder.encoding().value().mediaType(MediaType.APPLICATION_OBJECT_TYPE);
        return builder.build();
    }

    @Override
    public CompletionStage<?> put(String key, byte[] value, Duration lifespan) {
        // Zero would be the default of the cache, which is for ever.
        String text = RECORD + new String(value, StandardCharsets.ISO_8859_1);
        return writing.putAsync(key, text, Math.max(1, lifespan.toMillis()), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<Optional<byte[]>> remove(String key) {
        return take(key, TAKEN + UUID.randomUUID(), null, MAX_ATTEMPTS);
    }

    /** @param tried what was to be replaced; {@code null} at first */
    private CompletionStage<Optional<byte[]>> take(String key, String own, String tried, int attempts) {
        return cache.getAsync(key).thenCompose(text -> {
            if (own.equals(text)) {
                return CompletableFuture.completedFuture(Optional.of(record(tried)));
            }
            if (text == null || text.startsWith(TAKEN) || attempts == 0) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            return cache.replaceAsync(key, text, own, TAKEN_MILLIS, TimeUnit.MILLISECONDS)
                    .thenCompose(replaced -> replaced
                            ? CompletableFuture.completedFuture(Optional.of(record(text)))
                            : take(key, own, text, attempts - 1));
        });
    }

    private static byte[] record(String text) {
        return text.substring(RECORD.length()).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Nothing of the application is left in the server then. */
    @Override
    public void close() {
        try {
            cache.stop();
        } catch (RuntimeException e) {
            Log.debug("The cache did not stop", e);
        }
        try {
            manager.undefineConfiguration(name);
        } catch (RuntimeException e) {
            Log.debug("The definition of the cache is still there", e);
        }
    }
}
