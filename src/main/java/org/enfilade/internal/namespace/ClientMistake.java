package org.enfilade.internal.namespace;

import org.enfilade.internal.log.LogText;

/** A value that a client sent does not fit the type that the application reads it as. Its message may stand in a log. */
public final class ClientMistake extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** How deep the cause may lie of something that the application threw. */
    private static final int MAX_CAUSES = 50;

    ClientMistake(IllegalArgumentException mismatch) {
        super(describe(mismatch), mismatch);
    }

    /** Any other value of a client that does not fit. */
    public static ClientMistake of(IllegalArgumentException mismatch) {
        return mismatch instanceof ClientMistake same ? same : new ClientMistake(mismatch);
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
