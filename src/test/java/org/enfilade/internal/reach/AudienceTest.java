package org.enfilade.internal.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceTest {
    private final RoomIndex<String> rooms = new RoomIndex<>();

    AudienceTest() {
        rooms.add("a", "a", List.of("r1"));
        rooms.add("b", "b", List.of("r1", "r2"));
        rooms.add("c", "c", List.of("r2"));
        rooms.add("d", "d", List.of());
    }

    /** The conformance suite's table: members of r1 are a and b, of r2 b and c; the sender is a. */
    @ParameterizedTest(name = "to {0} except {1}: {2}")
    @CsvSource({
        "'',      '',      a b c d",
        "'',      a,       b c d",
        "a,       '',      a",
        "r1,      '',      a b",
        "r1 r2,   '',      a b c",
        "r1 r2,   a,       b c",
        "r1,      r2,      a",
        "r1 r2,   r1,      c",
        "r1 r1,   '',      a b",
        "'',      r1 r2,   d"
    })
    void whoReceives(String to, String except, String expected) {
        Audience audience = Audience.EVERYBODY;
        for (String room : split(to)) {
            audience = audience.to(room);
        }
        audience = audience.except(split(except));
        assertThat(audience.in(rooms)).containsExactlyInAnyOrder(split(expected));
    }

    private static String[] split(String names) {
        return names.isEmpty() ? new String[0] : names.split(" ");
    }

    @Test
    void audience_isImmutable() {
        Audience all = Audience.EVERYBODY;
        all.to("r1").except("r2").onlyLocal();
        assertThat(all).isEqualTo(Audience.EVERYBODY);
        assertThat(all.in(rooms)).hasSize(4);
    }

    @Test
    void local_staysWithTheNarrowedAudience() {
        assertThat(Audience.EVERYBODY.onlyLocal().to("r1").except("b").local()).isTrue();
        assertThat(Audience.EVERYBODY.to("r1").local()).isFalse();
    }
}
