package org.enfilade.internal.web.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.Listened;
import org.enfilade.internal.web.wire.OwnWebSockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On sockets, whose other ends are the test. */
@Timeout(60)
class LoopsTest {
    private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xE8};

    private final List<Thread> threads = new ArrayList<>();
    private final Loops loops = new Loops(this::thread, 2);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final ClosingSessions closing = new ClosingSessions(new FakeTicker());
    private final Budget budget = new Budget(1_000_000, new FakeTicker());

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    }

    @AfterEach
    void stop() throws InterruptedException {
        loops.stop();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** One WebSocket, with both of its ends. */
    private final class Pair implements OwnWebSockets.Opening, ClientLink, AutoCloseable {
        final Socket client;
        final SocketChannel channel;
        final ChannelConnection connection;
        final CompletableFuture<Void> end = new CompletableFuture<>();
        volatile Wire wire;
        volatile Thread reader;

        Pair(byte... early) throws IOException {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
                client = new Socket(address.getAddress(), address.getPort());
                channel = server.accept();
            }
            channel.configureBlocking(false);
            connection = new ChannelConnection(channel, this, loops.next(), this, closing);
            connection.begin(early);
        }

        void send(byte[] bytes) throws IOException {
            client.getOutputStream().write(bytes);
        }

        @Override
        public void close() throws IOException {
            client.close();
            end.join();
        }

        // --- the server's side of it

        @Override
        public Inbound open(Wire opened) {
            wire = opened;
            return new Listened(told);
        }

        @Override
        public ClientLink link() {
            return this;
        }

        @Override
        public int maxMessage() {
            return 1_000_000;
        }

        @Override
        public Account newAccount() {
            return new Account(budget);
        }

        @Override
        public void reading(Runnable task) {
            reader = Thread.currentThread();
            task.run();
        }

        @Override
        public void readingAll(Runnable task) {
            task.run();
        }

        @Override
        public Duration handshake() {
            return Duration.ZERO;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void drop() {
            if (end.complete(null)) {
                connection.closed();
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static byte[] text(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x81);
        out.write(0x80 | text.length());
        out.writeBytes(new byte[4]);
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Test
    void client_isHeard_andAnswered() throws Exception {
        try (Pair pair = new Pair()) {
            pair.send(text("a"));
            assertThat(told.take()).isEqualTo("a");

            CompletableFuture<String> report = new CompletableFuture<>();
            pair.wire.send(List.of(Message.of("b", List.of())), reporting(report));

            assertThat(pair.client.getInputStream().readNBytes(4)).containsExactly(0x81, 2, '4', 'b');
            assertThat(report.join()).isEqualTo("sent");
        }
        assertThat(told.take()).isEqualTo("closed");
    }

    @Test
    void whatCameWithTheHandshake_comesFirst() throws Exception {
        try (Pair pair = new Pair(text("early"))) {
            pair.send(text("later"));

            assertThat(told.take()).isEqualTo("early");
            assertThat(told.take()).isEqualTo("later");
        }
    }

    @Test
    void whatTheClientDoesNotReadAtOnce_isWrittenWhenItDoes() throws Exception {
        byte[] content = new byte[20_000_000];
        content[content.length - 1] = 7;
        try (Pair pair = new Pair()) {
            CompletableFuture<String> report = new CompletableFuture<>();

            pair.wire.send(List.of(Message.of("5", List.of(content))), reporting(report));
            assertThat(report).isNotDone();

            DataInputStream in = new DataInputStream(pair.client.getInputStream());
            in.readNBytes(4 + 10);
            assertThat(in.readNBytes(content.length)).isEqualTo(content);
            assertThat(report.join()).isEqualTo("sent");
        }
    }

    @Test
    void connections_areSharedAmongThreads() throws Exception {
        try (Pair a = new Pair();
                Pair b = new Pair()) {
            a.send(text("a"));
            told.take();
            b.send(text("b"));
            told.take();

            assertThat(a.reader).isNotSameAs(b.reader);
            assertThat(threads).contains(a.reader, b.reader);
        }
    }

    @Test
    void close_isAnswered_andEndsTheConnection() throws Exception {
        Pair pair = new Pair();
        pair.send(CLOSE);

        assertThat(pair.client.getInputStream().readAllBytes()).containsExactly(0x88, 2, 0x03, 0xE8);
        pair.end.join();
        assertThat(told.take()).isEqualTo("closed");
    }

    @Test
    void failureInOne_endsThatOneOnly() throws Exception {
        Pair first = new Pair();
        new Pair().send(text("of another thread"));
        told.take();
        try (Pair third = new Pair()) {
            first.send(text("fail"));
            first.end.join();
            told.take();

            third.send(text("of the same thread"));
            assertThat(told.take()).isEqualTo("of the same thread");
            assertThat(third.reader).isSameAs(first.reader);
        }
    }

    @Test
    void interrupt_thatAHandlerLeavesBehind_harmsNobody() throws Exception {
        try (Pair pair = new Pair()) {
            pair.send(text("interrupt"));
            assertThat(told.take()).isEqualTo("interrupt");
            pair.send(text("and on"));
            assertThat(told.take()).isEqualTo("and on");
        }
    }

    @Test
    void end_endsThreads_andTheConnectionsThatThereStillAre() throws Exception {
        Pair pair = new Pair();

        loops.stop();

        pair.end.join();
        assertThat(pair.client.getInputStream().read()).isEqualTo(-1);
        assertThat(told.take()).isEqualTo("closed");
        for (Thread thread : threads) {
            thread.join();
        }
        assertThatThrownBy(loops::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void task_ofAThreadThatHasEnded_isRunAllTheSame() throws Exception {
        Loop loop = loops.next();
        loops.stop();
        threads.get(0).join();
        CountDownLatch run = new CountDownLatch(1);

        loop.execute(run::countDown);

        assertThat(run.getCount()).isZero();
    }

    private static Wire.Sent reporting(CompletableFuture<String> report) {
        return new Wire.Sent() {
            @Override
            public void sent() {
                report.complete("sent");
            }

            @Override
            public void failed() {
                report.complete("failed");
            }
        };
    }
}
