package org.enfilade.internal.relay;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.Posting;

/** A polling POST of this node for a session of another node. */
final class ForwardedPost extends Strand implements Posting {
    /** What is read is kept as bytes, and then as it is sent. */
    private static final int COPIES = 2;

    private final Consumer<Runnable> elsewhere;
    private final Consumer<EngineError> refused;

    // guarded by this
    /** Whether the session's node has said what has become of it, and no more is to be said. */
    private boolean settled;

    private EngineError refusal;
    private Consumer<EngineError> outcome;
    /** Whether the session's node has been told what has become of the body, and will answer. */
    private boolean told;

    private boolean delivered;

    private Runnable afterwards;

    /**
     * @param elsewhere runs what answers a request, off the threads of the grid
     * @param refused told why it was refused, before its client is
     */
    ForwardedPost(long id, Line line, Account kept, Consumer<Runnable> elsewhere, Consumer<EngineError> refused) {
        super(id, true, line, kept);
        this.elsewhere = elsewhere;
        this.refused = refused;
    }

    @Override
    public boolean take(int bytes) {
        if (isOver()) {
            return false;
        }
        boolean hasRoom = kept().take((long) COPIES * bytes);
        if (!hasRoom) {
            say(Sign.NO_ROOM, true);
        }
        return hasRoom;
    }

    @Override
    public void deliver(String body, Consumer<EngineError> whenDone) {
        deliver(body.getBytes(StandardCharsets.UTF_8), whenDone);
    }

    @Override
    public void deliver(byte[] body, Consumer<EngineError> whenDone) {
        boolean done;
        synchronized (this) {
            done = settled;
            outcome = whenDone;
            told = true;
            delivered = true;
        }
        if (done) {
            tell(whenDone);
        } else {
            say(new Said.Body(body));
        }
    }

    private void tell(Consumer<EngineError> whenDone) {
        EngineError error;
        synchronized (this) {
            error = refusal;
        }
        whenDone.accept(error);
    }

    @Override
    public void tooLarge() {
        say(Sign.TOO_LARGE, true);
    }

    @Override
    public void tooManyPieces() {
        say(Sign.TOO_MANY_PIECES, true);
    }

    @Override
    public void tooLate() {
        say(Sign.TOO_LATE, true);
    }

    @Override
    public void abort() {
        say(Sign.MALFORMED, true);
    }

    /** @param isLast whether the other end answers it */
    private void say(Sign sign, boolean isLast) {
        synchronized (this) {
            if (settled || told) {
                return;
            }
            told = isLast;
        }
        say(sign);
    }

    @Override
    public void end(Runnable then) {
        boolean now;
        boolean isGone;
        synchronized (this) {
            // Who does not wait for the outcome of a body that was delivered has given up.
            isGone = !settled && (!told || delivered);
            now = settled || isGone;
            outcome = null;
            settled |= isGone;
            if (!now) {
                afterwards = then;
            }
        }
        if (isGone) {
            say(Sign.GONE);
            end();
        }
        if (now) {
            then.run();
        }
    }

    @Override
    public void sign(Sign sign) {
        if (sign == Sign.DONE) {
            settle(null);
        } else if (sign.error() != null) {
            settle(sign.error());
        }
    }

    private void settle(EngineError error) {
        Consumer<EngineError> waitsForOutcome;
        Runnable waitsForEnd;
        synchronized (this) {
            if (settled) {
                return;
            }
            settled = true;
            refusal = error;
            waitsForOutcome = outcome;
            waitsForEnd = afterwards;
        }
        end();
        elsewhere.accept(() -> {
            if (error == EngineError.UNKNOWN_SID) {
                refused.accept(error);
            }
            if (waitsForOutcome != null) {
                waitsForOutcome.accept(error);
            }
            if (waitsForEnd != null) {
                waitsForEnd.run();
            }
        });
    }

    @Override
    void noRoom() {
        settle(EngineError.BAD_REQUEST);
    }

    @Override
    void lost() {
        settle(EngineError.UNKNOWN_SID);
    }
}
