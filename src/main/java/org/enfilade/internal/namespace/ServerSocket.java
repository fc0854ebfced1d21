package org.enfilade.internal.namespace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.DisconnectReason;
import org.enfilade.Emitter;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;

/**
 * One client in one namespace: what the application sees of it. {@link Membership} has its states. What the application
 * does runs in the {@link Mailbox}.
 */
final class ServerSocket extends ListeningSocket implements SocketEmitter.Target, EventAck.Sender, SocketTasks.Own {
    private final Core core;
    private final LocalNamespace namespace;
    private final SocketConnection connection;
    private final NamespaceHandshake handshake;
    private final Mailbox mailbox;
    private final Membership membership;
    private final Outgoing outgoing;
    private final EventIntake events;
    private final PendingAcks acks = new PendingAcks();
    private final Expiry expiry;

    ServerSocket(Core core, LocalNamespace namespace, SocketConnection connection, NamespaceHandshake handshake) {
        super(core.newId(), namespace, connection, handshake);
        this.core = core;
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.membership =
                new Membership(id(), namespace.rooms(), core.options().maxRoomsPerSocket(), core.newHeldBack());
        this.outgoing = new Outgoing(membership, connection);
        this.expiry = new Expiry(core.ticker(), this::disconnect);
        this.mailbox = new Mailbox(
                core.mailboxes(), connection.caller().identity(), reason -> connection.abort(Reproach.of(reason)));
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

    /** Runs the middleware, and joins or not. */
    void begin() {
        new Admission(this, namespace.handler(), mailbox, core.mailboxes(), new Candidate()).begin();
    }

    private final class Candidate implements Admission.Candidate {
        @Override
        public void admissionEnded() {
            connection.admissionEnded();
        }

        @Override
        public CompletionStage<Void> enter() {
            return membership.admit(rooms -> namespace.add(ServerSocket.this, rooms)) ? namespace.tellRooms() : null;
        }

        @Override
        public boolean connect() {
            if (!outgoing.connect(core.parser().connect(namespace.name(), id()))) {
                return false;
            }
            connection.joined();
            return true;
        }

        @Override
        public void refuse(Throwable refusal) {
            if (membership.refuse()) {
                release();
                connection.refuse(ServerSocket.this, refusal);
            }
        }

        @Override
        public void abort(Reproach why) {
            connection.abort(why);
        }
    }

    @Override
    public Caller caller() {
        return connection.caller();
    }

    // --- receiving

    /** Takes an event from the client; {@code false} if too many wait already. */
    boolean receive(Packet.Event packet) {
        return events.receive(packet);
    }

    @Override
    public void inOrder(Runnable task) {
        events.inOrder(task);
    }

    /** Takes an acknowledgement from the client; {@code false} if too much waits already. */
    boolean receive(Packet.Ack packet) {
        return acks.receive(packet, binding());
    }

    // --- sending

    @Override
    public JsonBinding binding() {
        return core.binding();
    }

    PendingAcks acks() {
        return acks;
    }

    void deliver(Message message, boolean bestEffort) {
        outgoing.deliver(message, bestEffort);
    }

    @Override
    public void acknowledge(long id, Payload values) {
        outgoing.deliver(core.parser().ack(namespace.name(), id, values), false);
    }

    /** What holds back and sends. */
    Outgoing outgoing() {
        return outgoing;
    }

    @Override
    public void emit(String event, Object... args) {
        emit(false, event, args);
    }

    @Override
    public void emit(boolean bestEffort, String event, Object... args) {
        Payload emission = Payload.event(binding(), event, args);
        namespace.showOutgoing(this, emission, false);
        deliver(core.parser().event(namespace.name(), Packet.NO_ID, emission), bestEffort);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object... args) {
        return emitWithAck(null, false, event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(Duration timeout, boolean bestEffort, String event, Object... args) {
        Payload emission = Payload.event(binding(), event, args);
        namespace.showOutgoing(this, emission, true);
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
        return namespace.except(id());
    }

    // --- rooms

    @Override
    public Set<String> rooms() {
        return membership.rooms();
    }

    @Override
    public CompletionStage<Void> join(String... rooms) {
        enter(rooms);
        CompletionStage<Void> known = namespace.tellRooms();
        outgoing.holdUntil(known);
        return core.onOwnThread(known);
    }

    /** Joins all of these rooms or none on this node, without a word to the others. */
    void enter(String... rooms) {
        membership.join(rooms);
    }

    @Override
    public void leave(String... rooms) {
        if (membership.leave(rooms)) {
            namespace.tellRooms();
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
        expiry.at(Objects.requireNonNull(time));
    }

    /** Ends; {@code false} if it had ended before. */
    boolean end(DisconnectReason reason) {
        Membership.Ended ended = membership.end();
        if (ended == null) {
            return false;
        }
        if (reason == DisconnectReason.SERVER_NAMESPACE_DISCONNECT
                || reason == DisconnectReason.FORCED_CLOSE && !connection.keepsEvents()) {
            events.silence();
            mailbox.drop();
        }
        namespace.tellRooms();
        release();
        if (ended.wasConnected()) {
            mailbox.add(() -> {
                events.silence();
                membership.show(ended.rooms());
                namespace.handler().disconnecting(this, reason);
            });
            mailbox.add(() -> {
                membership.show(Set.of());
                namespace.handler().disconnected(this, reason);
            });
        }
        mailbox.close();
        return true;
    }

    /** Lets go of everything but the application's tasks. */
    private void release() {
        expiry.cancel();
        acks.close();
        namespace.release();
        connection.forget(handshake);
    }

    @Override
    public boolean isConnected() {
        return membership.isConnected();
    }

    // --- run-time listeners

    @Override
    Listeners listeners() {
        return events.listeners();
    }

    @Override
    Listeners listenersOrNull() {
        return events.listenersOrNull();
    }
}
