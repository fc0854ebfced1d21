package org.enfilade.junit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** HTTP long-polling: one GET after the other, and a POST for each packet. */
final class PollingLine implements ClientLine {
    private static final char SEPARATOR = '\u001e';
    private static final int OK = 200;

    private final HttpClient http;
    private final URI uri;
    private final Map<String, List<String>> headers;
    private final Receiver receiver;
    private final Duration timeout;
    // guarded by this
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private CompletableFuture<HttpResponse<String>> exchange;
    private CompletableFuture<?> polling = CompletableFuture.completedFuture(null);
    private boolean stopped;

    private PollingLine(
            HttpClient http, URI uri, Map<String, List<String>> headers, Duration timeout, Receiver receiver) {
        this.http = http;
        this.uri = uri;
        this.headers = headers;
        this.timeout = timeout;
        this.receiver = receiver;
    }

    /**
     * Opens a session.
     *
     * @throws RefusedHandshake if the server does not accept it
     * @throws java.util.concurrent.CompletionException if there is no answer
     */
    static PollingLine open(
            HttpClient http, URI uri, Map<String, List<String>> headers, Duration timeout, Receiver receiver) {
        PollingLine handshake = new PollingLine(http, uri, headers, timeout, receiver);
        HttpResponse<String> answer = handshake
                .send(handshake.request().GET())
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (answer.statusCode() != OK) {
            throw new RefusedHandshake(answer.statusCode(), answer.body());
        }
        String sid = ClientJson.parse(answer.body().split("" + SEPARATOR)[0].substring(1))
                .asJsonObject()
                .getString("sid");
        return new PollingLine(http, URI.create(uri + "&sid=" + sid), headers, timeout, receiver)
                .beginning(answer.body());
    }

    private PollingLine beginning(String payload) {
        deliver(payload);
        poll();
        return this;
    }

    /** Where a WebSocket is opened that this session changes to. */
    URI session() {
        return uri;
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request;
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private synchronized void poll() {
        if (!stopped) {
            exchange = send(request().GET());
            polling = exchange.handle(this::polled);
        }
    }

    private Void polled(HttpResponse<String> answer, Throwable failure) {
        if (failure == null && answer.statusCode() == OK) {
            deliver(answer.body());
            poll();
        } else {
            ended(failure == null ? answer.statusCode() : 0);
        }
        return null;
    }

    private void deliver(String payload) {
        for (String packet : payload.split("" + SEPARATOR)) {
            if (packet.startsWith("b")) {
                receiver.binary(Base64.getDecoder().decode(packet.substring(1)));
            } else if (!packet.isEmpty()) {
                receiver.text(packet);
            }
        }
    }

    private void ended(int status) {
        boolean own;
        synchronized (this) {
            own = stopped;
            stopped = true;
        }
        if (!own) {
            receiver.closed(status);
        }
    }

    @Override
    public synchronized void send(String packet, List<byte[]> attachments) {
        StringBuilder payload = new StringBuilder(packet);
        for (byte[] attachment : attachments) {
            payload.append(SEPARATOR).append('b').append(Base64.getEncoder().encodeToString(attachment));
        }
        HttpRequest.Builder post = request().POST(BodyPublishers.ofString(payload.toString()));
        sending = sending.thenCompose(before -> send(post)).thenAccept(answer -> {
            if (answer.statusCode() != OK) {
                ended(answer.statusCode());
            }
        });
    }

    @Override
    public synchronized void stopReading() {
        stopped = true;
    }

    /** Sends no further poll, and waits for the answer to the last one and to each packet. */
    void drain() {
        CompletableFuture<?> last;
        synchronized (this) {
            stopped = true;
            last = CompletableFuture.allOf(sending, polling);
        }
        last.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public synchronized void close() {
        send("1", List.of());
    }

    @Override
    public synchronized void abort() {
        stopped = true;
        if (exchange != null) {
            exchange.cancel(true);
        }
    }
}
