package org.enfilade.junit;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A Socket.IO client for tests: one WebSocket, or long-polling that may change to one, and any number of namespaces.
 * It does what it is told and no more: it does not reconnect, and it never waits for longer than its
 * {@linkplain #timeout timeout}, after which it says what did arrive. It is opened by {@link #open} or the first
 * {@link #connect}; until then it can be given headers and parameters. It answers pings by itself.
 *
 * <p>It works with every Socket.IO server of version 4, also where it is deployed:
 * {@code SocketIOTestClient.of(URI.create("http://localhost:8080/shop/socket.io/"))}. {@link EnfiladeTest} closes those
 * that it gives to tests.
 *
 * <p>It may be used from any thread. {@code AssertionError}s are failures of the test; {@code IllegalStateException}s
 * are mistakes in it.
 */
public final class SocketIOTestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;
    private final Callers callers;
    private final Consumer<SocketIOTestClient> closing;
    private final ClientJson json = new ClientJson();
    private final Map<String, List<String>> headers = new LinkedHashMap<>(); // guarded by this
    private final StringBuilder query = new StringBuilder(); // guarded by this
    private final Map<String, TestSocket> sockets = new HashMap<>(); // guarded by this
    private final Map<String, ClientPacket> answers = new HashMap<>(); // to CONNECT, guarded by this
    private final List<byte[]> attachments = new ArrayList<>(); // guarded by this
    private ClientPacket incomplete; // guarded by this
    private JsonValue handshake; // guarded by this
    private CompletableFuture<Void> opening; // from the first attempt on, unless it has failed; guarded by this
    private boolean polls; // guarded by this
    private ClientLine line; // guarded by this
    private boolean probed; // guarded by this
    private int pings; // that nobody has waited for; guarded by this
    private int closeCode = -1; // guarded by this
    private Duration timeout = PATIENCE; // guarded by this

    /** Tells the server who a client is. */
    interface Callers {
        /** The value of the header {@link TestCallers#HEADER}. */
        String tokenFor(String name, String... roles);
    }

    SocketIOTestClient(URI endpoint, Callers callers, Consumer<SocketIOTestClient> closing) {
        this.endpoint = endpoint;
        this.callers = callers;
        this.closing = closing;
    }

    /**
     * A client of any server.
     *
     * @param endpoint {@code http} or {@code https}, with the path of Socket.IO, usually {@code …/socket.io/}
     */
    public static SocketIOTestClient of(URI endpoint) {
        return new SocketIOTestClient(
                endpoint,
                (name, roles) -> {
                    throw new IllegalStateException(
                            "only the server of @EnfiladeTest takes a test's word for who its client is;"
                                    + " log in to " + endpoint + " as its users do, by header(…) for example");
                },
                client -> {});
    }

    /**
     * Adds a header to the handshake, such as {@code Origin} or {@code Cookie}.
     *
     * @return this
     * @throws IllegalStateException if it has been opened already
     */
    public synchronized SocketIOTestClient header(String name, String value) {
        checkNotOpened();
        headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        return this;
    }

    /**
     * Connects as somebody who is logged in to the web application: {@code handshake().principal()} has the name, and
     * {@code isUserInRole} and {@code @RolesAllowed} go by the roles. Only clients that {@link EnfiladeTest} gives, or
     * {@link EmbeddedServer#client()}, can do that.
     *
     * @return this
     * @throws IllegalStateException if it has been opened already, or is the client of another server
     */
    public SocketIOTestClient as(String name, String... roles) {
        return header(TestCallers.HEADER, callers.tokenFor(name, roles));
    }

    /**
     * Adds a parameter to the query of the handshake.
     *
     * @return this
     * @throws IllegalStateException if it has been opened already
     */
    public synchronized SocketIOTestClient query(String name, String value) {
        checkNotOpened();
        query.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        return this;
    }

    /**
     * Opens the connection by HTTP long-polling instead of a WebSocket.
     *
     * @return this
     * @throws IllegalStateException if it has been opened already
     */
    public synchronized SocketIOTestClient polling() {
        checkNotOpened();
        polls = true;
        return this;
    }

    private void checkNotOpened() {
        if (opening != null) {
            throw new IllegalStateException("the client has been opened already");
        }
    }

    /**
     * Sets how long each wait may take; 5 s unless it is called.
     *
     * @return this
     */
    public synchronized SocketIOTestClient timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    /**
     * Opens the connection, which {@link #connect} does otherwise. Has no effect if it is open.
     *
     * @return this
     * @throws AssertionError if the server refuses, or nothing is heard
     */
    public SocketIOTestClient open() {
        try {
            openLine();
        } catch (RefusedHandshake e) {
            throw new AssertionError("the server has refused the handshake: " + e.getMessage(), e);
        }
        return this;
    }

    // --- namespaces

    /**
     * Joins a namespace without an auth payload, and waits until the server has let it in.
     *
     * @throws AssertionError if it is refused, or nothing is heard
     */
    public TestSocket connect(String namespace) {
        return connect(namespace, null);
    }

    /**
     * Joins a namespace, and waits until the server has let it in.
     *
     * @param auth what {@code handshake().auth()} has, written by JSON-B as an object; null for none
     * @throws AssertionError if it is refused, or nothing is heard
     */
    public TestSocket connect(String namespace, Object auth) {
        ClientPacket answer = join(namespace, auth);
        if (answer.type() == '4') {
            throw new AssertionError("the server has refused " + namespace + ": " + answer.data());
        }
        synchronized (this) {
            return sockets.get(namespace);
        }
    }

    /** The same as {@link #refused(String, Object)} without an auth payload. */
    public Refusal refused(String namespace) {
        return refused(namespace, null);
    }

    /**
     * Tries to join a namespace that the server refuses.
     *
     * @param auth what {@code handshake().auth()} has, written by JSON-B as an object; null for none
     * @throws AssertionError if it is let in, or nothing is heard
     */
    public Refusal refused(String namespace, Object auth) {
        ClientPacket answer = join(namespace, auth);
        if (answer.type() == '0') {
            throw new AssertionError("the server has let the client in to " + namespace);
        }
        return Refusal.of(answer.data().asJsonObject());
    }

    /**
     * Tries to open a connection that the server refuses before there is any namespace.
     *
     * @throws AssertionError if it is opened, or nothing is heard
     */
    public HandshakeRefusal refusedHandshake() {
        try {
            openLine();
        } catch (RefusedHandshake e) {
            return e.refusal();
        }
        throw new AssertionError("the server has accepted the handshake");
    }

    private ClientPacket join(String namespace, Object auth) {
        open();
        synchronized (this) {
            TestSocket before = sockets.get(namespace);
            if (before != null && before.isConnected()) {
                throw new IllegalStateException("the client is in " + namespace + " already");
            }
            answers.remove(namespace);
            sendPacket('0', namespace, auth == null ? "" : json.write(auth, new ArrayList<>()), List.of());
            ClientPacket answer = await("the answer of " + namespace, () -> answers.get(namespace), () -> "");
            answers.remove(namespace);
            return answer;
        }
    }

    /** Opens the connection, or waits for the thread that does. */
    private void openLine() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others;
        synchronized (this) {
            others = opening;
            if (others == null) {
                if (closeCode >= 0) {
                    throw new IllegalStateException("the client has been closed");
                }
                opening = mine;
            }
        }
        try {
            if (others == null) {
                open(mine);
            } else {
                others.join();
            }
        } catch (CompletionException e) {
            if (e.getCause() instanceof RefusedHandshake refused) {
                throw refused;
            }
            throw unreachable(e);
        }
        await("the handshake", () -> handshake, () -> "");
    }

    /** Not synchronized: what comes in needs the lock. */
    private void open(CompletableFuture<Void> done) {
        try {
            boolean byPolling;
            URI uri;
            Duration longest;
            synchronized (this) {
                byPolling = polls;
                uri = URI.create(endpoint + "?EIO=4&transport=" + (polls ? "polling" : "websocket") + query);
                longest = timeout;
            }
            // Nobody adds headers from here on.
            ClientLine opened = byPolling
                    ? PollingLine.open(HTTP, uri, headers, longest, new Incoming())
                    : WebSocketLine.open(HTTP, webSocket(uri), headers, longest, new Incoming());
            synchronized (this) {
                line = opened;
                if (closeCode >= 0) {
                    opened.abort();
                }
            }
            done.complete(null);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                opening = null;
            }
            done.completeExceptionally(e);
            throw e;
        }
    }

    private static URI webSocket(URI uri) {
        return URI.create(uri.toString().replaceFirst("^http", "ws"));
    }

    private AssertionError unreachable(CompletionException failure) {
        return new AssertionError("no connection to " + endpoint, failure.getCause());
    }

    // --- the connection

    /**
     * What the server has told when the connection was opened: {@code sid}, {@code pingInterval}, {@code maxPayload}, …
     */
    public synchronized JsonValue handshake() {
        if (handshake == null) {
            throw new IllegalStateException("the client has not been opened");
        }
        return handshake;
    }

    /**
     * Changes from polling to a WebSocket, as other clients do by themselves, and waits until it has. Events keep
     * their order.
     *
     * @throws IllegalStateException if it is not open, or does not poll
     * @throws AssertionError if the server does not let it
     */
    public void upgrade() {
        PollingLine before;
        Duration longest;
        synchronized (this) {
            if (!isOpen() || !(line instanceof PollingLine)) {
                throw new IllegalStateException("the client does not poll");
            }
            before = (PollingLine) line;
            longest = timeout;
        }
        URI uri = URI.create(before.session().toString().replaceFirst("transport=polling", "transport=websocket"));
        ClientLine after;
        try {
            after = WebSocketLine.open(HTTP, webSocket(uri), headers, longest, new Incoming());
            after.send("2probe", List.of());
            await("the answer to the probe", () -> probed ? true : null, () -> "");
            before.drain();
        } catch (RefusedHandshake e) {
            throw new AssertionError("the server has refused the upgrade: " + e.getMessage(), e);
        } catch (CompletionException e) {
            throw unreachable(e);
        }
        synchronized (this) {
            after.send("5", List.of());
            line = after;
        }
    }

    /** Whether it has been opened, and neither side has ended it. */
    public synchronized boolean isOpen() {
        return line != null && closeCode < 0;
    }

    /**
     * Waits for the next ping of the server, one that it has not waited for before. The client answers them all.
     *
     * @throws AssertionError if none comes
     */
    public synchronized void pinged() {
        await("a ping", () -> pings > 0 ? true : null, () -> "");
        pings--;
    }

    /** Reads no more, as a client does that hangs; the server is not told. Has no effect before it is opened. */
    public synchronized void stopReading() {
        if (line != null) {
            line.stopReading();
        }
    }

    /** Drops the connection without a farewell, as a network does that fails. Otherwise the same as {@link #close}. */
    public void abort() {
        synchronized (this) {
            if (line != null && closeCode < 0) {
                line.abort();
            }
            end(ClientLine.NORMAL);
        }
        closing.accept(this);
    }

    /**
     * Waits until the server has closed the connection.
     *
     * @return the WebSocket's code, 1006 if there was no farewell; the HTTP status that ended polling; 1000 for a close
     *     packet
     * @throws AssertionError if it does not
     */
    public synchronized int closed() {
        return await("the end of the connection", () -> closeCode < 0 ? null : closeCode, () -> "");
    }

    /**
     * Closes the connection as a browser's page does that is left, and waits a second at most until the server knows.
     * Whoever waits for an event fails. Has no effect if it is closed.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (line != null && closeCode < 0) {
                line.close();
                waitForFarewell();
            }
            end(ClientLine.NORMAL);
        }
        closing.accept(this);
    }

    private void waitForFarewell() {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        try {
            for (long left = FAREWELL.toNanos(); closeCode < 0 && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.abort();
    }

    private synchronized void end(int code) {
        if (closeCode < 0) {
            closeCode = code;
            sockets.values().forEach(TestSocket::lineEnded);
        }
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closeCode >= 0;
    }

    /** Sends an Engine.IO packet as it is. */
    synchronized void sendRaw(String packet, List<byte[]> binary) {
        if (line == null || closeCode >= 0) {
            throw new IllegalStateException("the connection is not open");
        }
        line.send(packet, binary);
    }

    synchronized void sendPacket(char type, String namespace, String rest, List<byte[]> binary) {
        String count = binary.isEmpty() ? "" : binary.size() + "-";
        sendRaw("4" + type + count + ClientPacket.prefix(namespace) + rest, binary);
    }

    ClientJson json() {
        return json;
    }

    /**
     * Waits until there is something.
     *
     * @param instead tells what else there is, for the message
     */
    synchronized <T> T await(String what, Supplier<T> found, Supplier<String> instead) {
        long deadline = System.nanoTime() + timeout.toNanos();
        T value = found.get();
        while (value == null) {
            long left = deadline - System.nanoTime();
            if (closeCode >= 0) {
                throw new AssertionError(
                        "the connection has been closed (" + closeCode + "), awaiting " + what + instead.get());
            }
            if (left <= 0) {
                throw new AssertionError("nothing came within " + timeout + ", awaiting " + what + instead.get());
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted, awaiting " + what, e);
            }
            value = found.get();
        }
        return value;
    }

    private final class Incoming implements ClientLine.Receiver {
        @Override
        public void text(String message) {
            synchronized (SocketIOTestClient.this) {
                if (closeCode >= 0) {
                    return;
                }
                switch (message.charAt(0)) {
                    case '0' -> handshake = ClientJson.parse(message.substring(1));
                    case '1' -> end(ClientLine.NORMAL);
                    case '2' -> {
                        line.send("3" + message.substring(1), List.of());
                        pings++;
                    }
                    case '3' -> probed = true;
                    case '4' -> begin(ClientPacket.parse(message.substring(1)));
                    default -> {
                        // A noop.
                    }
                }
                SocketIOTestClient.this.notifyAll();
            }
        }

        @Override
        public void binary(byte[] message) {
            synchronized (SocketIOTestClient.this) {
                if (closeCode >= 0) {
                    return;
                }
                if (incomplete == null) {
                    throw new IllegalStateException("binary that no packet has announced");
                }
                attachments.add(message);
                completeIfDone();
                SocketIOTestClient.this.notifyAll();
            }
        }

        @Override
        public void closed(int code) {
            end(code);
        }
    }

    private void begin(ClientPacket packet) {
        incomplete = packet;
        attachments.clear();
        completeIfDone();
    }

    private void completeIfDone() {
        if (attachments.size() == incomplete.attachments()) {
            ClientPacket packet = incomplete;
            incomplete = null;
            received(packet, List.copyOf(attachments));
        }
    }

    private void received(ClientPacket packet, List<byte[]> binary) {
        String namespace = packet.namespace();
        TestSocket socket = sockets.get(namespace);
        switch (packet.type()) {
            case '0' -> {
                sockets.put(
                        namespace,
                        new TestSocket(
                                this, namespace, packet.data().asJsonObject().getString("sid")));
                answers.put(namespace, packet);
            }
            case '4' -> answers.put(namespace, packet);
            case '1' -> {
                // None if the server has dismissed it before it had let it in.
                if (socket != null) {
                    socket.dismissed();
                }
            }
            case '2', '5' -> {
                JsonArray data = packet.data().asJsonArray();
                socket.event(packet.ackId(), data.getString(0), data.subList(1, data.size()), binary);
            }
            case '3', '6' -> socket.acknowledged(packet.ackId(), packet.data().asJsonArray(), binary);
            default -> throw new IllegalStateException("a packet of an unknown type: " + packet);
        }
    }
}
