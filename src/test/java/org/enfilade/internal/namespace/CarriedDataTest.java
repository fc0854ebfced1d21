package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.reach.BusFormatException;
import org.junit.jupiter.api.Test;

class CarriedDataTest {
    private final JsonBinding binding = new JsonBinding();

    /** Seen by the binding. */
    public record Seat(String row, int number) {}

    @Test
    void values_comeOutAsTheyWentIn_orAsWhatTheirJsonSays() throws Exception {
        Map<String, Object> data = new HashMap<>();
        data.put("text", "ä\u0000");
        data.put("int", Integer.MIN_VALUE);
        data.put("long", Long.MAX_VALUE);
        data.put("double", Double.NaN);
        data.put("no", false);
        data.put("json", Json.createArrayBuilder().add(1).build());
        data.put("list", List.of("x"));
        data.put("seat", new Seat("r", 3));

        Map<String, Object> read = CarriedData.read(CarriedData.write(data, binding), binding);

        assertThat(read).hasSize(8).containsKey("seat");
        assertThat(((Map<?, ?>) read.remove("seat")).get("row")).isEqualTo("r");
        data.remove("seat");
        assertThat(read).isEqualTo(data);
        assertThat(CarriedData.read(CarriedData.write(Map.of(), binding), binding))
                .isEmpty();
    }

    @Test
    void garbage_isNoData() {
        byte[] bytes = CarriedData.write(Map.of("a", 1, "b", List.of("x"), "c", "y"), binding);
        for (int length = 0; length < bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CarriedData.read(beginning, binding)).isInstanceOf(BusFormatException.class);
        }
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            try {
                assertThat(CarriedData.read(changed, binding)).isNotNull();
            } catch (BusFormatException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }
}
