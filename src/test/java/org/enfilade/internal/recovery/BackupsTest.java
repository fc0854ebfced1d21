package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Kept;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.Origin;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class BackupsTest {
    private final FakeTicker time = new FakeTicker();
    private final Backups backups = new Backups(1_000_000, Duration.ofMinutes(2), time);

    private static List<Kept> events(long... positions) {
        return LongStream.of(positions)
                .mapToObj(position ->
                        new Kept("/", position, Audience.EVERYBODY, new Missed.Event(Origin.NONE, event(position))))
                .toList();
    }

    private static Payload event(long position) {
        return Payload.ofNode("[\"e\"," + position + "]", List.of());
    }

    private List<Long> lacking(long behind, int max) {
        Stays stays = new Stays("id");
        stays.admitted(List.of(), Mark.at(0));
        Standing standing = new Standing("node", "tag", Mark.at(behind), stays);
        return backups.lacking(new OwnEmissions.Query("/", "", standing), max, 1_000_000)
                .map(found -> found.stream().map(Kept::position).toList())
                .orElse(null);
    }

    /** Another node had kept it before, and ends. */
    @Test
    void whatComesLater_mayBeOfBefore() {
        backups.keep("tag", events(5, 6));
        backups.keep("tag", events(1, 2));
        backups.keep("tag", events(7));
        backups.keep("tag", events(3, 4));
        assertThat(lacking(4, 10)).containsExactly(5L, 6L, 7L);
        assertThat(lacking(0, 10)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(backups.all().get("tag")).extracting(Kept::position).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    /** A node that ends sends once more what it had emitted. */
    @Test
    void whatComesTwice_isThereOnce() {
        backups.keep("tag", events(5, 6));
        backups.keep("tag", events(4, 5, 6));
        assertThat(lacking(0, 3)).containsExactly(4L, 5L, 6L);
        assertThat(lacking(0, 2)).isNull();
        assertThat(backups.all().get("tag")).hasSize(3);
    }

    @Test
    void whatIsTooOld_goes() {
        backups.keep("tag", events(5, 6));
        backups.keep("tag", events(1, 2));
        time.advance(Duration.ofMinutes(5));
        assertThat(backups.sweep()).isFalse();
        assertThat(backups.all()).isEmpty();
    }
}
