package org.enfilade.internal.relay;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.PollPost;
import org.enfilade.internal.engine.Reproach;
import org.enfilade.internal.log.Log;

/** A polling POST of another node for a session of this one. */
final class ServedPost extends Strand {
    /** What is heard is kept as bytes, and then as text. */
    private static final int COPIES = 2;

    private final EngineSession session;
    private final PollPost post;
    private final boolean isBinary;
    private final Turns turns;

    /** @param post the session's side of it, which is told of its end */
    ServedPost(
            long id,
            Line line,
            Account kept,
            EngineSession session,
            PollPost post,
            boolean isBinary,
            Executor executor) {
        super(id, false, line, kept);
        this.session = session;
        this.post = post;
        this.isBinary = isBinary;
        this.turns = new Turns(executor, this::cannotBeHandled);
    }

    @Override
    boolean makeRoom(int bytes) {
        return kept().take((long) COPIES * bytes);
    }

    @Override
    void free(int bytes) {
        // with the end of the POST
    }

    @Override
    void noRoom() {
        session.abort(Reproach.NO_ROOM);
        refuse();
    }

    private void cannotBeHandled(Throwable failure) {
        Log.error("A POST could not be handled", failure);
        post.abort();
        refuse();
    }

    private void refuse() {
        post.end();
        say(Sign.BAD_REQUEST);
        end();
    }

    @Override
    void perform(Said said, Runnable then) {
        turns.add(() -> super.perform(said, then), said.isQuick());
    }

    @Override
    public void body(byte[] bytes) {
        boolean isTaken = isBinary ? post.deliver(bytes) : post.deliver(new String(bytes, StandardCharsets.UTF_8));
        if (isTaken) {
            done();
        } else {
            refuse();
        }
    }

    /** The client may send the next one from now on. */
    private void done() {
        post.end();
        say(Sign.DONE);
        end();
    }

    @Override
    public void sign(Sign sign) {
        switch (sign) {
            case TOO_LARGE -> post.tooLarge();
            case TOO_MANY_PIECES -> post.tooManyPieces();
            case TOO_LATE -> post.tooLate();
            case MALFORMED -> post.abort();
            case NO_ROOM -> session.abort(Reproach.NO_ROOM);
            default -> {
                lose();
                return;
            }
        }
        done();
    }

    @Override
    void lost() {
        post.end();
    }
}
