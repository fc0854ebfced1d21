package org.enfilade.internal.web;

import java.util.List;
import java.util.function.Function;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;

/**
 * A WebSocket that is open before the application has decided about its handshake: no server lets go of the thread of a
 * handshake and goes on with it later. Its client hears nothing until then, and has nothing to say: the protocol lets
 * it speak when it knows its session. Afterwards it is what it stands for, in both directions.
 */
final class UndecidedWebSocket implements Inbound, Wire {
    private final Wire wire;

    // guarded by this, but for a look
    private volatile Inbound session;
    private volatile boolean released;
    // guarded by this
    private List<Message> held;
    private Sent heldReport;
    private boolean over;

    UndecidedWebSocket(Wire wire) {
        this.wire = wire;
    }

    /** Opens the session, unless the client has left meanwhile. */
    void admit(Function<Wire, Inbound> opening) {
        if (isOver()) {
            return;
        }
        // Its first words are held until it can be answered.
        Inbound opened = opening.apply(this);
        List<Message> batch;
        Sent report;
        boolean gone;
        synchronized (this) {
            session = opened;
            released = true;
            batch = held;
            report = heldReport;
            held = null;
            heldReport = null;
            gone = over;
        }
        if (gone) {
            opened.closed();
        } else if (batch != null) {
            wire.send(batch, report);
        }
    }

    /**
     * Tells the client that it is refused, by the text that HTTP would have answered with, and closes. A client of
     * Socket.IO takes it for a packet that makes no sense and reports an error at once; without one it would wait for
     * its timeout.
     */
    void refuse(String answer) {
        if (end()) {
            wire.send(List.of(Message.answer(answer)), new Sent() {
                @Override
                public void sent() {
                    wire.close();
                }

                @Override
                public void failed() {
                    wire.close();
                }
            });
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Whether it had not ended, and has no session to end. */
    private synchronized boolean end() {
        boolean ended = !over && session == null;
        over = true;
        return ended;
    }

    // --- what the client says

    @Override
    public void text(String message) {
        Inbound to = session;
        if (to != null) {
            to.text(message);
        } else if (end()) {
            wire.close();
        }
    }

    @Override
    public void binary(byte[] message) {
        Inbound to = session;
        if (to != null) {
            to.binary(message);
        } else if (end()) {
            wire.close();
        }
    }

    @Override
    public void tooBig() {
        Inbound to = session;
        if (to != null) {
            to.tooBig();
        } else if (end()) {
            wire.closeTooBig();
        }
    }

    @Override
    public void noRoom() {
        Inbound to = session;
        if (to != null) {
            to.noRoom();
        } else if (end()) {
            wire.close();
        }
    }

    @Override
    public void closed() {
        boolean undecided = end();
        Inbound to = session;
        if (!undecided && to != null) {
            to.closed();
        }
    }

    @Override
    public void failed() {
        boolean undecided = end();
        Inbound to = session;
        if (!undecided && to != null) {
            to.failed();
        }
    }

    // --- what it is told

    @Override
    public void send(List<Message> batch, Sent report) {
        if (!released && hold(batch, report)) {
            return;
        }
        wire.send(batch, report);
    }

    private synchronized boolean hold(List<Message> batch, Sent report) {
        if (released) {
            return false;
        }
        held = batch;
        heldReport = report;
        return true;
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public void closeGoingAway() {
        wire.closeGoingAway();
    }

    @Override
    public void closeTooBig() {
        wire.closeTooBig();
    }
}
