package org.enfilade.internal.engine;

/**
 * A polling GET that waits for its answer. Exactly one of {@link #answer}, {@link #answerBinary} and {@link #refuse} is
 * called, once.
 */
public interface PollExchange {
    /**
     * What to do when the client is gone before it was answered, as far as the server notices. Called before the
     * answer, at most once; the action may run at once, and on any thread.
     */
    void whenGone(Runnable action);

    /**
     * Answers with a payload; never blocks.
     *
     * @param compress whether it is worth compressing
     * @param report told when it has been written, or could not be
     */
    void answer(String payload, boolean compress, Wire.Sent report);

    /** The same with a payload that is not text; not to be changed. */
    void answerBinary(byte[] payload, boolean compress, Wire.Sent report);

    /** Answers with an error. */
    void refuse(EngineError error);
}
