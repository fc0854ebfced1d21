package org.enfilade.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A raw client: Engine.IO 4 and Socket.IO 5 (text only) with the JDK's means, so that a test sees each packet. It
 * answers pings; every wait ends after {@link #PATIENCE}.
 */
final class SocketIOClient implements AutoCloseable, ClientLine.Receiver {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ClientTarget target;
    private final Map<Integer, CompletableFuture<List<JsonValue>>> acks = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<String>> joins = new ConcurrentHashMap<>();
    private final AtomicInteger ackIds = new AtomicInteger();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final CompletableFuture<JsonObject> open = new CompletableFuture<>();
    private final CompletableFuture<Void> probed = new CompletableFuture<>();
    private final Semaphore pings = new Semaphore(0);
    private volatile ClientLine line;
    // guarded by this
    private final List<ClientPacket> inbox = new ArrayList<>();

    private SocketIOClient(ClientTarget target) {
        this.target = target;
    }

    /** A server below this context root, at the default path. */
    static ClientTarget at(URI base) {
        return new ClientTarget(base, "socket.io/", Map.of());
    }

    static SocketIOClient open(ClientTarget target, Function<ClientLine.Receiver, ClientLine> opening) {
        SocketIOClient client = new SocketIOClient(target);
        client.line = opening.apply(client);
        await(client.open, "the handshake");
        return client;
    }

    static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    // --- the connection

    /** What the server has told in the handshake. */
    JsonObject handshake() {
        return open.join();
    }

    /** Changes from polling to WebSocket. */
    void upgrade() {
        PollingLine polling = (PollingLine) line;
        URI uri = URI.create(target.uri("websocket") + "&sid=" + polling.sid());
        WebSocketLine webSocket = WebSocketLine.open(ClientTarget.HTTP, uri, target.headers(), this);
        webSocket.send("2probe");
        await(probed, "the answer to the probe");
        polling.drain();
        webSocket.send("5");
        line = webSocket;
    }

    /** Polls no more; the server is not told. */
    void stopPolling() {
        ((PollingLine) line).stop();
    }

    /** Waits for the next ping, one that has not been waited for before. */
    void awaitPing() {
        try {
            if (!pings.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("no news in " + PATIENCE + ", awaiting a ping; end: " + end);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isOpen() {
        return !end.isDone();
    }

    /** Waits for the end; the code of the WebSocket, or the HTTP status that ended polling (200 for a close packet). */
    int awaitEnd() {
        return await(end, "the end of the connection");
    }

    @Override
    public void packet(String packet) {
        switch (packet.charAt(0)) {
            case '0' -> open.complete(json(packet.substring(1)).asJsonObject());
            case '1' -> ended(200);
            case '2' -> {
                line.send("3");
                pings.release();
            }
            case '3' -> probed.complete(null);
            case '4' -> received(ClientPacket.parse(packet.substring(1)));
            default -> {}
        }
    }

    private void received(ClientPacket packet) {
        switch (packet.type()) {
            case '0' ->
                joins.remove(packet.namespace())
                        .complete(packet.data().asJsonObject().getString("sid"));
            case '3' -> acks.remove(packet.ackId()).complete(packet.arguments());
            case '4' ->
                joins.remove(packet.namespace())
                        .completeExceptionally(new ConnectError(packet.data().asJsonObject()));
            default -> keep(packet);
        }
    }

    private synchronized void keep(ClientPacket packet) {
        inbox.add(packet);
        notifyAll();
    }

    @Override
    public void ended(int code) {
        end.complete(code);
        synchronized (this) {
            notifyAll();
        }
    }

    /** Drops the connection without a farewell. */
    @Override
    public void close() {
        line.abort();
    }

    // --- namespaces

    /** Joins a namespace, and returns the socket's id. */
    String connect(String namespace) {
        return connect(namespace, "");
    }

    /**
     * Joins a namespace, and returns the socket's id.
     *
     * @param auth the payload as JSON
     * @throws ConnectError if the server refuses
     */
    String connect(String namespace, String auth) {
        return await(connectLater(namespace, auth), "the answer to CONNECT");
    }

    /** Asks to join, and does not wait; fails with {@link ConnectError}. */
    CompletableFuture<String> connectLater(String namespace) {
        return connectLater(namespace, "");
    }

    private CompletableFuture<String> connectLater(String namespace, String auth) {
        CompletableFuture<String> joined = new CompletableFuture<>();
        joins.put(namespace, joined);
        line.send("40" + prefix(namespace) + auth);
        return joined;
    }

    /** Leaves a namespace. */
    void leave(String namespace) {
        line.send("41" + prefix(namespace));
    }

    private static String prefix(String namespace) {
        return namespace.equals("/") ? "" : namespace + ",";
    }

    // --- events

    void emit(String namespace, String event, Object... arguments) {
        line.send("42" + prefix(namespace) + array(event, arguments));
    }

    /** The acknowledgement's arguments. */
    CompletableFuture<List<JsonValue>> emitWithAck(String namespace, String event, Object... arguments) {
        int id = ackIds.incrementAndGet();
        CompletableFuture<List<JsonValue>> answer = new CompletableFuture<>();
        acks.put(id, answer);
        line.send("42" + prefix(namespace) + id + array(event, arguments));
        return answer;
    }

    /** Emits and waits for the acknowledgement's first argument, as a text. */
    String call(String namespace, String event, Object... arguments) {
        return call(PATIENCE, namespace, event, arguments);
    }

    /** The same, and not longer than that. */
    String call(Duration patience, String namespace, String event, Object... arguments) {
        List<JsonValue> answer =
                await(emitWithAck(namespace, event, arguments), "the acknowledgement of " + event, patience);
        JsonValue value = answer.get(0);
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    private static JsonArray array(String event, Object... arguments) {
        JsonArrayBuilder array = Json.createArrayBuilder().add(event);
        for (Object argument : arguments) {
            if (argument instanceof Number number) {
                array.add(number.longValue());
            } else if (argument instanceof JsonValue json) {
                array.add(json);
            } else {
                array.add(argument.toString());
            }
        }
        return array.build();
    }

    // --- waiting

    /** Waits for an event and takes it; events of other names stay. */
    ClientPacket awaitEvent(String namespace, String event) {
        return awaitPacket(event + " in " + namespace, is(namespace, event));
    }

    /** Takes an event if it has come already. */
    Optional<ClientPacket> takeEvent(String namespace, String event) {
        return take(is(namespace, event));
    }

    private static Predicate<ClientPacket> is(String namespace, String event) {
        return packet -> packet.namespace().equals(namespace) && packet.event().equals(event);
    }

    /** Waits for the server's DISCONNECT. */
    void awaitDisconnect(String namespace) {
        awaitPacket(
                "DISCONNECT",
                packet -> packet.type() == '1' && packet.namespace().equals(namespace));
    }

    private synchronized ClientPacket awaitPacket(String what, Predicate<ClientPacket> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<ClientPacket> found = take(wanted);
        while (found.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || end.isDone()) {
                String why = end.isDone() ? "closed (" + end.join() + ")" : "no news in " + PATIENCE;
                throw new AssertionError(why + ", awaiting " + what + "; there is " + inbox);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            found = take(wanted);
        }
        return found.get();
    }

    private synchronized Optional<ClientPacket> take(Predicate<ClientPacket> wanted) {
        for (Iterator<ClientPacket> packets = inbox.iterator(); packets.hasNext(); ) {
            ClientPacket packet = packets.next();
            if (wanted.test(packet)) {
                packets.remove();
                return Optional.of(packet);
            }
        }
        return Optional.empty();
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
            if (e.getCause() instanceof ConnectError refused) {
                throw refused;
            }
            throw new AssertionError("awaiting " + what, e);
        }
    }
}
