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

/**
 * The one WebSocket endpoint, for all namespaces. What it serves has been checked by the {@link EngineFilter}; a WebSocket that has
 * not passed it is closed. At another path than the default one it is registered by {@link WebStart}.
 */
@ServerEndpoint(value = SocketIOEndpoint.DEFAULT_PATH, configurator = UpgradeConfigurator.class)
public class SocketIOEndpoint {
    static final String DEFAULT_PATH = "/socket.io/";

    private Inbound inbound;
    private String address;
    private MessageAssembly messages;
    private Runnable release = () -> {};

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
        } finally {
            upgrade.gateway().opened(session);
        }
    }

    private void open(Session session, PendingUpgrade upgrade) {
        address = upgrade.handshake().address();
        EngineGateway gateway = upgrade.gateway();
        Wire wire = gateway.openWire(session, upgrade.link());
        release = () -> gateway.releaseWire(wire);
        int maxPayload = gateway.options().maxHttpBufferSize();
        session.setMaxTextMessageBufferSize(maxPayload);
        session.setMaxBinaryMessageBufferSize(maxPayload);
        session.setMaxIdleTimeout(0);
        inbound = gateway.openWebSocket(upgrade.sid(), upgrade.handshake(), wire);
        if (inbound == null) {
            Log.debug(() -> "A WebSocket of " + address
                    + " was closed: its session is over, or has changed over or is about to by another one");
            wire.close();
        } else {
            messages = new MessageAssembly(inbound, maxPayload, gateway.newAccount());
        }
    }

    // By parts: servers differ in what they do with messages over the limit, and Undertow does not see the end of texts
    // (2.3: BufferedTextMessage counts the reads that fill a buffer only). By annotation: where Undertow dispatches to
    // a worker, a message that comes
    // before a handler is added is lost, and a client may send as soon as it has the 101.

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
        release.run();
        if (inbound == null) {
            return;
        }
        if (messages != null) {
            messages.end();
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
        release.run();
        if (inbound != null) {
            if (messages != null) {
                messages.end();
            }
            inbound.failed();
        } else {
            StandardWire.refuse(session);
        }
    }
}
