package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.watch.Watcher;
import org.enfilade.spi.ClusterBus;
import org.junit.jupiter.api.Test;

class OutgoingMessagesTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final ClusterBus bus = cluster.node("me");
    private final Heard other = new Heard();
    private final List<Integer> lost = new ArrayList<>();
    /** What is to be done at the end of the run that never ends by itself. */
    private final List<Runnable> atEnd = new ArrayList<>();

    private boolean runs = true;
    private final OutgoingMessages messages = new OutgoingMessages("other", new Sender(bus, Watcher.NONE), this::atEnd);

    OutgoingMessagesTest() {
        bus.open(new Heard());
        cluster.node("other").open(other);
        cluster.deliverAll();
    }

    private Runnable atEnd(Runnable task) {
        return () -> {
            if (runs) {
                atEnd.add(task);
            } else {
                task.run();
            }
        };
    }

    private static byte[] message(int number) {
        return BusCodec.encode(new BusMessage.Known(number));
    }

    private void tell(int number) {
        messages.addForEnd(message(number));
    }

    private void send(int number) {
        messages.add(message(number), () -> lost.add(number));
    }

    private void endRun() {
        atEnd.forEach(Runnable::run);
        atEnd.clear();
    }

    /** The numbers that have come, as they came together. */
    private List<List<Long>> heard() throws BusFormatException {
        cluster.deliverAll();
        List<List<Long>> heard = new ArrayList<>();
        for (Heard.Message message : other.messages()) {
            List<Long> together = new ArrayList<>();
            if (BusCodec.decode(message.bytes()) instanceof BusMessage.Several several) {
                for (byte[] each : several.messages()) {
                    together.add(number(each));
                }
            } else {
                together.add(number(message.bytes()));
            }
            heard.add(together);
        }
        return heard;
    }

    private static long number(byte[] message) throws BusFormatException {
        return ((BusMessage.Known) BusCodec.decode(message)).number();
    }

    @Test
    void whatIsToldInOneRun_isOneMessageAtItsEnd() throws Exception {
        tell(1);
        tell(2);
        tell(3);
        assertThat(heard()).isEmpty();

        endRun();
        assertThat(heard()).containsExactly(List.of(1L, 2L, 3L));
    }

    @Test
    void whatIsToldOutsideOfARun_goesAtOnce_andAlone() throws Exception {
        runs = false;
        tell(1);
        tell(2);
        assertThat(heard()).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void whatCannotWait_takesAlongWhatWasToldBefore() throws Exception {
        tell(1);
        send(2);
        tell(3);
        assertThat(heard()).containsExactly(List.of(1L, 2L));

        endRun();
        assertThat(heard()).containsExactly(List.of(1L, 2L), List.of(3L));
        assertThat(lost).isEmpty();
    }

    @Test
    void manyInOneRun_doNotWaitForItsEnd() throws Exception {
        for (int i = 0; i < 2 * OutgoingMessages.MAX_TOGETHER + 1; i++) {
            tell(i);
        }
        assertThat(heard())
                .hasSize(2)
                .allSatisfy(together -> assertThat(together).hasSize(OutgoingMessages.MAX_TOGETHER));

        endRun();
        assertThat(heard()).hasSize(3).last().isEqualTo(List.of(2L * OutgoingMessages.MAX_TOGETHER));
    }

    @Test
    void largeOnes_goInTheirOrder_andNotTogetherBeyondTheBound() throws Exception {
        byte[] large = BusCodec.encode(new BusMessage.Carried(new byte[OutgoingMessages.MAX_BYTES_TOGETHER / 2]));
        tell(1);
        messages.addForEnd(large);
        assertThat(cluster.waiting("me", "other")).isZero();
        messages.addForEnd(large);
        assertThat(cluster.waiting("me", "other")).isEqualTo(2);
        tell(2);
        endRun();
        cluster.deliverAll();

        List<Integer> lengths =
                other.messages().stream().map(message -> message.bytes().length).toList();
        assertThat(lengths).containsExactly(lengthTogether(message(1), large), large.length, message(2).length);
    }

    private static int lengthTogether(byte[]... messages) {
        return BusCodec.encode(new BusMessage.Several(List.of(messages))).length;
    }

    @Test
    void whatCannotBeSent_isLostOneByOne() throws Exception {
        cluster.failSends("me", true);
        tell(1);
        send(2);
        send(3);
        cluster.failSends("me", false);
        send(4);

        assertThat(lost).containsExactly(2, 3);
        assertThat(heard()).containsExactly(List.of(4L));
    }

    /** As a bus does that delivers before it returns. */
    @Test
    void whatIsSentWhileSomethingIs_comesAfterIt() throws Exception {
        ClusterBus reentrant = new MemoryClusterBusThat(bus, () -> {
            if (lost.isEmpty()) {
                lost.add(0);
                again.add(message(2), () -> {});
            }
        });
        again = new OutgoingMessages("other", new Sender(reentrant, Watcher.NONE), this::atEnd);
        again.add(message(1), () -> {});
        assertThat(heard()).containsExactly(List.of(1L), List.of(2L));
    }

    private OutgoingMessages again;

    /** Does something before each message. */
    private record MemoryClusterBusThat(ClusterBus bus, Runnable before) implements ClusterBus {
        @Override
        public void open(Listener listener) {
            bus.open(listener);
        }

        @Override
        public String self() {
            return bus.self();
        }

        @Override
        public void send(String node, byte[] message) {
            before.run();
            bus.send(node, message);
        }

        @Override
        public void close() {
            bus.close();
        }
    }
}
