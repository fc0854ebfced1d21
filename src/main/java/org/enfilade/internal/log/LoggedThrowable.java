package org.enfilade.internal.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Stands for a throwable whose messages, or those of its causes, cannot be printed as they are. It has the same stack
 * traces.
 */
final class LoggedThrowable extends Throwable {
    private static final long serialVersionUID = 1L;

    /** A chain of causes that a client could make longer ends here. */
    private static final int MAX_COUNT = 100;

    private final String description;

    private LoggedThrowable(Throwable original, Throwable cause) {
        super(messageOf(original), cause);
        String text = describe(original);
        description = text == null ? original.getClass().getName() : LogText.line(text);
    }

    /** The throwable itself if there is nothing to change about it; {@code null} for {@code null}. */
    static Throwable of(Throwable failure) {
        return failure == null || isHarmless(failure, newSet()) ? failure : copy(failure, newSet());
    }

    private static Set<Throwable> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean isHarmless(Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return true;
        }
        String text = describe(failure);
        if (seen.size() > MAX_COUNT
                || text == null
                || !text.equals(LogText.line(text))
                || !isHarmless(failure.getCause(), seen)) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isHarmless(suppressed, seen)) {
                return false;
            }
        }
        return true;
    }

    private static LoggedThrowable copy(Throwable failure, Set<Throwable> seen) {
        if (seen.size() == MAX_COUNT || !seen.add(failure)) {
            LoggedThrowable end = new LoggedThrowable(failure, null);
            end.setStackTrace(new StackTraceElement[0]);
            return end;
        }
        Throwable cause = failure.getCause();
        LoggedThrowable copy = new LoggedThrowable(failure, cause == null ? null : copy(cause, seen));
        copy.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            copy.addSuppressed(copy(suppressed, seen));
        }
        return copy;
    }

    private static String messageOf(Throwable failure) {
        try {
            String message = failure.getLocalizedMessage();
            return message == null ? null : LogText.line(message);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** {@code null} if it fails, as anything of an application may. */
    private static String describe(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (RuntimeException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return description;
    }
}
