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
import org.enfilade.internal.packet.PacketParser;
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
    private final Beginning.Parts beginning;
    private final Membership membership;
    private final Outgoing outgoing;
    private final EventIntake events;
    private final PendingAcks acks;
    private final EventGate gate;
    private final Expiry expiry;

    ServerSocket(
            Core core,
            LocalNamespace namespace,
            SocketConnection connection,
            NamespaceHandshake handshake,
            Beginning beginning) {
        super(beginning, namespace, connection, handshake);
        this.core = core;
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.beginning = beginning.parts();
        this.membership = this.beginning.membership();
        this.outgoing = new Outgoing(membership, connection);
        this.acks = new PendingAcks(core);
        this.expiry = new Expiry(core.ticker(), this::disconnect);
        this.mailbox = new Mailbox(
                core.mailboxes(), connection.caller().identity(), reason -> connection.abort(Reproach.of(reason)));
        this.gate = EventGate.of(namespace.handler(), core, connection.rates(), connection);
        this.events = new EventIntake(
                this,
                namespace.handler(),
                core.binding(),
                mailbox,
                connection.inbox(),
                ackId -> new EventAck(this, ackId),
                core.options().developmentMode(),
                gate);
    }

    // --- joining

    /** Runs the middleware, and joins or not. */
    void begin() {
        var admission = new Admission(this, namespace.handler(), mailbox, core.mailboxes(), new Candidate());
        continuity().begins(new Candidate());
        if (beginning.ready() == null) {
            admission.begin();
        } else {
            beginning.ready().thenRun(admission::begin);
        }
    }

    private final class Candidate implements Admission.Candidate, Continuity.Member {
        @Override
        public CompletionStage<?> middleware() {
            return isRecovered() && core.options().recoverySkipMiddlewares()
                    ? namespace.handler().readmit(ServerSocket.this)
                    : namespace.handler().admit(ServerSocket.this);
        }

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
            PacketParser parser = connection.rules().parser();
            if (!outgoing.connect(
                    parser.connect(namespace.name(), id(), continuity().pid()))) {
                return false;
            }
            connection.joined();
            return true;
        }

        @Override
        public void refuse(Throwable refusal) {
            if (membership.refuse()) {
                release(false);
                connection.refuse(ServerSocket.this, refusal);
            }
        }

        @Override
        public void abort(Reproach why) {
            connection.abort(why);
        }

        @Override
        public void lose() {
            connection.lose();
            end(DisconnectReason.TRANSPORT_CLOSE);
        }

        @Override
        public void expireAt(Instant time) {
            expiry.at(time);
        }

        @Override
        public void refuseMore() {
            outgoing.refuseMore();
        }

        @Override
        public void unrecovered(DisconnectReason reason, List<String> rooms) {
            mailbox.add(() -> {
                membership.show(Set.copyOf(rooms));
                namespace.handler().unrecovered(ServerSocket.this, reason);
            });
        }

        @Override
        public long weight() {
            return handshake.weight();
        }
    }

    /** How its client can come back. */
    Continuity continuity() {
        return beginning.continuity();
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
        emit(Manner.USUAL, event, args);
    }

    @Override
    public void emit(Manner manner, String event, Object... args) {
        Payload emission = Payload.event(binding(), event, args).compress(manner.compress());
        namespace.emissions().toSocket(this, emission, manner.isBestEffort());
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object... args) {
        return emitWithAck(Manner.USUAL, event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(Manner manner, String event, Object... args) {
        Payload emission = Payload.event(binding(), event, args).compress(manner.compress());
        namespace.showOutgoing(this, emission, true);
        return AckParts.only(namespace.collect(emission, List.of(this), manner.timeout(), manner.isBestEffort()));
    }

    @Override
    public Emitter bestEffort() {
        return new SocketEmitter(this, Manner.BEST_EFFORT);
    }

    @Override
    public Emitter compress(boolean compress) {
        return new SocketEmitter(this, Manner.USUAL.compress(compress));
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return new SocketEmitter(this, Manner.USUAL.timeout(timeout));
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
        continuity().endsAt(time);
    }

    /** Ends; {@code false} if it had ended before. */
    boolean end(DisconnectReason reason) {
        EndedMembership ended = membership.end(reason);
        if (ended == null) {
            return false;
        }
        if (reason == DisconnectReason.SERVER_NAMESPACE_DISCONNECT
                || reason == DisconnectReason.FORCED_CLOSE && !connection.keepsEvents()) {
            events.silence();
            mailbox.drop();
        }
        namespace.tellRooms();
        release(ended.isKept());
        if (ended.wasConnected()) {
            tellEnd(ended, reason);
        }
        mailbox.close();
        continuity().ended(mailbox, caller());
        return true;
    }

    private void tellEnd(EndedMembership ended, DisconnectReason reason) {
        NamespaceHandler handler = namespace.handler();
        if (!handler.seesEnds()) {
            mailbox.addOrRun(() -> {
                events.silence();
                membership.show(Set.of());
            });
            return;
        }
        mailbox.add(() -> {
            events.silence();
            membership.show(ended.rooms());
            handler.disconnecting(this, reason);
        });
        mailbox.add(() -> {
            membership.show(Set.of());
            handler.disconnected(this, reason);
        });
    }

    /** Runs something when the application has been told all of this socket, which has ended. */
    void atLast(Runnable task) {
        mailbox.addCertain(task);
    }

    /** Lets go of everything but the application's tasks, and of its place in the namespace unless that is kept. */
    private void release(boolean isKept) {
        expiry.cancel();
        acks.close();
        if (!isKept) {
            namespace.release();
        }
        connection.forget(handshake);
        if (gate != null) {
            gate.close();
        }
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
