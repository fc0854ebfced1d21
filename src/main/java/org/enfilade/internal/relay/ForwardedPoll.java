package org.enfilade.internal.relay;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.PollExchange;
import org.enfilade.internal.engine.Wire;

/** A polling GET of this node that a session of another node answers. */
final class ForwardedPoll extends Strand implements Wire.Sent {
    /** From how many bytes on an answer, which may be compressed, is too long for a thread of the grid. */
    private static final int LONG = 16 << 10;

    private final PollExchange exchange;
    private final Consumer<Runnable> elsewhere;
    private final Consumer<EngineError> refused;
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * @param elsewhere runs what answers a request, off the threads of the grid
     * @param refused told why it was refused, before its client is
     */
    ForwardedPoll(
            long id,
            Line line,
            Account kept,
            PollExchange exchange,
            Consumer<Runnable> elsewhere,
            Consumer<EngineError> refused) {
        super(id, true, line, kept);
        this.exchange = exchange;
        this.elsewhere = elsewhere;
        this.refused = refused;
    }

    /** The client has given up, without an answer. */
    void gone() {
        if (!isOver()) {
            say(Sign.GONE);
            end();
        }
    }

    @Override
    void perform(Said said, Runnable then) {
        if (isLong(said)) {
            elsewhere.accept(() -> super.perform(said, then));
        } else {
            super.perform(said, then);
        }
    }

    private static boolean isLong(Said said) {
        return said instanceof Said.Answer answer && answer.payload().length() > LONG
                || said instanceof Said.BinaryAnswer binary && binary.payload().length > LONG;
    }

    @Override
    public void answer(String payload, boolean compress) {
        if (answered.compareAndSet(false, true)) {
            exchange.answer(payload, compress, this);
        }
    }

    @Override
    public void binaryAnswer(byte[] payload, boolean compress) {
        if (answered.compareAndSet(false, true)) {
            exchange.answerBinary(payload, compress, this);
        }
    }

    @Override
    public void sent() {
        say(Sign.WRITTEN);
        end();
    }

    @Override
    public void failed() {
        say(Sign.UNWRITTEN);
        end();
    }

    @Override
    public void sign(Sign sign) {
        EngineError error = sign.error();
        if (error != null) {
            end();
            refuse(error);
        }
    }

    private void refuse(EngineError error) {
        if (answered.compareAndSet(false, true)) {
            elsewhere.accept(() -> {
                refused.accept(error);
                exchange.refuse(error);
            });
        }
    }

    @Override
    void noRoom() {
        say(Sign.UNWRITTEN);
        end();
        refuse(EngineError.BAD_REQUEST);
    }

    /** Its client finds no session there, and connects anew. */
    @Override
    void lost() {
        refuse(EngineError.UNKNOWN_SID);
    }
}
