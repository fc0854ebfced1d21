package org.enfilade.internal.engine;

import java.util.List;
import org.enfilade.internal.text.Utf8;

/** A session on a WebSocket. */
final class WebSocketTransport implements Transport, Inbound, Wire.Sent {
    private static final int MAX_BATCH = 1 << 18;

    private final SessionEvents session;
    private final Wire wire;
    private final Dialect dialect;
    private final int maxPayload;
    private volatile boolean free;

    /** @param free whether the wire may be sent to, or is still busy with the answer to a probe */
    WebSocketTransport(SessionEvents session, Wire wire, Dialect dialect, int maxPayload, boolean free) {
        this.session = session;
        this.wire = wire;
        this.dialect = dialect;
        this.maxPayload = maxPayload;
        this.free = free;
    }

    /** The wire may be sent to from now on. Idempotent. */
    void free() {
        free = true;
        session.writable();
    }

    @Override
    public boolean isWritable() {
        return free;
    }

    @Override
    public boolean reserve() {
        return free;
    }

    @Override
    public void putBack() {}

    @Override
    public void send(List<Message> batch) {
        wire.send(dialect.frames(batch), this);
    }

    @Override
    public void sent() {
        session.sent();
    }

    @Override
    public int weigh(Message message) {
        return message.size();
    }

    @Override
    public int maxBatch() {
        return MAX_BATCH;
    }

    @Override
    public void text(String message) {
        if (Utf8.isLonger(message, maxPayload)) {
            tooBig();
        } else {
            session.received(this, message);
        }
    }

    @Override
    public void binary(byte[] message) {
        if (message.length > maxPayload) {
            tooBig();
            return;
        }
        byte[] content = dialect.message(message);
        if (content == null) {
            session.end(CloseReason.PROTOCOL_VIOLATION, Reproach.NO_PACKET);
        } else {
            session.received(this, content);
        }
    }

    @Override
    public void tooBig() {
        session.end(CloseReason.TRANSPORT_ERROR, Reproach.TOO_LONG, transport -> wire.closeTooBig());
    }

    @Override
    public void noRoom() {
        session.abort(Reproach.NO_ROOM);
    }

    @Override
    public void closedByPeer() {
        session.lost(this, CloseReason.TRANSPORT_CLOSE);
    }

    @Override
    public void closed() {
        session.lost(this, CloseReason.TRANSPORT_CLOSE);
    }

    @Override
    public void failed() {
        session.lost(this, CloseReason.TRANSPORT_ERROR);
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public void goingAway() {
        wire.closeGoingAway();
    }
}
