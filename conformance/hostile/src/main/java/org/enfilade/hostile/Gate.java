package org.enfilade.hostile;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Holds up the handlers of {@code slow} while it is shut, and counts them. */
@ApplicationScoped
public class Gate {
    /** For a test that has ended without opening it. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    // Methods are not synchronized: the proxy of the bean would be as well, with a lock of its own that no wait gives
    // back.
    private final Object lock = new Object();
    // guarded by lock
    private boolean shut;
    private int entered;

    void shut() {
        synchronized (lock) {
            shut = true;
            entered = 0;
        }
    }

    void open() {
        synchronized (lock) {
            shut = false;
            lock.notifyAll();
        }
    }

    /** How many have come since it was shut, the waiting ones included. */
    int entered() {
        synchronized (lock) {
            return entered;
        }
    }

    void pass() throws InterruptedException {
        synchronized (lock) {
            entered++;
            long end = System.nanoTime() + LONGEST;
            for (long left = LONGEST; shut && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
        }
    }
}
