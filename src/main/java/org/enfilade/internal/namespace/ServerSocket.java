package org.enfilade.internal.namespace;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.Connection;
import org.enfilade.DisconnectReason;
import org.enfilade.Emitter;
import org.enfilade.Handshake;
import org.enfilade.Namespace;
import org.enfilade.Socket;
import org.enfilade.SocketEventListener;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.PacketEncoder;

/**
 * One client in one namespace. It begins as pending, while middleware runs; is then admitted or refused; and leaves
 * once.
 *
 * <p>What the application does runs in the {@link Mailbox}. Locks are taken in the order socket, room index, session.
 */
final class ServerSocket implements Socket, SocketEmitter.Target, EventAck.Sender {
    private enum State {
        PENDING,
        /** In its rooms; the other nodes are being told. */
        ANNOUNCED,
        /**
         * Its events are welcome; what is sent to it waits, until CONNECT has been sent or the other nodes know of its
         * rooms.
         */
        HOLDING,
        CONNECTED,
        LEFT
    }

    private final String id;
    private final Core core;
    private final LocalNamespace namespace;
    private final SocketConnection connection;
    private final NamespaceHandshake handshake;
    private final Mailbox mailbox;
    private final MailboxExecutor executor;
    private final EventIntake events;
    private final PendingAcks acks = new PendingAcks();
    private volatile Map<String, Object> data;
    private volatile State state = State.PENDING;
    // guarded by this
    private final HeldBack heldBack;
    /** The rooms while the socket is pending, and again while the disconnecting handlers run. */
    private Set<String> ownRooms = Set.of();
    /** Whether nothing is held back for joins any more. */
    private boolean hurries;
    /** Whether a thread sends what was held back, and CONNECT before it. */
    private boolean releasing;
    /** DISCONNECT, when it may not overtake these. */
    private Message farewell;

    private volatile Expiry expiry;

    ServerSocket(Core core, LocalNamespace namespace, SocketConnection connection, NamespaceHandshake handshake) {
        this.core = core;
        this.id = core.newId();
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.executor = core.mailboxes();
        this.heldBack = new HeldBack(core.options(), core.budget());
        this.mailbox = new Mailbox(
                executor,
                connection.caller().identity(),
                () -> connection.abort(Reproach.of("its caller cannot be put on a thread")));
        this.events = new EventIntake(
                this,
                namespace.handler(),
                core.binding(),
                mailbox,
                connection.inbox(),
                ackId -> new EventAck(this, ackId),
                core.options().developmentMode());
    }

    // --- joining

    /**
     * Runs the middleware, and joins or not. Whatever goes wrong, the client gets an answer, or its connection ends.
     * Where the application has nothing to say the client need not wait for a thread: all of them may be busy with
     * handlers that block.
     */
    void begin() {
        admitting(() -> {
            if (namespace.handler().admitsAtOnce()) {
                executor.runOnReader(() -> settle(null));
            } else {
                next(() -> admission().whenComplete((ok, refusal) -> next(() -> settle(refusal))));
            }
        });
    }

    /** A step of the admission that may be the application's. */
    private void next(Runnable step) {
        if (!mailbox.add(() -> admitting(step))) {
            connection.abort(Reproach.of("no thread could be had for its admission to " + namespace.name()));
        }
    }

    private CompletionStage<?> admission() {
        try {
            return Objects.requireNonNull(namespace.handler().admit(this), "no stage");
        } catch (RuntimeException | Error e) {
            Log.error("The middleware of " + namespace.name() + " could not be run", e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private void settle(Throwable refusal) {
        connection.settled();
        admitting(() -> {
            if (refusal == null) {
                join();
            } else {
                refuse(refusal);
            }
        });
    }

    /** A step of the admission; one that fails would leave the client without an answer. */
    private void admitting(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            Log.error("A socket could not be admitted to " + namespace.name(), e);
            connection.abort(Reproach.of("it could not be admitted to " + namespace.name()));
        }
    }

    /** What other nodes emit once the client knows that it has joined shall reach it: so they are told first. */
    private void join() {
        synchronized (this) {
            if (state != State.PENDING) {
                return;
            }
            state = State.ANNOUNCED;
            namespace.add(this, ownRooms);
            ownRooms = Set.of();
        }
        var settled = namespace.settled().toCompletableFuture();
        if (settled.isDone()) {
            joined();
        } else {
            settled.whenComplete((known, failure) -> admitting(this::joinedElsewhere));
        }
    }

    /** The other nodes know; this may be a thread of the bus. */
    private void joinedElsewhere() {
        if (namespace.handler().admitsAtOnce()) {
            executor.runOnReader(() -> admitting(this::joined));
        } else {
            next(this::joined);
        }
    }

    private void joined() {
        synchronized (this) {
            if (state != State.ANNOUNCED) {
                return;
            }
            state = State.HOLDING;
            releasing = true;
        }
        connection.send(Message.of(PacketEncoder.connect(namespace.name(), id), List.of()));
        release();
        connection.joined();
        if (!namespace.handler().admitsAtOnce()) {
            namespace.handler().connected(this);
        }
    }

    /**
     * Sends what was held back, in its order; of one thread at a time. What is sent meanwhile is held back too, and
     * follows.
     */
    private void release() {
        List<Message> next;
        while (!(next = nextHeld()).isEmpty()) {
            next.forEach(connection::send);
        }
    }

    private synchronized List<Message> nextHeld() {
        if (state == State.HOLDING) {
            List<Message> held = hurries ? heldBack.takeAll() : heldBack.takeFree();
            if (!held.isEmpty()) {
                return held;
            }
            if (hurries || !heldBack.isFenced()) {
                state = State.CONNECTED;
            }
        }
        releasing = false;
        Message last = farewell;
        farewell = null;
        return last == null ? List.of() : List.of(last);
    }

    /** Sends the last packet of this socket, which comes after all that is held back. */
    void sendLast(Message message) {
        boolean isHolding;
        synchronized (this) {
            isHolding = state == State.HOLDING;
            if (isHolding) {
                farewell = message;
            }
        }
        if (isHolding) {
            flush();
        } else {
            connection.send(message);
        }
    }

    /** Sends what is held back though the other nodes do not know of all joins: the connection ends. */
    void flush() {
        synchronized (this) {
            if (state != State.HOLDING) {
                return;
            }
            hurries = true;
            if (releasing) {
                return;
            }
            releasing = true;
        }
        release();
    }

    private void refuse(Throwable refusal) {
        synchronized (this) {
            if (state != State.PENDING) {
                return;
            }
            state = State.LEFT;
            heldBack.takeAll();
            ownRooms = Set.of();
        }
        stopExpiry();
        acks.close();
        namespace.release();
        connection.forget(handshake);
        connection.refuse(this, refusal);
    }

    /** Whether the client may send events and acknowledgements. */
    boolean isOpenToClient() {
        State now = state;
        return now == State.HOLDING || now == State.CONNECTED;
    }

    // --- receiving

    /** Takes an event from the client; {@code false} if too many wait already. */
    boolean receive(Packet.Event packet) {
        return events.receive(packet);
    }

    /** Runs something of the application after the events that have come so far, unless the socket has left by then. */
    void inOrder(Runnable task) {
        events.inOrder(task);
    }

    /**
     * Takes an acknowledgement from the client, one that nobody waits for is ignored; {@code false} if too much waits
     * already.
     */
    boolean receive(Packet.Ack packet) {
        PendingAcks.Waiting waiting = acks.remove(packet.ackId());
        return waiting == null
                || waiting.answered(
                        new JsonArguments(binding(), packet.arguments(), packet.attachments(), true), packet.length());
    }

    // --- sending

    @Override
    public JsonBinding binding() {
        return core.binding();
    }

    PendingAcks acks() {
        return acks;
    }

    /** Sends, or keeps back until CONNECT has been sent. */
    @Override
    public void deliver(Message message, boolean bestEffort) {
        boolean isTooMuch = false;
        if (state != State.CONNECTED) {
            synchronized (this) {
                if (state == State.LEFT) {
                    return;
                }
                if (state != State.CONNECTED) {
                    if (bestEffort || hold(message)) {
                        return;
                    }
                    isTooMuch = true;
                }
            }
        }
        if (isTooMuch) {
            connection.abort(new Reproach(
                    "more was sent to a socket that has not joined than its outbox holds",
                    "outboxMaxBytes and outboxMaxPackets"));
        } else if (bestEffort) {
            connection.sendBestEffort(message);
        } else {
            connection.send(message);
        }
    }

    /**
     * Whether there is room for it. Middleware that emits too much hears of it; a broadcast, which meets other sockets
     * too, does not.
     */
    private boolean hold(Message message) {
        boolean hasRoom = heldBack.add(message);
        if (!hasRoom && state == State.PENDING) {
            throw new IllegalStateException("too many events emitted to a socket that has not joined yet");
        }
        return hasRoom;
    }

    /** Sends one emission to this socket; the outgoing catch-all sees it first. */
    private void send(Emission emission, long ackId, boolean bestEffort) {
        namespace.announce(this, emission, ackId != Packet.NO_ID);
        deliver(emission.message(namespace.name(), ackId), bestEffort);
    }

    @Override
    public void emit(String event, Object... args) {
        emit(false, event, args);
    }

    @Override
    public void emit(boolean bestEffort, String event, Object... args) {
        send(Emission.of(binding(), event, args), Packet.NO_ID, bestEffort);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object... args) {
        return emitWithAck(null, false, event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(Duration timeout, boolean bestEffort, String event, Object... args) {
        Emission emission = Emission.of(binding(), event, args);
        namespace.announce(this, emission, true);
        return AckParts.only(namespace.collect(emission, List.of(this), timeout, bestEffort));
    }

    @Override
    public Emitter bestEffort() {
        return new SocketEmitter(this, true, null);
    }

    @Override
    public Emitter compress(boolean compress) {
        return this;
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return new SocketEmitter(this, false, Objects.requireNonNull(timeout));
    }

    @Override
    public Broadcast broadcast() {
        return namespace.except(id);
    }

    // --- rooms

    @Override
    public synchronized Set<String> rooms() {
        return switch (state) {
            case PENDING, LEFT -> Set.copyOf(ownRooms);
            case ANNOUNCED, HOLDING, CONNECTED -> namespace.rooms().rooms(id);
        };
    }

    @Override
    public CompletionStage<Void> join(String... rooms) {
        enter(rooms);
        CompletionStage<Void> told = namespace.settled();
        holdUntil(told);
        return core.onOwnThread(told);
    }

    /** Joins all of these rooms or none on this node, without a word to the others. */
    void enter(String... rooms) {
        int max = core.options().maxRoomsPerSocket();
        boolean joined;
        synchronized (this) {
            if (state == State.LEFT) {
                return;
            }
            if (state == State.PENDING) {
                Set<String> wanted = new LinkedHashSet<>(ownRooms);
                wanted.addAll(Arrays.asList(rooms));
                joined = wanted.size() + 1 <= max;
                if (joined) {
                    ownRooms = wanted;
                }
            } else {
                joined = namespace.rooms().join(id, Arrays.asList(rooms), max);
            }
        }
        if (!joined) {
            throw new IllegalStateException("a socket in more than " + max + " rooms; see enfilade.maxRoomsPerSocket");
        }
    }

    /** Keeps back what is sent to this socket from now on until the other nodes know of its rooms. */
    void holdUntil(CompletionStage<Void> told) {
        if (told.toCompletableFuture().isDone()) {
            return;
        }
        HeldBack.Fence fence;
        synchronized (this) {
            if (state == State.CONNECTED && !hurries) {
                state = State.HOLDING;
            }
            fence = heldBack.fence();
        }
        told.thenRun(() -> told(fence));
    }

    /** The other nodes know; this may be a thread of the bus. */
    private void told(HeldBack.Fence fence) {
        synchronized (this) {
            heldBack.open(fence);
            if (releasing || state != State.HOLDING) {
                return;
            }
            releasing = true;
        }
        release();
    }

    @Override
    public void leave(String... rooms) {
        synchronized (this) {
            if (state == State.PENDING) {
                Set<String> kept = new LinkedHashSet<>(ownRooms);
                Arrays.asList(rooms).forEach(kept::remove);
                ownRooms = kept;
                return;
            }
        }
        for (String room : rooms) {
            namespace.rooms().leave(id, room);
        }
        namespace.settled();
    }

    /** Runs a task as the caller; if he cannot be put on this thread, it is not run, and somebody else is told. */
    void asCaller(Runnable task, Consumer<Throwable> notRun) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            Executor identity = connection.caller().identity();
            if (identity == null) {
                task.run();
                return;
            }
            identity.execute(() -> {
                begun.setPlain(true);
                task.run();
            });
        } catch (RuntimeException | Error e) {
            if (begun.getPlain()) {
                throw e;
            }
            notRun.accept(e);
        }
    }

    // --- leaving

    @Override
    public void disconnect(boolean close) {
        if (close) {
            connection.disconnectAll();
        } else {
            connection.disconnect(this);
        }
    }

    @Override
    public void expireAt(Instant time) {
        Objects.requireNonNull(time);
        Expiry own;
        synchronized (this) {
            if (state == State.LEFT) {
                return;
            }
            own = expiry;
            if (own == null) {
                own = new Expiry(core.ticker(), this::disconnect);
                expiry = own;
            }
        }
        own.at(time);
    }

    /** Without a lock: the ticker is told. */
    private void stopExpiry() {
        Expiry own = expiry;
        if (own != null) {
            own.cancel();
        }
    }

    /** Leaves; {@code false} if it had left before. */
    boolean leave(DisconnectReason reason) {
        State before;
        Set<String> left;
        synchronized (this) {
            before = state;
            if (before == State.LEFT) {
                return false;
            }
            state = State.LEFT;
            heldBack.takeAll();
            left = before == State.PENDING ? Set.of() : namespace.rooms().remove(id);
            ownRooms = Set.of();
        }
        if (reason == DisconnectReason.SERVER_NAMESPACE_DISCONNECT
                || reason == DisconnectReason.FORCED_CLOSE && !connection.keepsEvents()) {
            events.silence();
            mailbox.drop();
        }
        stopExpiry();
        namespace.settled();
        acks.close();
        namespace.release();
        connection.forget(handshake);
        if (before != State.PENDING && before != State.ANNOUNCED) {
            mailbox.add(() -> {
                events.silence();
                showRooms(left);
                namespace.handler().disconnecting(this, reason);
            });
            mailbox.add(() -> {
                showRooms(Set.of());
                namespace.handler().disconnected(this, reason);
            });
        }
        mailbox.close();
        return true;
    }

    private synchronized void showRooms(Set<String> rooms) {
        ownRooms = rooms;
    }

    // --- what it is

    @Override
    public String id() {
        return id;
    }

    @Override
    public Namespace namespace() {
        return namespace;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Map<String, Object> data() {
        Map<String, Object> map = data;
        if (map == null) {
            synchronized (this) {
                map = data;
                if (map == null) {
                    map = new ConcurrentHashMap<>(4);
                    data = map;
                }
            }
        }
        return map;
    }

    @Override
    public boolean isConnected() {
        State now = state;
        return now == State.HOLDING || now == State.CONNECTED;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    // --- run-time listeners

    @Override
    public void on(String event, SocketEventListener listener) {
        events.listeners().add(event, listener, false);
    }

    @Override
    public void once(String event, SocketEventListener listener) {
        events.listeners().add(event, listener, true);
    }

    @Override
    public void off(String event) {
        events.listeners().remove(event);
    }

    @Override
    public void onAny(SocketEventListener listener) {
        events.listeners().addAny(listener);
    }

    @Override
    public void offAny() {
        events.listeners().removeAny();
    }

    @Override
    public String toString() {
        return "Socket " + id + " in " + LogText.line(namespace.name());
    }
}
