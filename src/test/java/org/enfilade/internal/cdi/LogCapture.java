package org.enfilade.internal.cdi;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.enfilade.internal.log.FailureRatesTest;

/** What is logged while it is open, from the level INFO on unless all is asked for; keeps it off the console. */
public final class LogCapture extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("org.enfilade");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private final Level before = logger.getLevel();

    public LogCapture() {
        FailureRatesTest.forget();
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** With the levels below INFO too. */
    public static LogCapture ofAll() {
        LogCapture capture = new LogCapture();
        capture.logger.setLevel(Level.ALL);
        return capture;
    }

    public List<LogRecord> messages() {
        return List.copyOf(records);
    }

    public List<LogRecord> errors() {
        return records.stream()
                .filter(logged -> logged.getLevel() == Level.SEVERE)
                .toList();
    }

    /** The messages of the level DEBUG. */
    public List<String> debug() {
        return records.stream()
                .filter(logged -> logged.getLevel() == Level.FINE)
                .map(LogRecord::getMessage)
                .toList();
    }

    /** The lines of a file that this is written to. */
    public List<String> lines() {
        StringWriter file = new StringWriter();
        PrintWriter out = new PrintWriter(file);
        for (LogRecord logged : records) {
            out.println(logged.getLevel() + " " + logged.getMessage());
            if (logged.getThrown() != null) {
                logged.getThrown().printStackTrace(out);
            }
        }
        return List.of(file.toString().split("\\R|\u0085|\u2028|\u2029"));
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
        logger.setUseParentHandlers(true);
    }
}
