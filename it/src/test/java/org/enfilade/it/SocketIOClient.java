package org.enfilade.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.enfilade.junit.Received;
import org.enfilade.junit.Refusal;
import org.enfilade.junit.SocketIOTestClient;
import org.enfilade.junit.TestSocket;

/** An open {@link SocketIOTestClient} that is asked by the names of namespaces, and waits for a busy machine. */
final class SocketIOClient implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SocketIOTestClient client;
    private final Map<String, TestSocket> sockets = new ConcurrentHashMap<>();

    SocketIOClient(SocketIOTestClient client) {
        this.client = client;
    }

    /** A server below this context root, at the default path. */
    static ClientTarget at(URI base) {
        return new ClientTarget(base, "socket.io/", Map.of());
    }

    static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    // --- the connection

    /** What the server has told in the handshake. */
    JsonObject handshake() {
        return client.handshake().asJsonObject();
    }

    /** Changes from polling to WebSocket. */
    void upgrade() {
        client.upgrade();
    }

    /** Reads no more; the server is not told. */
    void stopReading() {
        client.stopReading();
    }

    /** Waits for the next ping, one that has not been waited for before. */
    void awaitPing() {
        client.pinged();
    }

    boolean isOpen() {
        return client.isOpen();
    }

    /** Waits for the end; the code of the WebSocket, or the HTTP status that ended polling. */
    int awaitEnd() {
        return client.closed();
    }

    /** Drops the connection without a farewell. */
    @Override
    public void close() {
        client.abort();
    }

    // --- namespaces

    /** Joins a namespace, and returns the socket's id. */
    String connect(String namespace) {
        return joined(client.connect(namespace));
    }

    /**
     * Joins a namespace, and returns the socket's id.
     *
     * @param auth the payload as JSON
     */
    String connect(String namespace, String auth) {
        return joined(client.connect(namespace, json(auth)));
    }

    private String joined(TestSocket socket) {
        sockets.put(socket.namespace(), socket);
        return socket.id();
    }

    /** Asks to join, and is refused. */
    Refusal refused(String namespace) {
        return client.refused(namespace);
    }

    /** Asks to join, and does not wait. */
    CompletableFuture<String> connectLater(String namespace) {
        return later(() -> connect(namespace));
    }

    /** The same on a thread of its own. */
    static <T> CompletableFuture<T> later(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, task -> {
            Thread thread = new Thread(task, "later");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Leaves a namespace. */
    void leave(String namespace) {
        in(namespace).disconnect();
    }

    private TestSocket in(String namespace) {
        TestSocket socket = sockets.get(namespace);
        if (socket == null) {
            throw new IllegalStateException("the client has not joined " + namespace);
        }
        return socket;
    }

    // --- events

    void emit(String namespace, String event, Object... arguments) {
        in(namespace).emit(event, arguments);
    }

    /** The acknowledgement. */
    CompletableFuture<Received> emitWithAck(String namespace, String event, Object... arguments) {
        return in(namespace).emitWithAck(event, arguments);
    }

    /** Emits and waits for the acknowledgement's first argument, as a text. */
    String call(String namespace, String event, Object... arguments) {
        return in(namespace).call(event, arguments).text(0);
    }

    /** The same, and not longer than that. */
    String call(Duration patience, String namespace, String event, Object... arguments) {
        return await(emitWithAck(namespace, event, arguments), "the acknowledgement of " + event, patience)
                .text(0);
    }

    // --- waiting

    /** Waits for an event and takes it; events of other names stay. */
    Received awaitEvent(String namespace, String event) {
        return in(namespace).next(event);
    }

    /** Takes an event if it has come already. */
    Optional<Received> takeEvent(String namespace, String event) {
        boolean come = in(namespace).received().stream()
                .anyMatch(received -> received.name().equals(event));
        return come ? Optional.of(awaitEvent(namespace, event)) : Optional.empty();
    }

    /** Waits until the server, or the end of the connection, has ended the socket. */
    void awaitDisconnect(String namespace) {
        in(namespace).disconnected();
    }

    static <T> T await(CompletableFuture<T> future, String what) {
        return await(future, what, PATIENCE);
    }

    static <T> T await(CompletableFuture<T> future, String what, Duration patience) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no news in " + patience + ", awaiting " + what, e);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("awaiting " + what, e);
        }
    }
}
