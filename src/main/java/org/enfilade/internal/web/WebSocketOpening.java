package org.enfilade.internal.web;

import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.wire.ClientLink;
import org.enfilade.internal.web.wire.OwnWebSockets;

/** Brings a WebSocket whose handshake has arrived to its session, whoever reads and writes the frames. */
record WebSocketOpening(PendingUpgrade upgrade) implements OwnWebSockets.Opening {
    private EngineGateway gateway() {
        return upgrade.gateway();
    }

    @Override
    public Inbound open(Wire wire) {
        if (upgrade.decision() != Decision.ADMITTED) {
            return openLater(wire);
        }
        Inbound inbound = gateway().openWebSocket(upgrade.sid(), upgrade.handshake(), wire);
        if (inbound == null) {
            Log.debug(() -> "A WebSocket of " + upgrade.handshake().remoteAddress()
                    + " was closed: its session has ended, or uses another WebSocket");
            wire.close();
        }
        return inbound;
    }

    private Inbound openLater(Wire wire) {
        UndecidedWebSocket undecided = new UndecidedWebSocket(wire);
        gateway()
                .whenDecided(
                        upgrade.decision(),
                        () -> undecided.admit(held -> gateway().openWebSocket("", upgrade.handshake(), held)),
                        why -> undecided.refuse(Answers.json(why.error(), why.message())));
        return undecided;
    }

    @Override
    public ClientLink link() {
        return upgrade.link();
    }

    @Override
    public int maxMessage() {
        return gateway().options().maxHttpBufferSize();
    }

    @Override
    public Account newAccount() {
        return gateway().newAccount();
    }

    @Override
    public void reading(Runnable task) {
        gateway().reading(task);
    }

    @Override
    public void readingAll(Runnable task) {
        gateway().readingAll(task);
    }
}
