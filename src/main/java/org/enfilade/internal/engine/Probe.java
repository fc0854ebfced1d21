package org.enfilade.internal.engine;

import java.time.Duration;
import java.util.List;

/** A WebSocket that a polling session may change to; from the change on it is that session's transport. */
final class Probe implements Inbound, Wire.Sent {
    private static final Message PONG = Message.probeAnswer();

    private final EngineSession session;
    private final Wire wire;
    private volatile WebSocketTransport transport;
    private volatile Ticker.Timer expiry;

    Probe(EngineSession session, Wire wire) {
        this.session = session;
        this.wire = wire;
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
        } else if (message.equals("2probe")) {
            wire.send(List.of(PONG), this);
            session.probed(this);
        } else if (message.equals("5")) {
            upgrade();
        } else {
            giveUp();
        }
    }

    private void upgrade() {
        WebSocketTransport upgraded = session.upgrade(this, wire);
        if (upgraded == null) {
            giveUp();
        } else {
            transport = upgraded;
            expiry.cancel();
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
        session.unprobe(this);
        close();
    }

    void close() {
        Ticker.Timer waiting = expiry;
        if (waiting != null) {
            waiting.cancel();
        }
        wire.close();
    }

    /** The answer to the probe has left. */
    @Override
    public void sent() {}
}
