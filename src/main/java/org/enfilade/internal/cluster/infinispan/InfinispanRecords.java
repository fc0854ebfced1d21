package org.enfilade.internal.cluster.infinispan;

import java.time.Duration;
import java.util.Optional;
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
 * put, and a removal is decided by the first of them, so that one of several gets it. {@link InfinispanClasses} loads
 * this class.
 */
public final class InfinispanRecords implements RecordCache {
    private final EmbeddedCacheManager manager;
    private final String name;
    private final Cache<String, byte[]> cache;
    private final Cache<String, byte[]> writing;

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
        // Infinispan fails without them (16.0). Keys are texts, since it compares arrays by identity then.
        builder.encoding().key().mediaType(MediaType.APPLICATION_OBJECT_TYPE);
        builder.encoding().value().mediaType(MediaType.APPLICATION_OBJECT_TYPE);
        return builder.build();
    }

    @Override
    public CompletionStage<?> put(String key, byte[] value, Duration lifespan) {
        // Zero would be the default of the cache, which is for ever.
        return writing.putAsync(key, value, Math.max(1, lifespan.toMillis()), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<Optional<byte[]>> remove(String key) {
        return cache.removeAsync(key).thenApply(Optional::ofNullable);
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
