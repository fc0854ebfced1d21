package org.enfilade.internal.namespace;

import java.util.OptionalInt;
import org.enfilade.ArgumentMismatch;
import org.enfilade.internal.log.LogText;

/**
 * A value that a client sent does not fit the type that the application reads it as. Its message may stand in a log.
 */
public final class ClientMistake extends ArgumentMismatch {
    private static final long serialVersionUID = 1L;

    /** How deep the cause may lie of something that the application threw. */
    private static final int MAX_CAUSES = 50;

    /** -1 if it is no argument. */
    private final int index;

    private ClientMistake(IllegalArgumentException mismatch, int index) {
        super(describe(mismatch), mismatch);
        this.index = index;
    }

    /** Any value of a client that does not fit. */
    public static ClientMistake of(IllegalArgumentException mismatch) {
        return of(mismatch, -1);
    }

    /** An argument that does not fit. */
    public static ClientMistake of(IllegalArgumentException mismatch, int index) {
        return mismatch instanceof ClientMistake same ? same : new ClientMistake(mismatch, index);
    }

    @Override
    public OptionalInt index() {
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The mistake that made something of the application fail; {@code null} if it failed by itself. */
    public static ClientMistake behind(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause instanceof ClientMistake mistake) {
                return mistake;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** JSON-B tells in its cause which property it is. */
    private static String describe(IllegalArgumentException mismatch) {
        Throwable cause = mismatch.getCause();
        String reason = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return LogText.line(mismatch.getMessage() + reason);
    }
}
