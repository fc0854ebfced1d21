package org.enfilade.internal.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomCountsTest {
    private final RoomIndex<String> index = new RoomIndex<>();

    RoomCountsTest() {
        index.add("one", "ONE", List.of("b", "a:1", "a:2", ""));
        index.add("two", "TWO", List.of("a:1", "a:3", "c"));
        index.add("three", "THREE", List.of());
    }

    private RoomCounts count(String prefix, String after, int max) {
        return RoomCounts.of("n", index, new RoomQuery(prefix, after, max));
    }

    private static List<String> names(RoomCounts counts) {
        return counts.rooms().stream().map(RoomCounts.Count::room).toList();
    }

    @Test
    void rooms_comeInOrder_withTheirSizes_withoutThoseOfIds() {
        RoomCounts all = count("", "", 10);
        assertThat(all.node()).isEqualTo("n");
        assertThat(all.sockets()).isEqualTo(3);
        assertThat(all.goesOn()).isFalse();
        assertThat(all.rooms())
                .containsExactly(
                        new RoomCounts.Count("a:1", 2),
                        new RoomCounts.Count("a:2", 1),
                        new RoomCounts.Count("a:3", 1),
                        new RoomCounts.Count("b", 1),
                        new RoomCounts.Count("c", 1));
    }

    @Test
    void roomOfAnId_countsIfOthersHaveJoinedIt() {
        index.join("one", List.of("three"), 99);
        assertThat(count("th", "", 10).rooms()).containsExactly(new RoomCounts.Count("three", 2));
    }

    @Test
    void prefix_after_andMax_narrowThem() {
        assertThat(names(count("a:", "", 10))).containsExactly("a:1", "a:2", "a:3");
        assertThat(names(count("", "a:2", 10))).containsExactly("a:3", "b", "c");
        assertThat(names(count("x", "", 10))).isEmpty();

        RoomCounts two = count("", "", 2);
        assertThat(names(two)).containsExactly("a:1", "a:2");
        assertThat(two.goesOn()).isTrue();
        RoomCounts last = count("", "a:2", 3);
        assertThat(names(last)).containsExactly("a:3", "b", "c");
        assertThat(last.goesOn()).isFalse();
    }

    @Test
    void manyRooms_inAnyOrder_comeByTheHundredInOrder() {
        List<String> names =
                IntStream.range(0, 1_000).mapToObj(i -> "m:" + (1_000 + i)).toList();
        List<String> mixed = new ArrayList<>(names);
        Collections.shuffle(mixed, new Random(3));
        mixed.forEach(name -> index.join("three", List.of(name), 99_999));

        List<String> found = new ArrayList<>();
        String after = "";
        for (int i = 0; i < 10; i++) {
            RoomCounts page = count("m:", after, 100);
            assertThat(page.rooms()).hasSize(100);
            assertThat(page.goesOn()).isEqualTo(i < 9);
            found.addAll(names(page));
            after = found.get(found.size() - 1);
        }
        assertThat(found).isEqualTo(names);
    }

    @Test
    void namesThatAreNotUnicode_areLeftOut() {
        index.join("three", List.of("a:\uD800", "a:\uDC00x", "a:\uD83D\uDE00", "a:\uDE00\uD83D"), 99);
        assertThat(names(count("a:", "a:3", 10))).containsExactly("a:\uD83D\uDE00");
    }

    @Test
    void veryLongNames_endThePage_andOneIsAlwaysThere() throws Exception {
        List<String> names = IntStream.range(0, 5)
                .mapToObj(i -> "z" + i + "z".repeat(200_000))
                .toList();
        index.join("three", names, 99);
        RoomCounts some = count("z", "", 10);
        assertThat(names(some)).containsExactly(names.get(0));
        assertThat(some.goesOn()).isTrue();
        assertThat(names(count("z", names.get(3), 10))).containsExactly(names.get(4));

        index.join("two", List.of("zz" + "z".repeat(3_000_000)), 99);
        assertThat(count("zz", "", 10).rooms()).hasSize(1);
        assertThat(count("zz", "", 10).goesOn()).isFalse();
    }

    @Test
    void query_ofNoRooms_orTooMany_isRefused() throws Exception {
        assertThatThrownBy(() -> new RoomQuery("", "", 0)).hasMessage("from 1 to 10000 rooms can be asked for, not 0");
        assertThatThrownBy(() -> new RoomQuery("", "", 10_001)).isInstanceOf(IllegalArgumentException.class);
        for (long max : new long[] {0, 10_001, 1L << 40}) {
            BusWriter out = new BusWriter();
            out.text("");
            out.text("");
            out.number(max);
            assertThatThrownBy(() -> RoomQuery.read(new BusReader(out.toBytes())))
                    .isInstanceOf(BusFormatException.class);
        }
    }

    @Test
    void counts_areReadAsTheyWereWritten() throws Exception {
        RoomCounts counts = count("", "", 2);
        BusWriter out = new BusWriter();
        counts.write(out);
        BusReader in = new BusReader(out.toBytes());
        assertThat(RoomCounts.read(in)).isEqualTo(counts);
        in.end();
    }

    @Test
    void countBeyondAnInt_isRefused() {
        BusWriter out = new BusWriter();
        out.text("n");
        out.number(1L << 31);
        assertThatThrownBy(() -> RoomCounts.read(new BusReader(out.toBytes()))).isInstanceOf(BusFormatException.class);
    }
}
