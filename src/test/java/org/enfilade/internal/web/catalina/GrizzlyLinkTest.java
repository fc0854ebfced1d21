package org.enfilade.internal.web.catalina;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.web.channel.ChannelConnection;
import org.enfilade.internal.web.channel.Loops;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.OwnWebSockets;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked of Grizzly by reflection, asked of Grizzly. */
@Timeout(60)
class GrizzlyLinkTest {
    private static final byte[] TEXT = {(byte) 0x81, (byte) 0x83, 0, 0, 0, 0, 'a', 'b', 'c'};
    private static final byte[] ECHO = {(byte) 0x81, 4, '4', 'a', 'b', 'c'};
    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

    private final HttpServer server = new HttpServer();
    private final NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
    private final Loops loops = new Loops(Thread::new, 1);
    private final FakeTicker ticker = new FakeTicker();
    private final ClosingSessions closing = new ClosingSessions(ticker);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CompletableFuture<GrizzlyLink> link = new CompletableFuture<>();
    private final CompletableFuture<Response> suspended = new CompletableFuture<>();

    @BeforeEach
    void start() throws IOException {
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(new Upgrading());
        server.start();
    }

    @AfterEach
    void stop() {
        loops.stop();
        server.shutdownNow();
    }

    /** Does what {@link GrizzlyWebSockets} does. */
    private final class Upgrading extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws Exception {
            GrizzlyLink own = new GrizzlyLink(request.getContext().getConnection());
            own.boundWrites();
            assertThat(own.isPlain()).isTrue();
            assertThat(own.isOpen()).isTrue();
            request.addAfterServiceListener(ended -> told.add("request ended"));
            response.suspend();
            response.setStatus(101);
            response.setHeader("Upgrade", "websocket");
            response.flush();
            assertThat(own.hasUnsent()).isFalse();
            ChannelConnection connection =
                    new ChannelConnection(own.channel(), own, loops.next(), new Echo(own), closing);
            own.whenClosed(() -> {
                told.add("connection ended");
                connection.closed();
            });
            int early = request.getInputStream().available();
            connection.begin(request.getInputStream().readNBytes(early));
            suspended.complete(response);
            link.complete(own);
        }
    }

    private final class Echo implements OwnWebSockets.Opening, Inbound, Wire.Sent {
        private final ClientLink link;
        private Wire wire;

        Echo(ClientLink link) {
            this.link = link;
        }

        @Override
        public Inbound open(Wire opened) {
            wire = opened;
            return this;
        }

        @Override
        public ClientLink link() {
            return link;
        }

        @Override
        public int maxMessage() {
            return 1_000;
        }

        @Override
        public Account newAccount() {
            return new Account(new Budget(1_000, ticker));
        }

        @Override
        public void reading(Runnable task) {
            task.run();
        }

        @Override
        public void readingAll(Runnable task) {
            task.run();
        }

        @Override
        public void text(String message) {
            wire.send(List.of(Message.of(message, List.of())), this);
        }

        @Override
        public void binary(byte[] message) {}

        @Override
        public void tooBig() {}

        @Override
        public void noRoom() {}

        @Override
        public void closed() {}

        @Override
        public void failed() {}

        @Override
        public void sent() {}
    }

    private Socket client(byte[] early) throws IOException {
        Socket client = new Socket("127.0.0.1", listener.getPort());
        ByteArrayOutputStream handshake = new ByteArrayOutputStream();
        handshake.writeBytes(UPGRADE.getBytes(StandardCharsets.US_ASCII));
        handshake.writeBytes(early);
        client.getOutputStream().write(handshake.toByteArray());
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) client.getInputStream().read());
        }
        assertThat(answer).startsWith("HTTP/1.1 101 ").doesNotContain("Transfer-Encoding");
        return client;
    }

    @Test
    void socketOfASuspendedRequest_isOurs() throws Exception {
        try (Socket client = client(new byte[0])) {
            InputStream in = client.getInputStream();
            for (int i = 0; i < 3; i++) {
                client.getOutputStream().write(TEXT);
                assertThat(in.readNBytes(ECHO.length)).isEqualTo(ECHO);
            }
        }
    }

    @Test
    void whatComesWithTheHandshake_isRead() throws Exception {
        try (Socket client = client(TEXT)) {
            assertThat(client.getInputStream().readNBytes(ECHO.length)).isEqualTo(ECHO);
            client.getOutputStream().write(TEXT);
            assertThat(client.getInputStream().readNBytes(ECHO.length)).isEqualTo(ECHO);
        }
    }

    @Test
    void endByTheClient_isTold_andTheRequestEndsWhenItIsResumed() throws Exception {
        client(new byte[0]).close();

        assertThat(told.take()).isEqualTo("connection ended");
        assertThat(link.join().isOpen()).isFalse();
        suspended.join().resume();
        assertThat(told.take()).isEqualTo("request ended");
    }

    @Test
    void drop_endsTheConnection_once() throws Exception {
        try (Socket client = client(new byte[0])) {
            link.join().drop();
            link.join().drop();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(told).containsExactly("connection ended");
        BlockingQueue<String> late = new LinkedBlockingQueue<>();
        link.join().whenClosed(() -> late.add("has ended"));
        assertThat(late).containsExactly("has ended");
    }
}
