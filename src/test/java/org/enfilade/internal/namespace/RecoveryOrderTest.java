package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.enfilade.Socket;
import org.enfilade.internal.recovery.Offset;
import org.enfilade.internal.recovery.PacketLog;
import org.junit.jupiter.api.Test;

/** Several threads emit while a client is lost and comes back, again and again. */
class RecoveryOrderTest {
    private static final int THREADS = 3;
    private static final int EVENTS = 400;
    private static final Pattern CONNECT = Pattern.compile("0/chat,\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");
    private static final Pattern EVENT = Pattern.compile("2/chat,\\[\"e\",(\\d+),(\\d+),\"(~\\w+)\"]");

    private final TestServer test = new TestServer();
    private final Random random = new Random(42);
    private final List<List<Integer>> got = new ArrayList<>();
    private FakeHandler handler;
    private Client client;
    private String sid;
    private String auth = "";
    private long last;

    @Test
    void client_getsEachEventOnce_andThoseOfEachThreadInOrder() throws Exception {
        handler = test.declare("/chat");
        test.start(options -> options.connectionStateRecovery(true));
        for (int i = 0; i < THREADS; i++) {
            got.add(new ArrayList<>());
        }
        connect();
        read(Integer.MAX_VALUE);
        Socket first = handler.socket();
        first.join("r");
        AtomicInteger running = new AtomicInteger(THREADS);
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            threads.add(new Thread(() -> {
                try {
                    emit(number, first);
                    end.complete(null);
                } catch (RuntimeException | Error e) {
                    end.completeExceptionally(e);
                } finally {
                    running.decrementAndGet();
                }
            }));
        }
        threads.forEach(Thread::start);
        int returns = 0;
        while (running.get() > 0 || returns < 50) {
            read(random.nextInt(10)); // what comes behind is swallowed by the connection
            if (random.nextBoolean()) {
                client.drop();
            } // else it looks alive
            connect();
            returns++;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        ends.forEach(CompletableFuture::join);
        client.drop();
        connect();
        read(Integer.MAX_VALUE);

        assertThat(got)
                .allSatisfy(each -> assertThat(each)
                        .isEqualTo(IntStream.range(0, EVENTS).boxed().toList()));
        assertThat(test.server.of("/chat").sockets()).hasSize(1);
    }

    @Test
    void event_thatWaitsForItsPlaceInAQueue_keepsTheNextOneFromGettingAPosition() throws Exception {
        handler = test.declare("/chat");
        test.start(options -> options.connectionStateRecovery(true));
        connect();
        client.received();
        ServerSocket socket = (ServerSocket) handler.socket();
        CompletableFuture<Void> told = new CompletableFuture<>();
        socket.outgoing().holdUntil(told); // so that events take the lock of the membership
        Object membership = socket.continuity();
        PacketLog<?> log = test.server.core().recovery().log();
        long before = log.last();
        Thread one = new Thread(() -> test.server.of("/chat").emit("e", 0, 1));
        Thread two = new Thread(() -> socket.emit("e", 0, 2));
        synchronized (membership) {
            one.start();
            awaitBlocked(one);
            two.start();
            awaitBlocked(two);
            assertThat(log.last()).isEqualTo(before + 1);
        }
        one.join();
        two.join();
        told.complete(null);

        assertThat(client.received())
                .map(packet -> packet.replaceAll(",\"~\\w+\"", ""))
                .containsExactly("2/chat,[\"e\",0,1]", "2/chat,[\"e\",0,2]");
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    private void emit(int thread, Socket first) {
        for (int i = 0; i < EVENTS; i++) {
            switch (i % 4) {
                case 0 -> test.server.of("/chat").emit("e", thread, i);
                case 1 -> test.server.of("/chat").to("r").emit("e", thread, i);
                case 2 -> test.server.of("/chat").to(first.id(), "r").emit("e", thread, i);
                default -> first.emit("e", thread, i);
            }
            test.server.of("/chat").except("r").emit("e", thread, 1_000_000);
        }
    }

    private void connect() {
        client = test.connect();
        client.send("0/chat," + auth);
    }

    /** Reads so many events at most, CONNECT not counted. */
    private void read(int max) {
        int left = max;
        for (String packet : client.received()) {
            Matcher connect = CONNECT.matcher(packet);
            if (connect.matches()) {
                assertThat(sid == null || sid.equals(connect.group(1)))
                        .as("recovered")
                        .isTrue();
                sid = connect.group(1);
                if (auth.isEmpty()) {
                    auth = "{\"pid\":\"" + connect.group(2) + "\"}";
                }
                continue;
            }
            if (left-- == 0) {
                return;
            }
            Matcher event = EVENT.matcher(packet);
            assertThat(event.matches()).as(packet).isTrue();
            long position = Offset.parse(event.group(3)).orElseThrow().position();
            assertThat(position).as("the order of the log").isGreaterThan(last);
            last = position;
            got.get(Integer.parseInt(event.group(1))).add(Integer.parseInt(event.group(2)));
            auth = auth.replaceFirst("(,\"offset\":\"[^\"]*\")?}$", ",\"offset\":\"" + event.group(3) + "\"}");
        }
    }
}
