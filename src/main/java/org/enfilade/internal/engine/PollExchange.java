package org.enfilade.internal.engine;

/** A polling GET that waits for its answer. Exactly one of the two methods is called, once. */
public interface PollExchange {
    /**
     * Answers with a payload; never blocks.
     *
     * @param report told when it has been written, or could not be
     */
    void answer(String payload, Wire.Sent report);

    /** Answers with an error. */
    void refuse(EngineError error);
}
