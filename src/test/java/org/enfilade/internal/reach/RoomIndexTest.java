package org.enfilade.internal.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomIndexTest {
    private final RoomIndex<String> index = new RoomIndex<>();

    RoomIndexTest() {
        index.add("a", "A", List.of("r1"));
        index.add("b", "B", List.of("r1", "r2"));
        index.add("c", "C", List.of("r2"));
        index.add("d", "D", List.of());
    }

    private List<String> select(Set<String> to, Set<String> except) {
        return index.select(to, except);
    }

    @Test
    void nobodySelected_isEverybody() {
        assertThat(select(Set.of(), Set.of())).containsExactlyInAnyOrder("A", "B", "C", "D");
    }

    @Test
    void rooms_addUp_andEachMemberComesOnce() {
        assertThat(select(Set.of("r1"), Set.of())).containsExactlyInAnyOrder("A", "B");
        assertThat(select(Set.of("r1", "r2"), Set.of())).containsExactlyInAnyOrder("A", "B", "C");
        assertThat(select(Set.of("r1", "a", "b", "none"), Set.of())).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void except_wins() {
        assertThat(select(Set.of(), Set.of("r1"))).containsExactlyInAnyOrder("C", "D");
        assertThat(select(Set.of(), Set.of("d"))).containsExactlyInAnyOrder("A", "B", "C");
        assertThat(select(Set.of("r1"), Set.of("r2"))).containsExactly("A");
        assertThat(select(Set.of("r1", "r2"), Set.of("r1"))).containsExactly("C");
        assertThat(select(Set.of("r1"), Set.of("r1"))).isEmpty();
        assertThat(select(Set.of("a"), Set.of("a"))).isEmpty();
    }

    @Test
    void id_isARoomOfItsOwn() {
        assertThat(select(Set.of("d"), Set.of())).containsExactly("D");
        assertThat(index.rooms("d")).containsExactly("d");
        index.leave("d", "d");
        assertThat(select(Set.of("d"), Set.of())).containsExactly("D");
    }

    @Test
    void roomNamedAsAnId_holdsItsMembersAndTheOwner() {
        join("a", "d");
        assertThat(select(Set.of("d"), Set.of())).containsExactlyInAnyOrder("A", "D");
        assertThat(select(Set.of(), Set.of("d"))).containsExactlyInAnyOrder("B", "C");
        index.remove("d");
        assertThat(select(Set.of("d"), Set.of())).containsExactly("A");
    }

    @Test
    void unknownRoom_isEmpty() {
        assertThat(select(Set.of("nowhere"), Set.of())).isEmpty();
        assertThat(select(Set.of(), Set.of("nowhere"))).hasSize(4);
    }

    private boolean join(String id, String... rooms) {
        return index.join(id, List.of(rooms), Integer.MAX_VALUE);
    }

    @Test
    void join_andLeave_areIdempotent() {
        assertThat(join("d", "r1")).isTrue();
        assertThat(join("d", "r1", "d")).isTrue();
        assertThat(index.rooms("d")).containsExactly("d", "r1");

        index.leave("d", "r1");
        index.leave("d", "r1");
        index.leave("d", "nowhere");
        index.leave("nobody", "r1");
        assertThat(index.rooms("d")).containsExactly("d");
    }

    @Test
    void join_byNobody_leavesNothing() {
        assertThat(join("nobody", "r1")).isTrue();
        assertThat(index.rooms("nobody")).isEmpty();
        assertThat(select(Set.of("nobody"), Set.of())).isEmpty();
    }

    @Test
    void join_ofMoreRoomsThanAllowed_joinsNone() {
        assertThat(index.join("a", List.of("r2", "r3"), 3)).isFalse();
        assertThat(index.rooms("a")).containsExactly("a", "r1");

        assertThat(index.join("a", List.of("r1", "a", "r2", "r2"), 3)).isTrue();
        assertThat(index.rooms("a")).containsExactly("a", "r1", "r2");
        assertThat(index.join("a", List.of("r3"), 3)).isFalse();
        assertThat(index.join("a", List.of("r2"), 3)).isTrue();
    }

    /** Two that look first and join afterwards could both find room for one more. */
    @Test
    void join_byManyThreads_isBoundedAllTheSame() {
        List<CompletableFuture<Boolean>> joins = IntStream.range(0, 2_000)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> index.join("d", List.of("room-" + i), 100)))
                .toList();

        assertThat(joins.stream().filter(CompletableFuture::join)).hasSize(99);
        assertThat(index.rooms("d")).hasSize(100);
    }

    @Test
    void remove_takesAMemberOutOfEverything_once() {
        assertThat(index.remove("b")).containsExactlyInAnyOrder("b", "r1", "r2");
        assertThat(index.remove("b")).isEmpty();
        assertThat(select(Set.of("r1", "r2", "b"), Set.of())).containsExactlyInAnyOrder("A", "C");
        assertThat(index.member("b")).isNull();
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.members()).containsExactlyInAnyOrder("A", "C", "D");
    }

    @Test
    void selection_isASnapshot() {
        List<String> before = select(Set.of("r1"), Set.of());
        Set<String> rooms = index.rooms("a");
        index.remove("a");
        assertThat(before).contains("A");
        assertThat(rooms).contains("r1");
    }

    @Test
    void roomOfAnOwnId_isNotedIfTheIdSaysNotWhereItIs_andOnceWhoeverElseIsInIt() {
        List<String> noted = new ArrayList<>();
        RoomIndex<String> noting = new RoomIndex<>(new Occupancy() {
            @Override
            public void changed(String room, boolean occupied) {
                noted.add((occupied ? "+" : "-") + room);
            }

            @Override
            public boolean notes(String id) {
                return id.startsWith("far");
            }
        });
        noting.add("far1", "F", List.of("r"));
        noting.add("near", "N", List.of("far1", "near2"));
        assertThat(noted).containsExactly("+", "+far1", "+r", "+near2");
        noted.clear();
        noting.remove("far1");
        assertThat(noted).containsExactly("-r");
        noted.clear();
        noting.add("far1", "F", List.of());
        noting.leave("near", "far1");
        assertThat(noted).isEmpty();
        noting.remove("far1");
        noting.remove("near");
        assertThat(noted).containsExactly("-far1", "-near2", "-");
    }
}
