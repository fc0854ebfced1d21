package org.enfilade.internal.cdi;

import java.util.ResourceBundle;
import java.util.logging.Logger;

/**
 * Sends what is logged to java.util.logging; JBoss Modules, which is on the class path of the tests, would keep it to
 * itself.
 */
public final class TestLoggerFinder extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new ToJul(Logger.getLogger(name));
    }

    private record ToJul(Logger logger) implements System.Logger {
        @Override
        public String getName() {
            return logger.getName();
        }

        @Override
        public boolean isLoggable(Level level) {
            return logger.isLoggable(jul(level));
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            logger.log(jul(level), message, thrown);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            logger.log(jul(level), format, parameters);
        }

        private static java.util.logging.Level jul(Level level) {
            return java.util.logging.Level.parse(Integer.toString(level.getSeverity()));
        }
    }
}
