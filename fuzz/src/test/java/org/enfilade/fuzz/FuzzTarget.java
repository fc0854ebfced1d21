package org.enfilade.fuzz;

/**
 * Properties of something that reads what comes from outside: they hold for any bytes. A target is a class whose name
 * ends with {@code FuzzTest}, with a {@code @FuzzTest} on its only method; {@link CorpusTest} runs the inputs that are
 * kept for it.
 */
public interface FuzzTarget {
    /** Fails if a property does not hold for the input. */
    void run(byte[] input);
}
