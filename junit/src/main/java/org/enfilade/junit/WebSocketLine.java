package org.enfilade.junit;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The client's WebSocket: whole messages in, whole messages out, in order. */
final class WebSocketLine implements WebSocket.Listener {
    /** Who receives; one call at a time. */
    interface Receiver {
        void text(String message);

        void binary(byte[] message);

        /** The end, once; 1006 if there was no close frame. */
        void closed(int code);
    }

    static final int NORMAL = 1000;

    private static final int ABNORMAL = 1006;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Receiver receiver;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private CompletableFuture<WebSocket> sending; // guarded by this
    private WebSocket opened; // guarded by this

    private WebSocketLine(Receiver receiver) {
        this.receiver = receiver;
    }

    /** @throws java.util.concurrent.CompletionException if the server does not accept it */
    static WebSocketLine open(URI uri, Map<String, List<String>> headers, Duration timeout, Receiver receiver) {
        WebSocketLine line = new WebSocketLine(receiver);
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        CompletableFuture<WebSocket> opened =
                builder.buildAsync(uri, line).orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (line) {
            line.sending = opened;
        }
        WebSocket socket = opened.join();
        synchronized (line) {
            line.opened = socket;
        }
        return line;
    }

    void send(String message, List<byte[]> attachments) {
        synchronized (this) {
            sending = sending.thenCompose(socket -> socket.sendText(message, true));
            for (byte[] attachment : attachments) {
                sending = sending.thenCompose(socket -> socket.sendBinary(ByteBuffer.wrap(attachment), true));
            }
        }
    }

    /** Says good-bye, and does not wait for an answer. */
    synchronized void close() {
        sending = sending.thenCompose(socket -> socket.sendClose(NORMAL, ""));
    }

    /** Drops the connection, if there still is one. */
    synchronized void abort() {
        opened.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            receiver.text(message);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.writeBytes(part);
        if (last) {
            byte[] message = bytes.toByteArray();
            bytes.reset();
            receiver.binary(message);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        receiver.closed(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        receiver.closed(ABNORMAL);
    }
}
