package org.enfilade.internal.relay;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.engine.Wire;
import org.enfilade.internal.log.Log;

/** A WebSocket of another node to which a session of this one changes, or has changed. */
final class ServedWebSocket extends Strand implements Wire {
    private final AtomicReference<Sent> report = new AtomicReference<>();
    private final Turns turns;
    private volatile Inbound inbound;

    ServedWebSocket(long id, Line line, Account kept, Executor executor) {
        super(id, false, line, kept);
        this.turns = new Turns(executor, this::cannotBeHandled);
    }

    /** Who hears the client; before anything has come from it. */
    void serve(Inbound session) {
        inbound = session;
        if (isOver()) {
            session.closed();
        }
    }

    // --- from the session

    @Override
    public void send(List<Message> batch, Sent to) {
        report.set(to);
        if (isOver()) {
            unsent();
        } else {
            say(new Said.Batch(batch));
        }
    }

    private void unsent() {
        Sent to = report.getAndSet(null);
        if (to != null) {
            to.failed();
        }
    }

    @Override
    public void close() {
        close(Sign.CLOSE);
    }

    @Override
    public void closeGoingAway() {
        close(Sign.CLOSE_GOING_AWAY);
    }

    @Override
    public void closeTooBig() {
        close(Sign.CLOSE_TOO_BIG);
    }

    private void close(Sign how) {
        if (!isOver()) {
            say(how);
            end();
        }
    }

    // --- from the client's node

    @Override
    void perform(Said said, Runnable then) {
        if (said instanceof Said.Signed) {
            Sign sign = ((Said.Signed) said).sign();
            if (sign == Sign.WRITTEN) {
                // What the client has sent may wait for a thread.
                then.run();
                written();
                return;
            }
        }
        turns.add(() -> super.perform(said, then), said.isQuick());
    }

    private void written() {
        Sent to = report.getAndSet(null);
        if (to != null) {
            to.sent();
        }
    }

    @Override
    public void clientText(String message) {
        inbound.text(message);
    }

    @Override
    public void clientBinary(byte[] message) {
        inbound.binary(message);
    }

    @Override
    public void sign(Sign sign) {
        switch (sign) {
            case GONE -> {
                end();
                inbound.closed();
                unsent();
            }
            case BROKEN -> {
                end();
                inbound.failed();
                unsent();
            }
            case TOO_LARGE -> inbound.tooBig();
            case NO_ROOM -> inbound.noRoom();
            default -> {}
        }
    }

    @Override
    void noRoom() {
        inbound.noRoom();
    }

    private void cannotBeHandled(Throwable failure) {
        Log.error("What a WebSocket's client has sent could not be handled", failure);
        say(Sign.CLOSE);
        end();
        inbound.failed();
        unsent();
    }

    @Override
    void lost() {
        Inbound told = inbound;
        if (told != null) {
            told.closed();
        }
        unsent();
    }
}
