package org.enfilade.internal.engine;

import java.util.function.Consumer;

/**
 * Where the body of a polling POST goes, from before it is read: a session of this node, or of another one.
 * {@link #end} has to be told on every way out. Safe for use by any thread.
 */
public interface Posting {
    /** Makes room for so many bytes; {@code false} if nothing more is to be read. */
    boolean take(int bytes);

    /**
     * Hands over the whole body, once.
     *
     * @param outcome told, perhaps later, why it was refused, or {@code null} if the session has taken it; not told if
     *     {@link #end} comes first
     */
    void deliver(String body, Consumer<EngineError> outcome);

    /** The same of a body that is not text. */
    void deliver(byte[] body, Consumer<EngineError> outcome);

    /** The body is over the limit. */
    void tooLarge();

    /** The body comes in too many pieces. */
    void tooManyPieces();

    /** The body has not come in in time. */
    void tooLate();

    /** The body cannot be a payload. */
    void abort();

    /**
     * The body is gone. Idempotent.
     *
     * @param then run once the client may send the next one, perhaps later
     */
    void end(Runnable then);
}
