package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.enfilade.internal.json.JsonBinding;
import org.junit.jupiter.api.Test;

class EmissionTest {
    /** Goes through JSON-B. */
    public record Picture(byte[] data) {}

    private final JsonBinding binding = new JsonBinding();

    @Test
    void tenBinaryValues_areSent() {
        Emission emission = Emission.of(binding, "x", Collections.nCopies(10, new byte[] {1}));
        assertThat(emission.attachments()).hasSize(10);
    }

    @Test
    void oneBinaryValueTooMany_isRefused_beforeTheRestIsLookedAt() {
        byte[] large = new byte[1_000];
        AtomicInteger asked = new AtomicInteger();
        List<byte[]> many = new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                asked.incrementAndGet();
                return large;
            }

            @Override
            public int size() {
                return 33_298;
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Emission.of(binding, "x", many))
                .withMessageContaining("more than 10 binary values");
        assertThat(asked).hasValue(11);
    }

    @Test
    void oneBinaryValueTooMany_withinRecords_isRefused() {
        List<Picture> many =
                IntStream.range(0, 11).mapToObj(i -> new Picture(new byte[1])).toList();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Emission.of(binding, "x", many))
                .withStackTraceContaining("more than 10 binary values");
    }
}
