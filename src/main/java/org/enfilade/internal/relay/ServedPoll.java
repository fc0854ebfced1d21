package org.enfilade.internal.relay;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.PollExchange;
import org.enfilade.internal.engine.Wire;

/** A polling GET of another node that a session of this one answers. */
final class ServedPoll extends Strand implements PollExchange {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Wire.Sent> report = new AtomicReference<>();
    private final AtomicReference<Runnable> gone = new AtomicReference<>();

    ServedPoll(long id, Line line, Account kept) {
        super(id, false, line, kept);
    }

    // --- from the session

    @Override
    public void whenGone(Runnable action) {
        gone.set(action);
        if (ended.get()) {
            tellGone();
        }
    }

    @Override
    public void answer(String payload, boolean compress, Wire.Sent to) {
        answer(new Said.Answer(compress, payload), to);
    }

    @Override
    public void answerBinary(byte[] payload, boolean compress, Wire.Sent to) {
        answer(new Said.BinaryAnswer(compress, payload), to);
    }

    private void answer(Said said, Wire.Sent to) {
        report.set(to);
        if (ended.get()) {
            tell(false);
        } else {
            say(said);
        }
    }

    @Override
    public void refuse(EngineError error) {
        say(Sign.of(error));
        ended(true);
    }

    // --- from the client's node

    @Override
    public void sign(Sign sign) {
        ended(sign == Sign.WRITTEN);
    }

    @Override
    void noRoom() {
        ended(false);
    }

    @Override
    void lost() {
        ended(false);
    }

    private void ended(boolean well) {
        end();
        if (ended.compareAndSet(false, true)) {
            tell(well);
        }
    }

    private void tell(boolean well) {
        Wire.Sent to = report.getAndSet(null);
        if (to == null) {
            tellGone();
        } else if (well) {
            to.sent();
        } else {
            to.failed();
        }
    }

    /** The request has ended without an answer. */
    private void tellGone() {
        Runnable action = gone.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }
}
