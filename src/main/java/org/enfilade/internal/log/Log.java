package org.enfilade.internal.log;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * Enfilade's log. An entry is one line, and what it tells of a throwable is one line for each message and each frame,
 * whatever the texts in it are: they may come from a client. See {@link LogText}.
 *
 * <p>What the application or a server does wrong is an error or a warning. What a client does wrong is for
 * {@link #debug}, without a stack trace, so that no client can fill the log. A failure of the application is an error,
 * but a client may be able to bring it about as often as it likes: of one kind few are logged, with how many there
 * were.
 */
public final class Log {
    private static final System.Logger LOGGER = System.getLogger("org.enfilade");

    /** Of this copy of the library, which is the application's, or its EAR's. */
    static final FailureRates FAILURES = new FailureRates();

    private Log() {}

    public static void error(String message) {
        LOGGER.log(Level.ERROR, LogText.line(message));
    }

    /** An error, unless there were many of its kind: then an entry at DEBUG, and once in a while one with the count. */
    public static void error(String message, Throwable cause) {
        long leftOut = FAILURES.count(message, cause, System.nanoTime());
        if (leftOut < 0) {
            debug(message, cause);
            return;
        }
        String line =
                leftOut == 0 ? message : message + " (and " + leftOut + " times since the last entry of this kind)";
        LOGGER.log(Level.ERROR, LogText.line(line), LoggedThrowable.of(cause));
    }

    /** An error of several lines, none of which a client had a part in. */
    public static void report(String lines) {
        LOGGER.log(Level.ERROR, lines);
    }

    public static void warning(String message) {
        LOGGER.log(Level.WARNING, LogText.line(message));
    }

    public static void warning(String message, Throwable cause) {
        LOGGER.log(Level.WARNING, LogText.line(message), LoggedThrowable.of(cause));
    }

    public static void info(String message) {
        LOGGER.log(Level.INFO, LogText.line(message));
    }

    /** The message is made only if somebody reads it. */
    public static void debug(Supplier<String> message) {
        if (LOGGER.isLoggable(Level.DEBUG)) {
            LOGGER.log(Level.DEBUG, LogText.line(message.get()));
        }
    }

    public static void debug(String message, Throwable cause) {
        if (LOGGER.isLoggable(Level.DEBUG)) {
            LOGGER.log(Level.DEBUG, LogText.line(message), LoggedThrowable.of(cause));
        }
    }
}
