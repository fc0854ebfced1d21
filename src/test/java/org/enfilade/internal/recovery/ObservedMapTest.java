package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservedMapTest {
    private int changes;
    private final ConcurrentMap<String, Object> map = new ObservedMap(() -> changes++);

    private int changesOf(Runnable step) {
        int before = changes;
        step.run();
        return changes - before;
    }

    @Test
    void eachChange_isTold_andNothingElse() {
        assertThat(changesOf(() -> map.put("a", 1))).isEqualTo(1);
        assertThat(changesOf(() -> map.putIfAbsent("a", 2))).isZero();
        assertThat(changesOf(() -> map.putIfAbsent("b", 2))).isEqualTo(1);
        assertThat(changesOf(() -> map.replace("c", 3))).isZero();
        assertThat(changesOf(() -> map.replace("b", 3))).isEqualTo(1);
        assertThat(changesOf(() -> map.replace("b", 9, 4))).isZero();
        assertThat(changesOf(() -> map.replace("b", 3, 4))).isEqualTo(1);
        assertThat(changesOf(() -> map.merge("b", 5, (one, other) -> (Integer) one + (Integer) other)))
                .isEqualTo(1);
        assertThat(changesOf(() -> map.computeIfAbsent("d", key -> 1))).isEqualTo(1);
        assertThat(changesOf(() -> map.computeIfAbsent("d", key -> 2))).isZero();
        assertThat(changesOf(() -> map.compute("d", (key, value) -> null))).isEqualTo(1);
        assertThat(changesOf(() -> map.remove("x"))).isZero();
        assertThat(changesOf(() -> map.remove("a", 2))).isZero();
        assertThat(changesOf(() -> map.remove("a", 1))).isEqualTo(1);
        assertThat(changesOf(() -> map.entrySet().iterator().next().setValue(7)))
                .isEqualTo(1);
        assertThat(map).isEqualTo(Map.of("b", 7)).hasSize(1).containsKey("b");
        assertThat(map.get("b")).isEqualTo(7);
        assertThat(changesOf(() -> map.keySet().retainAll(Set.of()))).isEqualTo(1);
        assertThat(changesOf(() -> map.putAll(Map.of("a", 1, "b", 2)))).isEqualTo(2);
        assertThat(changesOf(map::clear)).isPositive();
        assertThat(map).isEmpty();
    }

    @Test
    void severalThreads_mayUseIt() {
        IntStream.range(0, 10_000)
                .parallel()
                .forEach(i -> map.merge("k", 1, (one, other) -> (Integer) one + (Integer) other));
        assertThat(map).containsEntry("k", 10_000);
        for (int i = 0; i < 100; i++) {
            map.put("k" + i, i);
        }
        Iterator<Map.Entry<String, Object>> all = map.entrySet().iterator();
        map.clear();
        assertThat(all.hasNext()).isTrue(); // it fails as little as that of a ConcurrentHashMap
        all.next();
    }
}
