package org.enfilade.internal.namespace;

import java.util.function.Consumer;
import org.enfilade.DisconnectReason;
import org.enfilade.Transport;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.CloseReason;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Queued;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.engine.SessionListener;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.packet.Packet;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.packet.ProtocolException;
import org.enfilade.internal.time.Ticker;

/** One connection: what its session tells it, and what its sockets ask of it. */
final class ClientConnection implements SessionListener, SocketConnection {
    private static final Packet.Connect MAIN = new Packet.Connect("/", Payload.NOTHING, 0);

    private final Core core;
    private final EngineSession session;
    private final HandshakeRequest request;
    private final ClientRules rules;
    private final SocketTable sockets;
    private final NamespaceEntry entry;
    private final ConnectionListeners listeners;
    private final PacketIntake packets;
    private final Ticker.Timer connectTimer;
    private final Inbox inbox;
    private final RatePool rates = new RatePool();
    private final Farewells farewells;
    /** What is kept otherwise: auth payloads, and the packet whose attachments are still to come. */
    private final Account kept;

    /** The client has sent what is no packet, or not one that may come now. */
    private volatile boolean mistaken;

    // guarded by this
    private boolean isOver;
    private Runnable forgetHttpSession = () -> {};

    ClientConnection(Core core, NamespaceRegistry registry, EngineSession session, HandshakeRequest request) {
        this.core = core;
        this.session = session;
        this.request = request;
        this.rules = core.rules(session.revision());
        this.farewells = new Farewells(session::close);
        this.inbox = core.newInbox(core.budget());
        this.kept = new Account(core.budget());
        this.sockets = new SocketTable(core.options().maxNamespacesPerConnection());
        this.entry = new NamespaceEntry(core, registry, sockets, kept, this, request);
        this.packets = new PacketIntake(rules.parser(), sockets, entry, inbox, kept);
        this.listeners = new ConnectionListeners(core.mailboxes(), request.caller());
        this.connectTimer = core.ticker().after(core.options().connectTimeout(), this::joinedNothing);
    }

    // Not earlier: the HTTP session may end at once, and then there has to be something to close.
    @Override
    public void opened() {
        if (core.options().disconnectOnSessionEnd()) {
            request.caller()
                    .whenSessionEnds(this::disconnectAll, core.ticker())
                    .ifPresentOrElse(this::forgetAtTheEnd, this::disconnectAll);
        }
        if (rules.joinMainUnasked()) {
            joinMain();
        }
    }

    private void joinMain() {
        try {
            entry.connect(MAIN);
        } catch (ProtocolException e) {
            mistaken(e);
        } catch (OverLimit e) {
            session.abort(e.reproach());
        }
    }

    private void forgetAtTheEnd(Runnable forget) {
        boolean over;
        synchronized (this) {
            over = isOver;
            forgetHttpSession = forget;
        }
        if (over) {
            forget.run();
        }
    }

    // --- receiving

    @Override
    public void text(String message) {
        try {
            packets.text(message);
        } catch (ProtocolException e) {
            mistaken(e);
        } catch (OverLimit e) {
            session.abort(e.reproach());
        }
    }

    @Override
    public void binary(byte[] message) {
        try {
            packets.binary(message);
        } catch (ProtocolException e) {
            mistaken(e);
        } catch (OverLimit e) {
            session.abort(e.reproach());
        }
    }

    @Override
    public void forget(NamespaceHandshake handshake) {
        kept.give(handshake.length());
    }

    private void mistaken(ProtocolException e) {
        mistaken = true;
        session.abort(new Reproach(e.getMessage(), e.limit()));
    }

    @Override
    public boolean keepsEvents() {
        return mistaken;
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public RatePool rates() {
        return rates;
    }

    @Override
    public void abort(Reproach why) {
        session.abort(why);
    }

    @Override
    public void pinging() {
        if (core.recovery() != null) {
            sockets.sockets().forEach(socket -> socket.continuity().pinging());
        }
    }

    @Override
    public void ponged() {
        if (core.recovery() != null) {
            sockets.sockets().forEach(socket -> socket.continuity().ponged());
        }
    }

    private void joinedNothing() {
        Log.debug(() -> "The connection of " + request.remoteAddress() + " ends: it has joined no namespace in time");
        close();
    }

    // --- joining

    @Override
    public void admissionEnded() {
        sockets.admissionEnded();
    }

    @Override
    public void joined() {
        connectTimer.cancel();
    }

    @Override
    public void refuse(ServerSocket socket, Throwable refusal) {
        entry.refuse(socket, refusal);
    }

    // --- sending

    @Override
    public void send(Message message) {
        session.send(message);
    }

    @Override
    public Queued queue(Message message) {
        return session.queue(message);
    }

    @Override
    public void settle(Queued queued) {
        session.settle(queued);
    }

    @Override
    public void sendBestEffort(Message message) {
        session.sendBestEffort(message);
    }

    // --- leaving

    @Override
    public void disconnect(ServerSocket socket) {
        if (sockets.disconnect(socket)) {
            socket.outgoing()
                    .sendLast(rules.parser().disconnect(socket.namespace().name()));
            farewells.await(socket.outgoing());
        }
        socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    @Override
    public void disconnectAll() {
        sockets.sockets().forEach(this::disconnect);
        farewells.close();
    }

    @Override
    public void lose() {
        session.lose();
    }

    @Override
    public void close() {
        for (ServerSocket socket : sockets.sockets()) {
            socket.outgoing().flush();
            farewells.await(socket.outgoing());
        }
        farewells.close();
    }

    @Override
    public void upgraded() {
        listeners.upgraded();
    }

    @Override
    public void onUpgrade(Consumer<Transport> listener) {
        listeners.onUpgrade(listener);
    }

    @Override
    public void onClose(Consumer<DisconnectReason> listener) {
        listeners.onClose(listener);
    }

    @Override
    public void closed(CloseReason reason) {
        connectTimer.cancel();
        Runnable forget;
        synchronized (this) {
            isOver = true;
            forget = forgetHttpSession;
        }
        ConnectionEnd end = new ConnectionEnd(reason, session.reproach(), request.remoteAddress(), sockets.close());
        end.note(core);
        end.endSockets();
        listeners.closed(end.disconnectReason(), end.sockets());
        kept.close();
        packets.drop();
        try {
            forget.run();
        } catch (RuntimeException e) {
            Log.error("Enfilade could not stop watching an HTTP session", e);
        }
    }

    // --- what it is

    @Override
    public ClientRules rules() {
        return rules;
    }

    @Override
    public int protocol() {
        return session.revision();
    }

    @Override
    public Caller caller() {
        return request.caller();
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public Transport transport() {
        return session.isPolling() ? Transport.POLLING : Transport.WEBSOCKET;
    }
}
