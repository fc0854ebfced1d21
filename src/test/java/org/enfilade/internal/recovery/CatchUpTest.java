package org.enfilade.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

/** What a client gets that comes back, and how many steps that costs whom. */
class CatchUpTest {
    private static final int MANY = 10_000;
    private static final int BYTES = 100;
    private static final Audience OURS = Audience.EVERYBODY.to("ours");
    private static final Audience THEIRS = Audience.EVERYBODY.to("theirs");

    private final FakeTicker ticker = new FakeTicker();
    private final PacketLog<String> log = new PacketLog<>(100_000_000, Duration.ofMinutes(3), ticker);
    private final PacketLog<String>.Part part = log.newPart();
    private final List<String> held = new ArrayList<>();
    private int steps;

    /** What is for our rooms, counted. */
    private boolean meets(Audience audience, long position) {
        assertThat(Thread.holdsLock(log)).as("everybody who sends waits").isFalse();
        steps++;
        return audience == OURS;
    }

    private void add(Audience audience, int count) {
        for (int i = 0; i < count; i++) {
            long position = log.next();
            part.add(position, audience, "at " + position, BYTES);
        }
    }

    private CatchUp<String> catchUp(long position, int max) {
        return new CatchUp<>(part, this::meets, position, max, held::add);
    }

    @Test
    void secondPart_looksOnlyAtWhatWasSentSinceTheFirst() {
        add(OURS, 3);
        add(THEIRS, MANY);
        CatchUp<String> client = catchUp(0, 100);
        assertThat(client.go()).isEmpty();
        assertThat(steps).isEqualTo(MANY + 3);
        add(THEIRS, 2);
        add(OURS, 1);

        steps = 0;
        assertThat(client.go()).isEmpty(); // the one that others wait for

        assertThat(steps).isEqualTo(3);
        assertThat(held).containsExactly("at 1", "at 2", "at 3", "at " + (MANY + 6));
        assertThat(client.go()).isEmpty();
        assertThat(steps).isEqualTo(3);
    }

    @Test
    void thousandClientsThatComeBackInTurn_costEverybodyElseNoStep() {
        add(THEIRS, MANY);
        List<CatchUp<String>> clients =
                IntStream.range(0, 1_000).mapToObj(i -> catchUp(MANY - 10, 100)).toList();
        clients.forEach(client -> assertThat(client.go()).isEmpty());
        assertThat(steps).as("none looks at what the client has").isEqualTo(1_000 * 10);

        steps = 0;
        clients.forEach(client -> assertThat(client.go()).isEmpty());

        assertThat(steps).isZero();
    }

    @Test
    void moreThanMayBeHeld_endsTheSearchEarly() {
        add(OURS, MANY);
        assertThat(catchUp(0, 10).go()).contains(Loss.TOO_MUCH);
        assertThat(steps).isEqualTo(11);
        assertThat(held).isEmpty();
    }

    @Test
    void whatDoesNotFit_isTooMuch() {
        add(OURS, 3);
        assertThat(new CatchUp<>(part, this::meets, 0, 10, packet -> held.size() < 2 && held.add(packet)).go())
                .contains(Loss.TOO_MUCH);
        assertThat(held).containsExactly("at 1", "at 2");
    }

    @Test
    void whatIsDroppedBeforeTheFirstPart_isMissing_andAfterItIsNot() {
        add(OURS, 2);
        CatchUp<String> client = catchUp(0, 10);
        assertThat(client.go()).isEmpty();
        ticker.advance(Duration.ofMinutes(4));
        add(OURS, 1); // drops those before it

        assertThat(client.go()).isEmpty();
        assertThat(held).containsExactly("at 1", "at 2", "at 3");
        assertThat(catchUp(0, 10).go()).contains(Loss.EVENTS_DROPPED);
        assertThat(catchUp(1, 10).go()).contains(Loss.EVENTS_DROPPED);
        assertThat(catchUp(2, 10).go()).isEmpty();
    }

    @Test
    void whatIsDroppedDuringTheSearch_isMissing() {
        add(OURS, 5);
        CatchUp<String> client = new CatchUp<>(
                part,
                (audience, position) -> {
                    if (position == 4) {
                        ticker.advance(Duration.ofMinutes(4));
                        log.sweep();
                    }
                    return true;
                },
                0,
                10,
                held::add);
        assertThat(client.go()).contains(Loss.EVENTS_DROPPED);
        assertThat(held).isEmpty();
        add(OURS, 1);
        assertThat(catchUp(5, 10).go()).isEmpty();
        assertThat(held).containsExactly("at 6");
        assertThat(log.bytes()).isLessThan(1_000);
    }

    @Test
    void positionThatNoPacketHasHadYet_isNoneOfOurs() {
        add(OURS, 1);
        assertThat(catchUp(7, 10).go()).contains(Loss.EVENTS_DROPPED);
        assertThat(catchUp(1, 10).go()).isEmpty();
        assertThat(held).isEmpty();
    }

    @Test
    void staysThatAreNotCertain_tellNothing() {
        add(OURS, 3);
        PacketLog.Selection forgetful = new PacketLog.Selection() {
            @Override
            public boolean meets(Audience audience, long position) {
                throw new AssertionError("not asked");
            }

            @Override
            public long certain() {
                return 2;
            }
        };
        assertThat(new CatchUp<>(part, forgetful, 1, 10, held::add).go()).contains(Loss.EVENTS_DROPPED);
    }

    @Test
    void otherNamespaces_areNotLookedAt() {
        PacketLog<String>.Part other = log.newPart();
        for (int i = 0; i < 100; i++) {
            other.add(log.next(), OURS, "elsewhere", BYTES);
        }
        add(OURS, 1);
        assertThat(catchUp(0, 10).go()).isEmpty();
        assertThat(steps).isEqualTo(1);
        assertThat(held).containsExactly("at 101");
    }

    @Test
    void copyOfStays_isAsTheyWere() {
        Stays stays = new Stays("id");
        stays.admitted(List.of("ours"), Mark.at(0));
        Stays copy = stays.copy();
        add(OURS, 1);
        stays.left("ours", Mark.at(1));
        stays.joined("theirs", Mark.at(1));
        add(OURS, 1);
        add(THEIRS, 1);

        assertThat(new CatchUp<>(part, copy, 0, 10, held::add).go()).isEmpty();
        assertThat(held).containsExactly("at 1", "at 2");
        held.clear();
        assertThat(new CatchUp<>(part, stays, 0, 10, held::add).go()).isEmpty();
        assertThat(held).containsExactly("at 1", "at 3");
    }
}
