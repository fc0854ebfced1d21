package org.enfilade.internal.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.enfilade.internal.HeldLocks;
import org.enfilade.internal.cluster.hazelcast.Frame.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkTest {
    private static final long BOUND = 1 << 20;

    /** One end, with what is on its way from it. */
    private static final class End {
        final UUID name = new UUID(1, System.identityHashCode(this));
        final Queue<byte[]> out = new ArrayDeque<>();
        final Link link = new Link(name, BOUND, out::add);

        /** What was received since the link last came up, and before. */
        final List<List<Integer>> received = new ArrayList<>();

        int ups;
        int downs;

        /** How many messages have been put on their way. */
        int sent;

        void take(byte[] bytes) {
            Frame frame = Frame.decode(bytes);
            switch (link.handle(frame)) {
                case CHANGED -> {
                    if (link.isUp()) {
                        ups++;
                        received.add(new ArrayList<>());
                    } else {
                        downs++;
                    }
                }
                case MESSAGE -> {
                    assertThat(link.isUp()).isTrue();
                    received.get(received.size() - 1)
                            .add(ByteBuffer.wrap(frame.payload()).getInt());
                    link.taken();
                }
                case NOTHING -> {}
            }
        }

        void send(int number) {
            link.send(ByteBuffer.allocate(4).putInt(number).array());
        }

        List<Integer> last() {
            return received.get(received.size() - 1);
        }
    }

    private final End a = new End();
    private final End b = new End();

    private void deliver() {
        while (!a.out.isEmpty() || !b.out.isEmpty()) {
            if (!a.out.isEmpty()) {
                b.take(a.out.remove());
            }
            if (!b.out.isEmpty()) {
                a.take(b.out.remove());
            }
        }
    }

    private void connect() {
        a.link.tick();
        deliver();
        assertThat(a.link.isUp()).isTrue();
        assertThat(b.link.isUp()).isTrue();
    }

    @Test
    void tick_ofBothAtOnce_bringsTheLinkUpOnce() {
        a.link.tick();
        b.link.tick();
        deliver();

        assertThat(a.ups + b.ups).isEqualTo(2);
        assertThat(a.downs + b.downs).isZero();
    }

    @Test
    void send_whileDown_isNothing() {
        a.send(1);

        assertThat(a.out).isEmpty();
    }

    @Test
    void missingMessage_beforeAnother_isADownAndAnUpForBoth() {
        connect();
        a.send(1);
        a.send(2);
        a.send(3);
        b.take(a.out.remove());
        a.out.remove();
        deliver();

        assertThat(b.received).containsExactly(List.of(1), List.of());
        assertThat(List.of(a.downs, b.downs, a.ups, b.ups)).containsExactly(1, 1, 2, 2);
        a.send(4);
        deliver();
        assertThat(b.last()).containsExactly(4);
    }

    @Test
    void missingMessage_thatWasTheLast_isSeenAtTheTick() {
        connect();
        a.send(1);
        a.out.remove();
        deliver();
        assertThat(b.downs).isZero();

        a.link.tick();
        deliver();

        assertThat(b.downs).isEqualTo(1);
        assertThat(b.link.isUp()).isTrue();
    }

    @Test
    void missingMark_isRepeatedUntilAllIsConfirmed() {
        connect();
        a.send(1);
        a.out.remove();
        a.link.tick();
        a.out.remove();
        assertThat(b.downs).isZero();

        a.link.tick();
        deliver();

        assertThat(b.downs).isEqualTo(1);
        a.send(2);
        deliver();
        a.link.tick();
        deliver();
        a.link.tick();
        assertThat(a.out).as("nothing is left to be confirmed").isEmpty();
    }

    @Test
    void message_thatComesTwice_isTakenOnce() {
        connect();
        a.send(1);
        byte[] frame = a.out.peek();
        deliver();
        b.take(frame);

        assertThat(b.last()).containsExactly(1);
        assertThat(b.link.isUp()).isTrue();
    }

    @Test
    void send_ofMoreThanTheOtherTakes_fails() {
        connect();

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        a.link.send(new byte[10_000]);
                    }
                })
                .hasMessageContaining("bytes wait");
        int waiting = a.out.size();
        deliver();
        a.link.send(new byte[4]);
        deliver();

        assertThat(b.last()).hasSize(waiting + 1);
        assertThat(b.downs).isZero();
    }

    @Test
    void frame_ofSomethingElse_isRefused() {
        assertThatThrownBy(() -> Frame.decode(new byte[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
        byte[] unknown = new Frame(Kind.BYE, a.name, 1, 1).encoded();
        unknown[0] = 100;
        assertThatThrownBy(() -> Frame.decode(unknown)).isInstanceOf(IllegalArgumentException.class);
    }

    /** What comes in meanwhile needs its state, and the topic may wait. */
    @Test
    void topic_isCalledWithoutTheStatesLock() {
        List<List<String>> locks = new ArrayList<>();
        Queue<byte[]> out = new ArrayDeque<>();
        Link link = new Link(new UUID(1, 1), BOUND, frame -> {
            locks.add(HeldLocks.now());
            out.add(frame);
        });
        link.tick();
        a.take(out.remove());
        a.out.forEach(frame -> link.handle(Frame.decode(frame)));
        a.out.clear();
        link.send(new byte[4]);
        link.tick();
        out.forEach(a::take);
        a.out.forEach(frame -> link.handle(Frame.decode(frame)));
        a.out.clear();
        a.send(1);
        a.out.remove();
        a.send(2);
        link.handle(Frame.decode(a.out.remove()));
        link.bye();

        assertThat(locks).hasSizeGreaterThan(5).allMatch(List::isEmpty);
    }

    @Test
    void send_thatTheTopicRefuses_leavesNoGap() {
        connect();
        boolean[] fails = {true};
        End c = new End();
        Link link = new Link(new UUID(1, 1), BOUND, frame -> {
            if (fails[0] && Frame.decode(frame).kind() == Kind.DATA) {
                throw new IllegalStateException("full");
            }
            c.out.add(frame);
        });
        link.tick();
        while (!c.out.isEmpty() || !b.out.isEmpty()) {
            if (!c.out.isEmpty()) {
                b.take(c.out.remove());
            }
            if (!b.out.isEmpty()) {
                link.handle(Frame.decode(b.out.remove()));
            }
        }
        assertThat(link.isUp()).isTrue();
        int downs = b.downs;

        assertThatThrownBy(() -> link.send(new byte[4])).hasMessage("full");
        fails[0] = false;
        link.send(ByteBuffer.allocate(4).putInt(7).array());
        c.out.forEach(b::take);

        assertThat(b.last()).containsExactly(7);
        assertThat(b.downs).isEqualTo(downs);
    }

    /**
     * Whatever is lost, delayed or doubled: what is received between an up and a down has no gap, and in the end the
     * link is up.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void link_onAWireThatLosesAndDoubles_isRightAndRecovers(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int dice = random.nextInt(1_000);
            End from = random.nextBoolean() ? a : b;
            End to = from == a ? b : a;
            if (dice < 300) {
                from.send(from.sent);
                from.sent += from.link.isUp() ? 1 : 0;
            } else if (dice < 320) {
                from.link.tick();
            } else if (dice < 330) {
                from.out.poll();
            } else if (dice < 335 && !from.out.isEmpty()) {
                from.out.add(from.out.peek());
            } else if (!from.out.isEmpty()) {
                to.take(from.out.remove());
            }
            assertThat(a.out.size() + b.out.size()).as("no storm").isLessThan(20_000);
        }
        for (int i = 0; i < 5; i++) {
            a.link.tick();
            b.link.tick();
            deliver();
        }

        assertThat(a.link.isUp() && b.link.isUp()).isTrue();
        assertThat(a.ups).isGreaterThan(5);
        for (End end : List.of(a, b)) {
            end.received.forEach(list -> assertThat(list)
                    .isEqualTo(IntStream.range(0, list.size())
                            .mapToObj(i -> list.get(0) + i)
                            .toList()));
        }
        a.send(-1);
        b.send(-2);
        deliver();
        assertThat(b.last()).endsWith(-1);
        assertThat(a.last()).endsWith(-2);
    }
}
