package org.enfilade.internal.relay;

import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.PollEnd;
import org.enfilade.internal.engine.PollExchange;
import org.enfilade.internal.engine.Wire;

/** A polling GET of another node that a session of this one answers. */
final class ServedPoll extends Strand implements PollExchange {
    private final PollEnd end = new PollEnd();

    ServedPoll(long id, Line line, Account kept) {
        super(id, false, line, kept);
    }

    // --- from the session

    @Override
    public void whenGone(Runnable action) {
        end.whenGone(action);
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
        if (end.answers(to)) {
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
        if (end.come()) {
            end.tell(well);
        }
    }
}
