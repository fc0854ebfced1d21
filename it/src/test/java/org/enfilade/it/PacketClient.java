package org.enfilade.it;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One on a WebSocket that speaks packets as they are on the wire, for what other clients do by themselves. */
final class PacketClient implements AutoCloseable {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket webSocket;

    private PacketClient(ClientTarget target) {
        URI uri = URI.create(target.uri("websocket").toString().replaceFirst("^http", "ws"));
        WebSocket.Builder builder = ClientTarget.HTTP.newWebSocketBuilder();
        target.headers().forEach(builder::header);
        webSocket = SocketIOClient.await(builder.buildAsync(uri, new Reader()), "a WebSocket");
    }

    static PacketClient open(ClientTarget target) {
        PacketClient client = new PacketClient(target);
        client.next("0");
        return client;
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                received.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    void send(String packet) {
        SocketIOClient.await(webSocket.sendText(packet, true), "that a packet is sent");
    }

    /** Waits for the next packet that begins so, and forgets those before it; answers pings. */
    String next(String begin) {
        for (; ; ) {
            String packet = take();
            if (packet.equals("2")) {
                send("3");
            }
            if (packet.startsWith(begin)) {
                return packet.substring(begin.length());
            }
        }
    }

    private String take() {
        try {
            String packet = received.poll(SocketIOClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (packet == null) {
                throw new AssertionError("nothing came");
            }
            return packet;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Drops the connection without a farewell. */
    void drop() {
        webSocket.abort();
    }

    @Override
    public void close() {
        drop();
    }
}
