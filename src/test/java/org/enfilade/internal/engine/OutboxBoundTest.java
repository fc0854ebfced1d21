package org.enfilade.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxBoundTest {
    private final OutboxBound bound = new OutboxBound(100, 3);

    @Test
    void message_isTaken_upToEachOfTheBounds() {
        assertThat(bound.hasRoom(1, 60, 40)).isTrue();
        assertThat(bound.hasRoom(1, 60, 41)).isFalse();
        assertThat(bound.hasRoom(2, 0, 0)).isTrue();
        assertThat(bound.hasRoom(3, 0, 0)).isFalse();
    }

    @Test
    void singleMessage_mayBeLarger() {
        assertThat(bound.hasRoom(0, 0, 101)).isTrue();
        assertThat(bound.hasRoom(1, 101, 0)).isFalse();
    }

    @Test
    void sizes_doNotOverflow() {
        assertThat(new OutboxBound(Integer.MAX_VALUE, 3).hasRoom(1, 2, Integer.MAX_VALUE))
                .isFalse();
    }
}
