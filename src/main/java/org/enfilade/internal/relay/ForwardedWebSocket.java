package org.enfilade.internal.relay;

import java.util.List;
import java.util.function.Consumer;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;

/** A WebSocket of this node to which a session of another node changes, or has changed. */
final class ForwardedWebSocket extends Strand implements Inbound, Wire.Sent {
    private final Wire wire;
    private final long mostWaiting;
    private final Consumer<EngineError> refused;
    /** Nothing more is taken from the client. */
    private volatile boolean deaf;
    /** What follows when the batch under way has left. */
    private volatile Runnable written = () -> {};

    /**
     * @param mostWaiting how many bytes of its client may wait for the other node
     * @param refused told why it was refused
     */
    ForwardedWebSocket(long id, Line line, Account kept, Wire wire, long mostWaiting, Consumer<EngineError> refused) {
        super(id, true, line, kept);
        this.wire = wire;
        this.mostWaiting = mostWaiting;
        this.refused = refused;
    }

    // --- from the client

    @Override
    public void text(String message) {
        message(new Said.Text(message));
    }

    @Override
    public void binary(byte[] message) {
        message(new Said.Binary(message));
    }

    private void message(Said said) {
        if (deaf || isOver()) {
            return;
        }
        byte[] bytes = Said.bytes(said);
        long weight = Outflow.weight(bytes.length);
        if (waiting() + weight > mostWaiting || !kept().take(weight)) {
            noRoom();
        } else {
            say(bytes);
        }
    }

    @Override
    void left(long weight) {
        kept().give(weight);
    }

    @Override
    public void tooBig() {
        last(Sign.TOO_LARGE);
    }

    /** Both of what the client sends and of what it is sent. */
    @Override
    public void noRoom() {
        last(Sign.NO_ROOM);
    }

    /** The session ends, and closes the WebSocket. */
    private void last(Sign sign) {
        if (!deaf && !isOver()) {
            deaf = true;
            word(sign);
        }
    }

    /** Counts with the messages, since all that is taken there is given back. */
    private void word(Sign sign) {
        byte[] bytes = Said.bytes(new Said.Signed(sign));
        kept().take(Outflow.weight(bytes.length));
        say(bytes);
    }

    @Override
    public void closed() {
        over(Sign.GONE);
    }

    private void over(Sign sign) {
        deaf = true;
        if (!isOver()) {
            word(sign);
            end();
        }
    }

    // --- from the session

    /** A batch is kept until it has left. */
    @Override
    void perform(Said said, Runnable then) {
        if (said instanceof Said.Batch) {
            written = then;
            said.tell(this);
        } else {
            super.perform(said, then);
        }
    }

    @Override
    public void batch(List<Message> messages) {
        wire.send(messages, this);
    }

    @Override
    public void sent() {
        written.run();
        if (!isOver()) {
            word(Sign.WRITTEN);
        }
    }

    @Override
    public void failed() {
        over(Sign.BROKEN);
    }

    @Override
    public void sign(Sign sign) {
        switch (sign) {
            case CLOSE -> close(wire::close);
            case CLOSE_GOING_AWAY -> close(wire::closeGoingAway);
            case CLOSE_TOO_BIG -> close(wire::closeTooBig);
            case UNKNOWN_SID, BAD_REQUEST -> {
                refused.accept(sign.error());
                close(wire::close);
            }
            default -> {}
        }
    }

    /** Nobody hears the client any more. */
    private void close(Runnable closing) {
        drop();
        closing.run();
    }

    @Override
    void lost() {
        wire.closeGoingAway();
    }
}
