package org.enfilade.junit;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A WebSocket. */
final class WebSocketLine implements ClientLine, WebSocket.Listener {
    private static final int ABNORMAL = 1006;

    private final Receiver receiver;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean deaf;
    private CompletableFuture<WebSocket> sending; // guarded by this
    private WebSocket opened; // guarded by this

    private WebSocketLine(Receiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Opens it.
     *
     * @param uri {@code ws} or {@code wss}
     * @throws RefusedHandshake if the server does not accept it
     * @throws CompletionException if there is no answer
     */
    static WebSocketLine open(
            HttpClient http, URI uri, Map<String, List<String>> headers, Duration timeout, Receiver receiver) {
        WebSocketLine line = new WebSocketLine(receiver);
        WebSocket.Builder builder = http.newWebSocketBuilder();
        headers.forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        CompletableFuture<WebSocket> opened =
                builder.buildAsync(uri, line).orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (line) {
            line.sending = opened;
        }
        WebSocket socket = joined(opened);
        synchronized (line) {
            line.opened = socket;
        }
        return line;
    }

    private static WebSocket joined(CompletableFuture<WebSocket> opened) {
        try {
            return opened.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new RefusedHandshake(
                        refused.getResponse().statusCode(),
                        refused.getResponse().body());
            }
            throw e;
        }
    }

    @Override
    public void send(String message, List<byte[]> attachments) {
        synchronized (this) {
            sending = sending.thenCompose(socket -> socket.sendText(message, true));
            for (byte[] attachment : attachments) {
                sending = sending.thenCompose(socket -> socket.sendBinary(ByteBuffer.wrap(attachment), true));
            }
        }
    }

    @Override
    public void stopReading() {
        deaf = true;
    }

    @Override
    public synchronized void close() {
        sending = sending.thenCompose(socket -> socket.sendClose(NORMAL, ""));
    }

    @Override
    public synchronized void abort() {
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
        readOn(socket);
        return null;
    }

    private void readOn(WebSocket socket) {
        if (!deaf) {
            socket.request(1);
        }
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
        readOn(socket);
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
