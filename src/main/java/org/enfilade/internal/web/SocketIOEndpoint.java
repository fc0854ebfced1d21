package org.enfilade.internal.web;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Optional;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.web.wire.MessageAssembly;
import org.enfilade.internal.web.wire.StandardWire;

/**
 * The one WebSocket endpoint, for all namespaces. What it serves has been checked by the {@link EngineFilter}; a
 * WebSocket that has not passed it is closed. At another path than the default one it is registered by
 * {@link WebStart}.
 */
@ServerEndpoint(value = SocketIOEndpoint.DEFAULT_PATH, configurator = UpgradeConfigurator.class)
public class SocketIOEndpoint {
    static final String DEFAULT_PATH = "/socket.io/";

    private Inbound inbound;
    private String address;
    private MessageAssembly messages;
    private EngineGateway gateway;
    private Wire wire;

    @OnOpen
    public void open(Session session) {
        Optional<PendingUpgrade> checked = PendingUpgrades.ALL.take(session);
        if (checked.isEmpty()) {
            PendingUpgrades.ALL.logUnchecked();
            StandardWire.refuse(session);
            return;
        }
        PendingUpgrade upgrade = checked.get();
        upgrade.gateway().opening(session);
        try {
            open(session, upgrade);
        } catch (RuntimeException | Error e) {
            Log.error("A WebSocket could not be opened", e);
            StandardWire.refuse(session);
        } finally {
            upgrade.gateway().opened(session);
        }
    }

    private void open(Session session, PendingUpgrade upgrade) {
        address = upgrade.handshake().remoteAddress();
        gateway = upgrade.gateway();
        wire = gateway.openWire(session, upgrade.link());
        int maxPayload = gateway.options().maxHttpBufferSize();
        if (!handsOnParts(session)) {
            session.setMaxTextMessageBufferSize(maxPayload);
            session.setMaxBinaryMessageBufferSize(maxPayload);
        }
        session.setMaxIdleTimeout(0);
        inbound = new WebSocketOpening(upgrade).open(wire);
        if (inbound != null) {
            messages = new MessageAssembly(inbound, maxPayload, gateway.newAccount());
        }
    }

    /**
     * Undertow (2.3: {@code BufferedBinaryMessage.checkMaxSize}) closes at its own limit and reads no more, so that a
     * client that has more to send keeps the TCP connection as long as it likes. Without one it hands on all parts, and
     * the limit is ours.
     *
     * <p>Tomcat (10.0: {@code WsFrameBase}) hands on parts as large as its buffers, which it makes for each WebSocket
     * as large as it is told: three megabytes for a limit of one, whatever the client sends. It begins with 8 KB.
     */
    private static boolean handsOnParts(Session session) {
        String type = session.getClass().getName();
        return type.startsWith("io.undertow.") || type.startsWith("org.apache.tomcat.");
    }

    // By parts: servers differ in what they do with messages over the limit, and Undertow does not see the end of texts
    // (2.3: BufferedTextMessage counts the reads that fill a buffer only). By annotation: where Undertow dispatches to
    // a worker, a message that comes before a handler is added is lost, and a client may send as soon as it has the
    // 101.

    @OnMessage
    public void text(String part, boolean last) {
        if (messages != null) {
            messages.text(part, last);
        }
    }

    @OnMessage
    public void binary(byte[] part, boolean last) {
        if (messages != null) {
            messages.binary(part, last);
        }
    }

    @OnClose
    public void close(CloseReason reason) {
        release();
        if (inbound != null) {
            end(reason);
            gateway.wireEnds(wire, reason);
        }
    }

    private void end(CloseReason reason) {
        if (gateway.isTooBig(reason)) {
            inbound.tooBig();
            return;
        }
        switch (reason.getCloseCode().getCode()) {
            case 1002, 1003, 1007, 1008, 1009 -> {
                Log.debug(() -> "A WebSocket of " + address + " broke the protocol or a limit: code "
                        + reason.getCloseCode().getCode() + ", " + LogText.quote(reason.getReasonPhrase()));
                inbound.failed();
            }
            default -> inbound.closed();
        }
    }

    @OnError
    public void error(Session session, Throwable failure) {
        release();
        if (inbound == null) {
            StandardWire.refuse(session);
        } else {
            inbound.failed();
        }
    }

    private void release() {
        if (wire != null) {
            gateway.releaseWire(wire);
        }
        if (messages != null) {
            messages.end();
        }
    }
}
