package org.enfilade.internal.time;

import java.time.Duration;
import java.time.Instant;

/** Time, as a parameter. */
public interface Ticker {
    /** A task that waits for its time. */
    interface Timer {
        /** Forgets the task; without effect if it has begun. */
        void cancel();
    }

    /** The time in nanoseconds from an arbitrary origin. */
    long nanos();

    /** The time of the wall clock, which may be set. */
    default Instant now() {
        return Instant.now();
    }

    /** Runs a short task, which must not block, after a delay. */
    Timer after(Duration delay, Runnable task);
}
