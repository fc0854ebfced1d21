package org.enfilade.internal.management;

import java.time.Duration;

/** The threads that handlers run on. Safe for use by any thread. */
public interface HandlerThreads {
    /** Those of an executor that the application has named, of which nothing is known. */
    HandlerThreads UNKNOWN = new HandlerThreads() {
        @Override
        public int threads() {
            return -1;
        }

        @Override
        public int maxThreads() {
            return -1;
        }

        @Override
        public int waitingTasks() {
            return -1;
        }

        @Override
        public Duration longestWait() {
            return Duration.ZERO;
        }
    };

    /** How many threads there are, be they busy or not; -1 if that is not known. */
    int threads();

    /** How many threads there may be; -1 if that is not known. */
    int maxThreads();

    /** How many tasks wait for a thread; -1 if that is not known. */
    int waitingTasks();

    /**
     * How long the next task has been waiting, or less by some milliseconds; zero if threads can be had, or if it is
     * not known.
     */
    Duration longestWait();
}
