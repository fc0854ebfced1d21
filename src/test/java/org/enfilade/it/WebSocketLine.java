package org.enfilade.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A WebSocket. */
final class WebSocketLine implements ClientLine, WebSocket.Listener {
    private final Receiver receiver;
    private final StringBuilder message = new StringBuilder();
    private WebSocket webSocket;
    // guarded by this
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

    private WebSocketLine(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Opens it, which may be refused. */
    static WebSocketLine open(HttpClient http, URI uri, Map<String, String> headers, Receiver receiver) {
        WebSocketLine line = new WebSocketLine(receiver);
        WebSocket.Builder builder = http.newWebSocketBuilder();
        headers.forEach(builder::header);
        URI address = URI.create("ws" + uri.toString().substring("http".length()));
        try {
            line.webSocket = builder.buildAsync(address, line)
                    .orTimeout(SocketIOClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            return line;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                Object body = refused.getResponse().body();
                throw new RefusedHandshake(refused.getResponse().statusCode(), String.valueOf(body));
            }
            throw e;
        }
    }

    @Override
    public synchronized void send(String packet) {
        lastSend = lastSend.thenCompose(before -> webSocket.sendText(packet, true));
    }

    @Override
    public void abort() {
        webSocket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            String packet = message.toString();
            message.setLength(0);
            receiver.packet(packet);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        receiver.ended(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        receiver.ended(1006);
    }
}
