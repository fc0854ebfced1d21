package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.spi.RecordCache;
import org.junit.jupiter.api.Test;

class SealedCacheTest {
    private static final String SECRET = "a secret of some length";
    private static final byte[] RECORD = "the user ada in the room kitchen".getBytes(StandardCharsets.UTF_8);

    private final Map<String, byte[]> kept = new HashMap<>();
    private int closed;

    private final RecordCache plain = new RecordCache() {
        @Override
        public CompletionStage<?> put(String key, byte[] value, Duration lifespan) {
            assertThat(lifespan).hasMinutes(3);
            return CompletableFuture.completedFuture(kept.put(key, value));
        }

        @Override
        public CompletionStage<Optional<byte[]>> remove(String key) {
            return CompletableFuture.completedFuture(Optional.ofNullable(kept.remove(key)));
        }

        @Override
        public void close() {
            closed++;
        }
    };

    private final RecordCache one = new SealedCache(plain, SECRET);
    private final RecordCache other = new SealedCache(plain, SECRET);

    private void put(String key) {
        assertThat(one.put(key, RECORD, Duration.ofMinutes(3)).toCompletableFuture())
                .isDone();
    }

    private static Optional<byte[]> removed(RecordCache cache, String key) {
        return cache.remove(key).toCompletableFuture().join();
    }

    @Test
    void record_isReadByWhoKnowsTheSecret_once() {
        put("private id");

        assertThat(removed(other, "private id"))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(RECORD));
        assertThat(removed(other, "private id")).isEmpty();
    }

    @Test
    void cache_showsNeitherKeyNorRecord_andHasOneForEachKey() {
        put("private id");
        put("private id");
        put("another id");

        assertThat(kept).hasSize(2);
        kept.forEach((key, value) -> {
            assertThat(key).matches("[A-Za-z0-9_-]{43}");
            assertThat(new String(value, StandardCharsets.ISO_8859_1)).doesNotContain("ada");
        });
    }

    @Test
    void record_ofAnotherSecret_orChanged_orOfAnotherKey_isNone() {
        put("a");
        assertThat(removed(new SealedCache(plain, "another secret of that length"), "a"))
                .isEmpty();

        byte[] record = kept.values().iterator().next();
        String place = kept.keySet().iterator().next();
        record[record.length - 1] ^= 1;
        assertThat(removed(one, "a")).isEmpty();

        put("b");
        kept.put(place, kept.values().iterator().next());
        assertThat(removed(one, "a")).isEmpty();
        kept.put(place, RECORD);
        assertThat(removed(one, "a")).isEmpty();
    }

    @Test
    void close_closesTheCache() {
        one.close();
        assertThat(closed).isEqualTo(1);
    }
}
