package org.enfilade.internal.engine;

import java.util.function.Consumer;

/**
 * One POST of a polling session: from before its body is read, so that a second one overlaps with it, to the end of the
 * request, which has to be told on every way out. Safe for use by any thread.
 */
public final class PollPost implements Posting {
    /** What is read is kept as bytes, and then as text. */
    private static final int COPIES = 2;

    private static final Reproach TOO_MANY_PIECES = new Reproach("a body in too many pieces", "maxBufferedChunks");
    private static final Reproach TOO_LATE =
            new Reproach("a body that does not come to its end", "httpRequestBodyTimeout");

    private final SessionEvents session;
    private final PollingTransport transport;
    private final Account account;

    PollPost(SessionEvents session, PollingTransport transport, Account account) {
        this.session = session;
        this.transport = transport;
        this.account = account;
    }

    /**
     * Makes room for so many bytes; {@code false} if there is none, or the session is over: then nothing more is to be
     * read.
     */
    @Override
    public boolean take(int bytes) {
        if (!account.take((long) COPIES * bytes)) {
            session.abort(Reproach.NO_ROOM);
            return false;
        }
        return !session.isOver();
    }

    /** The whole body; {@code false} if it is refused, and with it the session. */
    public boolean deliver(String body) {
        return !session.isOver() && session.isOn(transport) && transport.post(body);
    }

    /** The same of a body that is not text. */
    public boolean deliver(byte[] body) {
        return !session.isOver() && session.isOn(transport) && transport.post(body);
    }

    @Override
    public void deliver(String body, Consumer<EngineError> outcome) {
        outcome.accept(deliver(body) ? null : EngineError.BAD_REQUEST);
    }

    @Override
    public void deliver(byte[] body, Consumer<EngineError> outcome) {
        outcome.accept(deliver(body) ? null : EngineError.BAD_REQUEST);
    }

    /** A body over the limit is refused; clients close then. */
    @Override
    public void tooLarge() {
        session.reproach(Reproach.TOO_LONG);
    }

    /** The same of one in too many pieces. */
    @Override
    public void tooManyPieces() {
        session.reproach(TOO_MANY_PIECES);
    }

    /** A body that has not come in in time ends its session, as in the reference server. */
    @Override
    public void tooLate() {
        session.end(CloseReason.TRANSPORT_ERROR, TOO_LATE);
    }

    /** A body that cannot be a payload ends its session. */
    @Override
    public void abort() {
        session.abort(Reproach.NO_PAYLOAD);
    }

    @Override
    public void end(Runnable then) {
        end();
        then.run();
    }

    /** The body is gone, and the client may send the next one. Idempotent; comes before the request is answered. */
    public void end() {
        account.close();
        transport.ended(this);
    }
}
