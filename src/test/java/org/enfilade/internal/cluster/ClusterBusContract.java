package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** What {@link ClusterBus} promises. Each test is an application of its own in a grid that they share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ClusterBusContract {
    private static final long DEADLINE_SECONDS = 180;
    private static final int MEGABYTE = 1 << 20;

    protected final TestGrid grid;
    private final List<Peer> peers = new ArrayList<>();
    private String application;

    protected ClusterBusContract(TestGrid grid) {
        this.grid = grid;
    }

    private record Peer(ClusterBus bus, Heard heard) {
        String name() {
            return bus.self();
        }

        boolean sees(Peer other) {
            return heard.view().contains(other.name());
        }

        void send(Peer to, int number) {
            bus.send(to.name(), ByteBuffer.allocate(4).putInt(number).array());
        }

        List<Integer> numbers(Peer from) {
            return heard.messages().stream()
                    .filter(m -> m.from().equals(from.name()) && m.bytes().length == 4)
                    .map(m -> ByteBuffer.wrap(m.bytes()).getInt())
                    .toList();
        }
    }

    @BeforeAll
    void start() {
        peer("a", "start");
        peer("b", "start");
        peer("c", "start");
    }

    @BeforeEach
    void name(TestInfo test) {
        application = "/" + test.getTestMethod().orElseThrow().getName() + "/socket.io/";
    }

    @AfterEach
    void closePeers() {
        peers.forEach(peer -> peer.heard.deaf(false));
        peers.forEach(peer -> peer.bus.close());
        List<Peer> all = List.copyOf(peers);
        peers.clear();
        assertThat(all)
                .allSatisfy(peer -> assertThat(peer.heard.heldLocks())
                        .as("locks that are held while the listener is called")
                        .isEmpty());
    }

    @AfterAll
    void end() {
        grid.end();
    }

    private Peer peer(String member) {
        return peer(member, application);
    }

    private Peer peer(String member, String application) {
        Peer peer = new Peer(grid.bus(member, application), new Heard());
        peers.add(peer);
        peer.bus.open(peer.heard);
        return peer;
    }

    private static void await(String what, BooleanSupplier state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!state.getAsBoolean()) {
            assertThat(System.nanoTime()).as("no longer in time: " + what).isLessThan(deadline);
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Waits until one that has come sees the others, and then they see it. */
    private static void meet(Peer arrived, Peer... others) {
        for (Peer other : others) {
            await(arrived.name() + " sees " + other.name(), () -> arrived.sees(other));
        }
        for (Peer other : others) {
            await(other.name() + " sees " + arrived.name(), () -> other.sees(arrived));
        }
    }

    private static List<Integer> upTo(int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).toList();
    }

    @Test
    void open_whateverTheGrid_hasToldAView() {
        Peer a = peer("a");

        assertThat(a.heard.views()).isNotEmpty();
        assertThat(a.heard.view()).doesNotContain(a.name());
    }

    @Test
    void view_ofThree_hasTheOtherTwo() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer c = peer("c");
        meet(c, a, b);

        assertThat(a.heard.view()).containsExactlyInAnyOrder(b.name(), c.name());
        assertThat(c.heard.view()).containsExactlyInAnyOrder(a.name(), b.name());
    }

    @Test
    void firstMessage_asSoonAsTheNodeIsSeen_arrives() {
        Peer a = peer("a");
        for (int i = 0; i < 20; i++) {
            Peer b = peer("b");
            meet(b, a);
            a.send(b, 7);
            b.send(a, i);
            int answers = i + 1;
            await(
                    "the messages",
                    () -> a.heard.count() == answers && b.numbers(a).equals(List.of(7)));
            b.bus.close();
        }
    }

    @Test
    void send_byTwoNodes_keepsTheOrderOfEach() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer c = peer("c");
        meet(c, a, b);

        int count = 5_000;
        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> upTo(count).forEach(i -> b.send(c, i)));
        upTo(count).forEach(i -> a.send(c, i));
        other.join();

        await("all messages", () -> c.heard.count() >= 2 * count);
        assertThat(c.numbers(a)).isEqualTo(upTo(count));
        assertThat(c.numbers(b)).isEqualTo(upTo(count));
    }

    @Test
    void send_byTwoThreads_keepsTheOrderOfEach() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);

        int count = 3_000;
        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> upTo(count).forEach(i -> a.send(b, 1_000_000 + i)));
        upTo(count).forEach(i -> a.send(b, i));
        other.join();

        await("all messages", () -> b.heard.count() >= 2 * count);
        List<Integer> numbers = b.numbers(a);
        assertThat(numbers.stream().filter(i -> i < 1_000_000)).isEqualTo(upTo(count));
        assertThat(numbers.stream().filter(i -> i >= 1_000_000).map(i -> i - 1_000_000))
                .isEqualTo(upTo(count));
    }

    @Test
    void send_toOneNode_reachesNoOther() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer c = peer("c");
        meet(c, a, b);

        upTo(100).forEach(i -> a.send(b, i));
        a.send(c, -1);

        await("the messages", () -> b.heard.count() == 100 && c.heard.count() == 1);
        assertThat(b.numbers(a)).isEqualTo(upTo(100));
        assertThat(c.numbers(a)).containsExactly(-1);
        assertThat(a.heard.count()).isZero();
    }

    @Test
    void send_ofMegabytes_arrivesWholeAmongSmallOnes() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] large = new byte[i == 3 ? 4 * MEGABYTE : MEGABYTE];
            new Random(i).nextBytes(large);
            messages.add(large);
            messages.add(new byte[] {(byte) i});
        }

        messages.forEach(message -> {
            // Together they are less than may wait, since nobody knows when their receiver says that it has them.
            a.bus.send(b.name(), message);
            await("the message", () -> b.heard.count() > messages.indexOf(message));
        });

        assertThat(b.heard.messages().stream().map(Heard.Message::bytes)).containsExactlyElementsOf(messages);
    }

    @Test
    void send_ofNothing_arrives() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);

        a.bus.send(b.name(), new byte[0]);

        await("the message", () -> b.heard.count() == 1);
        assertThat(b.heard.messages().get(0).bytes()).isEmpty();
    }

    @Test
    void send_toNobody_isLost() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);

        a.bus.send("nobody", new byte[1]);
        a.send(b, 1);

        await("the message", () -> b.heard.count() == 1);
    }

    @Test
    void member_thatStops_leavesTheViewAndIsMissedByNobody() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer d = peer("stopping");
        meet(d, a, b);

        d.bus.close();
        grid.stop("stopping");

        await("the view", () -> !a.sees(d) && !b.sees(d));
        String name = d.name();
        assertThatCode(() -> a.bus.send(name, new byte[1])).doesNotThrowAnyException();
        a.send(b, 1);
        await("the message", () -> b.heard.count() == 1);
    }

    @Test
    void member_thatIsKilledAndReturns_isSeenAndReached() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer d = peer("killed");
        String name = d.name();
        meet(d, a, b);

        grid.kill("killed");
        await(
                "the view",
                () -> !a.heard.view().contains(name) && !b.heard.view().contains(name));
        a.bus.send(name, new byte[1]);
        a.send(b, 1);
        await("the message", () -> b.heard.count() == 1);

        Peer again = peer("killed");
        meet(again, a, b);
        upTo(1_000).forEach(i -> a.send(again, i));
        again.send(a, 2);
        await("the messages", () -> again.heard.count() == 1_000 && a.heard.count() == 1);
        assertThat(again.numbers(a)).isEqualTo(upTo(1_000));
        grid.stop("killed");
    }

    @Test
    void bus_thatIsOpenedAgainOnTheSameMember_isReached() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        a.send(b, 1);
        await("the message", () -> b.heard.count() == 1);
        b.bus.close();

        Peer again = peer("b");
        meet(again, a);
        upTo(1_000).forEach(i -> a.send(again, i));

        await("the messages", () -> again.heard.count() >= 1_000);
        assertThat(again.name()).isEqualTo(b.name());
        assertThat(again.numbers(a)).isEqualTo(upTo(1_000));
        assertThat(b.heard.count()).isEqualTo(1);
    }

    @Test
    void secondBus_ofOneApplicationOnOneMember_isRefusedAndLeavesTheFirst() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);

        ClusterBus second = grid.bus("a", application);
        assertThatThrownBy(() -> second.open(new Heard()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(secondDeployment());
        second.close();

        a.send(b, 1);
        b.send(a, 2);
        await("the messages", () -> a.heard.count() == 1 && b.heard.count() == 1);
        a.bus.close();
        Peer again = peer("a");
        meet(again, b);
        b.send(again, 3);
        await("the message", () -> again.numbers(b).equals(List.of(3)));
    }

    /** What the message has to say. */
    protected String secondDeployment() {
        return "enfilade.cluster.name";
    }

    @Test
    void node_thatTakesNothing_doesNotStopTheOthers() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer c = peer("c");
        meet(c, a, b);

        grid.deaf(c.bus, c.heard, true);
        for (int i = 0; i < 500; i++) {
            a.bus.send(c.name(), new byte[10_000]);
            a.send(b, i);
            b.send(a, i);
        }
        await("what the others say", () -> b.heard.count() == 500 && a.heard.count() == 500);
        assertThat(b.numbers(a)).isEqualTo(upTo(500));

        grid.deaf(c.bus, c.heard, false);
        await("what has waited", () -> c.heard.count() == 500);
    }

    @Test
    void send_thatFails_leavesTheBusAsItWas() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer c = peer("c");
        meet(c, a, b);

        grid.breakSending(a.bus, c.bus, c.heard);
        int[] accepted = {0};
        assertThatThrownBy(() -> {
                    while (accepted[0] < 100) {
                        a.bus.send(
                                c.name(),
                                ByteBuffer.allocate(MEGABYTE)
                                        .putInt(accepted[0])
                                        .array());
                        accepted[0]++;
                    }
                })
                .isInstanceOf(RuntimeException.class);
        grid.mend(a.bus, c.bus, c.heard);

        await("what was accepted", () -> c.heard.count() == accepted[0]);
        a.send(b, 1);
        a.send(c, 2);
        await("what is sent afterwards", () -> b.heard.count() == 1 && c.heard.count() == accepted[0] + 1);
        List<Integer> expected = new ArrayList<>(upTo(accepted[0]));
        expected.add(2);
        assertThat(c.heard.messages().stream()
                        .map(m -> ByteBuffer.wrap(m.bytes()).getInt()))
                .containsExactlyElementsOf(expected);
        assertThat(c.heard.views()).as("nobody has left").allMatch(view -> view.size() < 3);
    }

    @Test
    void close_whileOthersSend_isTheEndOfReceiving() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        String name = b.name();
        boolean[] stop = {false};
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20_000 && !stop[0]; i++) {
                a.bus.send(name, new byte[10]);
            }
        });
        await("a message", () -> b.heard.count() > 0);

        b.bus.close();
        int count = b.heard.count();
        int views = b.heard.views().size();
        stop[0] = true;
        sending.join();

        Peer again = peer("b");
        meet(again, a);
        a.send(again, 1);
        await("the message of the next bus", () -> again.numbers(a).equals(List.of(1)));
        assertThat(b.heard.count()).isLessThanOrEqualTo(count + 1);
        assertThat(b.heard.views()).hasSize(views);
    }

    @Test
    void close_twice_isClose() {
        Peer a = peer("a");
        a.bus.close();

        assertThatCode(a.bus::close).doesNotThrowAnyException();
        assertThatThrownBy(() -> a.bus.send("b", new byte[1])).isInstanceOf(RuntimeException.class);
    }

    @Test
    void close_withoutOpen_isClose() {
        assertThatCode(grid.bus("a", application)::close).doesNotThrowAnyException();
    }

    @Test
    void close_afterTheMember_isClose() {
        Peer a = peer("a");
        Peer d = peer("gone");
        meet(d, a);
        grid.kill("gone");

        assertThatCode(d.bus::close).doesNotThrowAnyException();
    }

    @Test
    void close_ofAll_leavesNoThread() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        upTo(100).forEach(i -> a.send(b, i));
        await("the messages", () -> b.heard.count() == 100);

        a.bus.close();
        b.bus.close();

        await("the threads' end", () -> ourThreads().isEmpty());
    }

    private static List<String> ourThreads() {
        Thread[] threads = new Thread[Thread.activeCount() + 50];
        int count = Thread.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .map(Thread::getName)
                .filter(name -> name.startsWith("enfilade-"))
                .toList();
    }

    @Test
    void applications_onTheSameMembers_doNotHearOneAnother() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer otherA = peer("a", application + "2");
        Peer otherB = peer("b", application + "2");
        meet(otherB, otherA);

        upTo(100).forEach(i -> {
            a.send(b, i);
            otherA.send(otherB, 1_000 + i);
        });

        await("the messages", () -> b.heard.count() == 100 && otherB.heard.count() == 100);
        assertThat(b.numbers(a)).isEqualTo(upTo(100));
        assertThat(otherB.numbers(otherA)).allMatch(i -> i >= 1_000);
        b.bus.close();
        otherA.send(otherB, 1);
        await("the message", () -> otherB.heard.count() == 101);
    }

    /** Also the one on the guest's own member, but none of another application. */
    @Test
    void guest_tellsAllNodesOfAnApplication_inItsOrder() {
        Peer a = peer("a");
        Peer b = peer("b");
        meet(b, a);
        Peer other = peer("b", application + "another");
        for (String member : List.of("a", "c")) {
            GuestBus guest = grid.guest(member, application);
            int before = a.heard.messages().size();
            for (int i = 0; i < 200; i++) {
                guest.send(ByteBuffer.allocate(4).putInt(i).array());
            }
            byte[] large = new byte[3 * MEGABYTE];
            new Random(5).nextBytes(large);
            guest.send(large);

            for (Peer peer : List.of(a, b)) {
                await("all", () -> peer.heard.messages().size() == before + 201);
                List<Heard.Message> heard = peer.heard.messages().subList(before, before + 201);
                assertThat(heard).extracting(Heard.Message::from).containsOnly(guest.self());
                assertThat(heard.subList(0, 200).stream()
                                .map(m -> ByteBuffer.wrap(m.bytes()).getInt())
                                .toList())
                        .isEqualTo(upTo(200));
                assertThat(heard.get(200).bytes()).isEqualTo(large);
            }
            guest.close();
        }
        assertThat(other.heard.messages()).isEmpty();
    }

    @Test
    void guest_keepsNoNodeFromItsMember() {
        Peer a = peer("a");
        GuestBus guest = grid.guest("b", application);
        guest.send(new byte[1]);
        await("the guest", () -> a.heard.messages().size() == 1);

        Peer b = peer("b");
        meet(b, a);
        guest.send(new byte[1]);
        await(
                "the guest at both",
                () -> a.heard.messages().size() == 2 && b.heard.messages().size() == 1);
        b.send(a, 7);
        await("the node", () -> a.numbers(b).equals(List.of(7)));
        guest.close();
    }
}
