package org.enfilade.internal.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.enfilade.spi.RecordCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HazelcastRecordsTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    private final HazelcastGrid grid = new HazelcastGrid();

    @AfterAll
    void end() {
        grid.end();
    }

    private RecordCache cache(String member, String application) {
        return new HazelcastRecords(grid.instance(member), application);
    }

    private static void put(RecordCache cache, String key, int value, Duration lifespan) throws Exception {
        cache.put(key, new byte[] {(byte) value}, lifespan)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static CompletableFuture<Optional<byte[]>> removing(RecordCache cache, String key) {
        return cache.remove(key).toCompletableFuture();
    }

    private static Optional<byte[]> removed(RecordCache cache, String key) throws Exception {
        return removing(cache, key).get(60, TimeUnit.SECONDS);
    }

    @Test
    void record_isFoundByAnotherMember_onceOnly_andNotByAnotherApplication() throws Exception {
        RecordCache a = cache("a", "shop");
        RecordCache b = cache("b", "shop");
        put(a, "k", 1, LONG);
        put(a, "k", 2, LONG);

        assertThat(removed(cache("b", "blog"), "k")).isEmpty();
        assertThat(removed(b, "k"))
                .hasValueSatisfying(value -> assertThat(value).containsExactly(2));
        assertThat(removed(b, "k")).isEmpty();
        assertThat(removed(a, "k")).isEmpty();
    }

    @Test
    void ofTwoThatRemoveARecord_oneGetsIt() throws Exception {
        List<RecordCache> caches = List.of(cache("a", "taken"), cache("b", "taken"));
        for (int i = 0; i < 200; i++) {
            put(caches.get(i % 2), "k" + i, i, LONG);
            List<CompletableFuture<Optional<byte[]>>> both = new ArrayList<>();
            for (RecordCache cache : caches) {
                both.add(removing(cache, "k" + i));
            }
            int got = 0;
            for (CompletableFuture<Optional<byte[]>> each : both) {
                got += each.get(60, TimeUnit.SECONDS).isPresent() ? 1 : 0;
            }
            assertThat(got).isEqualTo(1);
        }
    }

    @Test
    void record_outlivesItsMember() throws Exception {
        cache("a", "killed");
        RecordCache dying = cache("dying", "killed");
        for (int i = 0; i < 50; i++) {
            put(dying, "k" + i, i, LONG);
        }
        grid.kill("dying");

        RecordCache a = cache("a", "killed");
        for (int i = 0; i < 50; i++) {
            assertThat(removed(a, "k" + i)).isPresent();
        }
    }

    @Test
    void record_hasALifespan_howeverShort() throws Exception {
        RecordCache a = cache("a", "expiring");
        put(a, "k", 1, LONG);
        put(a, "none", 1, Duration.ZERO);

        IMap<String, byte[]> map = grid.instance("a").getMap("enfilade expiring sessions");
        assertThat(map.getEntryView("k").getTtl()).isEqualTo(LONG.toMillis());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (map.containsKey("none")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(removed(a, "k")).isPresent();
    }
}
