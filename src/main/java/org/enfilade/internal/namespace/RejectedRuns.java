package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.ArrayDeque;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.time.Ticker;

/**
 * Runs that the executor has rejected. They are tried again, the first one first, until there is a thread for them or
 * they have waited for long. One timer serves them all, and there is none while nothing waits. Safe for use by any
 * thread.
 */
final class RejectedRuns {
    /** What waits for a thread. */
    interface Run {
        /** Begins, if there is still something to run; {@code false} if it was rejected again. */
        boolean beginAgain();

        /** Waits no longer; called instead of {@link #beginAgain}. */
        void giveUp();
    }

    static final Duration PAUSE = Duration.ofMillis(50);
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** More sockets than this do not wait: where there are no threads, memory is likely to be short as well. */
    static final int MAX_WAITING = 16_384;

    private record Waiting(Run run, long since) {}

    private final Ticker ticker;
    // guarded by this
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private boolean ticking;

    RejectedRuns(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Waits for a thread; not to be called again for a run that waits. */
    void add(Run run) {
        Waiting waiting = new Waiting(run, ticker.nanos());
        boolean fits;
        boolean isFirst;
        synchronized (this) {
            fits = queue.size() < MAX_WAITING;
            if (fits) {
                queue.add(waiting);
            }
            isFirst = fits && !ticking;
            ticking |= fits;
        }
        if (isFirst) {
            ticker.after(PAUSE, this::tryAgain);
        }
        if (!fits) {
            giveUp(run);
        }
    }

    /** Once one of them is rejected the others are not tried: a rejection may be dear. */
    private void tryAgain() {
        long now = ticker.nanos();
        boolean isRefused = false;
        for (Waiting next = poll(); next != null; next = poll()) {
            isRefused = isRefused || !next.run.beginAgain();
            if (isRefused && now - next.since < PATIENCE.toNanos()) {
                putBack(next);
                ticker.after(PAUSE, this::tryAgain);
                return;
            }
            if (isRefused) {
                giveUp(next.run);
            }
        }
    }

    /** One that fails keeps none of the others from being tried again. */
    private static void giveUp(Run run) {
        try {
            run.giveUp();
        } catch (RuntimeException | Error e) {
            Log.error("A socket for which no thread could be had does not end", e);
        }
    }

    private synchronized Waiting poll() {
        Waiting next = queue.poll();
        ticking = next != null;
        return next;
    }

    private synchronized void putBack(Waiting waiting) {
        queue.addFirst(waiting);
    }
}
