package org.enfilade.internal.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How often failures are worth an entry of their own. A client may make the application fail as often as it likes, and
 * an entry with its stack trace is thousands of bytes. Each kind of failure has a few entries at once, and one more in
 * each minute, which tells how many there were besides. Safe for use by any thread.
 */
final class FailureRates {
    /** How many entries a kind has at once. */
    static final int AT_ONCE = 10;
    /** How many kinds are told from one another; all others are one. */
    static final int KINDS = 500;

    private static final long SHARE = Duration.ofMinutes(1).toNanos();
    private static final long BURST = AT_ONCE * SHARE;
    /** As deep as two failures with one place differ by who has called it. */
    private static final int FRAMES = 10;

    private static final int CAUSES = 20;

    /**
     * What tells failures apart, without what a client can choose. No record: Java 17 keeps the class whose {@code
     * hashCode} it has made last ({@code ObjectMethods}, in the cache of a method handle), and with it the application.
     */
    private static final class Kind {
        static final Kind OTHER = new Kind("", 0, "");

        private final String type;
        /** The places that have failed, hashed. */
        private final int where;
        /** The message until it names something. */
        private final String what;

        private Kind(String type, int where, String what) {
            this.type = type;
            this.where = where;
            this.what = what;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Kind kind
                    && where == kind.where
                    && type.equals(kind.type)
                    && what.equals(kind.what);
        }

        @Override
        public int hashCode() {
            return Objects.hash(type, where, what);
        }

        static Kind of(String message, Throwable failure) {
            Throwable root = failure;
            for (int i = 0; i < CAUSES && root.getCause() != null; i++) {
                root = root.getCause();
            }
            int where = 31 * where(failure) + (root == failure ? 0 : where(root));
            return new Kind(failure.getClass().getName() + ' ' + root.getClass().getName(), where, start(message));
        }

        /** Names of clients stand in quotation marks, or are those of namespaces. */
        private static String start(String message) {
            int end = 0;
            while (end < message.length() && message.charAt(end) != '"' && message.charAt(end) != '/') {
                end++;
            }
            return message.substring(0, end);
        }

        private static int where(Throwable failure) {
            StackTraceElement[] trace = failure.getStackTrace();
            int hash = 1;
            for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
                hash = 31 * hash + trace[i].hashCode();
            }
            return hash;
        }
    }

    /** Of one kind. */
    private static final class Rate {
        /** When it may have its whole burst again. */
        private long whole;

        private long leftOut;

        Rate(long now) {
            whole = now;
        }

        boolean isWhole(long now) {
            return whole - now <= 0;
        }

        /** How many were left out since the last entry; -1 if this one is to be left out too. */
        long take(long now) {
            long ahead = Math.max(whole - now, 0) + SHARE;
            if (ahead > BURST) {
                leftOut++;
                return -1;
            }
            whole = now + ahead;
            long before = leftOut;
            leftOut = 0;
            return before;
        }
    }

    // guarded by this
    private final Map<Kind, Rate> rates = new HashMap<>();

    /**
     * Counts a failure: how many of its kind were left out since the last one that was not; -1 if this one is to be
     * left out too.
     *
     * @param nanos the time, from any origin that stays the same
     */
    long count(String message, Throwable failure, long nanos) {
        Kind kind = Kind.of(message, failure);
        synchronized (this) {
            return rate(kind, nanos).take(nanos);
        }
    }

    private Rate rate(Kind kind, long now) {
        Rate known = rates.get(kind);
        if (known != null) {
            return known;
        }
        if (rates.size() >= KINDS) {
            rates.values().removeIf(rate -> rate.isWhole(now));
        }
        return rates.computeIfAbsent(rates.size() < KINDS ? kind : Kind.OTHER, key -> new Rate(now));
    }

    synchronized void clear() {
        rates.clear();
    }

    /** How many kinds are known, for tests. */
    synchronized int size() {
        return rates.size();
    }
}
