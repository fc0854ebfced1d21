package org.enfilade.internal.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Where failures of the application go. */
final class Log {
    private static final Logger LOGGER = System.getLogger("org.enfilade");

    private Log() {}

    static void error(String message, Throwable cause) {
        LOGGER.log(Level.ERROR, message, cause);
    }

    static void warning(String message) {
        LOGGER.log(Level.WARNING, message);
    }

    /** For the mistakes of clients, which must not fill the log. */
    static void debug(String message, Throwable cause) {
        LOGGER.log(Level.DEBUG, message, cause);
    }
}
