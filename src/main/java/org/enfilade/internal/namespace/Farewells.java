package org.enfilade.internal.namespace;

/**
 * What the end of a connection waits for: that other threads have sent what was held back for its sockets. Safe for use
 * by any thread.
 */
final class Farewells {
    private final Runnable close;
    // guarded by this
    private int sending;
    private boolean isToClose;

    /** @param close closes the connection; may be called more than once */
    Farewells(Runnable close) {
        this.close = close;
    }

    /** The end comes after what is being sent here. */
    void await(Outgoing outgoing) {
        synchronized (this) {
            sending++;
        }
        outgoing.afterRelease(this::sent);
    }

    private void sent() {
        boolean isLast;
        synchronized (this) {
            isLast = --sending == 0 && isToClose;
        }
        if (isLast) {
            close.run();
        }
    }

    /** Closes as soon as nothing is being sent. */
    void close() {
        boolean isFree;
        synchronized (this) {
            isToClose = true;
            isFree = sending == 0;
        }
        if (isFree) {
            close.run();
        }
    }
}
