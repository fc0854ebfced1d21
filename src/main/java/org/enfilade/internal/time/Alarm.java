package org.enfilade.internal.time;

import java.time.Duration;

/**
 * One timer that is set again and again; only what was set last rings. The ticker is called without a lock, so a task
 * that comes too early or too late is told from the current one by its number.
 */
public final class Alarm {
    private final Ticker ticker;
    // guarded by this
    private int number;
    private Ticker.Timer timer;
    private boolean isLast;

    public Alarm(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Sets it, instead of what was set before; without effect after {@link #setLast} and {@link #stop}. */
    public void set(Duration delay, Runnable task) {
        set(delay, task, false);
    }

    /** Sets it for the last time. */
    public void setLast(Duration delay, Runnable task) {
        set(delay, task, true);
    }

    private void set(Duration delay, Runnable task, boolean last) {
        int mine;
        Ticker.Timer before;
        synchronized (this) {
            if (isLast) {
                return;
            }
            isLast = last;
            mine = ++number;
            before = timer;
            timer = null;
        }
        cancel(before);
        Ticker.Timer made = ticker.after(delay, () -> ring(mine, task));
        synchronized (this) {
            if (mine == number) {
                timer = made;
                return;
            }
        }
        made.cancel();
    }

    private void ring(int mine, Runnable task) {
        synchronized (this) {
            if (mine != number) {
                return;
            }
        }
        task.run();
    }

    /** Nothing rings any more. Idempotent. */
    public void stop() {
        Ticker.Timer before;
        synchronized (this) {
            isLast = true;
            number++;
            before = timer;
            timer = null;
        }
        cancel(before);
    }

    private static void cancel(Ticker.Timer obsolete) {
        if (obsolete != null) {
            obsolete.cancel();
        }
    }
}
