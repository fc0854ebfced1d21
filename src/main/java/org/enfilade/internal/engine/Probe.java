package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.List;
import org.enfilade.internal.time.Ticker;

/** A WebSocket that a polling session may change to; from the change on it is that session's transport. */
final class Probe implements Inbound, Wire.Sent {
    /** The session that may change. None of it is called with a lock held. */
    interface Owner {
        /** The client has probed: it wants to let go of polling. */
        void probed(Probe which);

        /**
         * The client has changed over; {@code null} if it is too late. What is returned has to be told when it may
         * send.
         */
        WebSocketTransport upgrade(Probe which, Wire wire, Dialect dialect);

        /** The upgrade has failed and polling goes on; {@code false} if it is too late for that. */
        boolean unprobe(Probe which);
    }

    private static final Message PONG = Message.pong("probe");

    private final Owner session;
    private final Wire wire;
    private final Dialect dialect;
    private volatile boolean probed;
    private volatile boolean answered;
    private volatile WebSocketTransport transport;
    private volatile Ticker.Timer expiry;

    Probe(Owner session, Wire wire, Dialect dialect) {
        this.session = session;
        this.wire = wire;
        this.dialect = dialect;
    }

    void expireAfter(Ticker ticker, Duration timeout) {
        expiry = ticker.after(timeout, () -> {
            if (transport == null) {
                giveUp();
            }
        });
    }

    @Override
    public void text(String message) {
        if (transport != null) {
            transport.text(message);
        } else if (!probed && message.equals("2probe")) {
            probed = true;
            wire.send(List.of(PONG), this);
            session.probed(this);
        } else if (probed && message.equals("5")) {
            upgrade();
        } else {
            giveUp();
        }
    }

    private void upgrade() {
        WebSocketTransport upgraded = session.upgrade(this, wire, dialect);
        if (upgraded == null) {
            giveUp();
        } else {
            transport = upgraded;
            expiry.cancel();
            if (answered) {
                upgraded.free();
            }
        }
    }

    @Override
    public void binary(byte[] message) {
        if (transport != null) {
            transport.binary(message);
        } else {
            giveUp();
        }
    }

    @Override
    public void tooBig() {
        if (transport != null) {
            transport.tooBig();
        } else {
            giveUp(wire::closeTooBig);
        }
    }

    @Override
    public void noRoom() {
        if (transport != null) {
            transport.noRoom();
        } else {
            giveUp();
        }
    }

    @Override
    public void closed() {
        if (transport != null) {
            transport.closed();
        } else {
            giveUp();
        }
    }

    @Override
    public void failed() {
        if (transport != null) {
            transport.failed();
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        giveUp(wire::close);
    }

    private void giveUp(Runnable farewell) {
        if (session.unprobe(this)) {
            close(farewell);
        }
    }

    void close() {
        close(wire::close);
    }

    private void close(Runnable farewell) {
        Ticker.Timer waiting = expiry;
        if (waiting != null) {
            waiting.cancel();
        }
        farewell.run();
    }

    /** The answer to the probe has left; of this and the upgrade, whichever comes second frees the wire. */
    @Override
    public void sent() {
        answered = true;
        WebSocketTransport upgraded = transport;
        if (upgraded != null) {
            upgraded.free();
        }
    }
}
