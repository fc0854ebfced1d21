package org.enfilade.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.enfilade.internal.reach.RoomIndex;
import org.junit.jupiter.api.Test;

class HeldLocksTest {
    @Test
    void lock_ofTheLibrary_isSeen_andOneOfATestIsNot() {
        HeldLocks.none();
        synchronized (this) {
            HeldLocks.none();
        }
        RoomIndex<String> index = new RoomIndex<>((room, occupied) -> {
            assertThat(HeldLocks.now()).hasSize(1).first().asString().contains("RoomIndex");
            HeldLocks.none();
        });
        assertThatThrownBy(() -> index.add("id", "member", List.of())).isInstanceOf(AssertionError.class);
    }
}
