package org.enfilade.internal.namespace;

import java.util.concurrent.Executor;
import org.enfilade.internal.engine.Flusher;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.time.Ticker;

/** Where the tasks of sockets run: on the handlers' executor, with what they send collected. */
final class MailboxExecutor {
    private final Executor executor;
    private final Flusher flusher;
    private final Ticker ticker;
    private final RareWarning refusals = new RareWarning();
    private final RejectedRuns rejected;

    MailboxExecutor(Executor executor, Flusher flusher, Ticker ticker) {
        this.executor = executor;
        this.flusher = flusher;
        this.ticker = ticker;
        this.rejected = new RejectedRuns(ticker);
    }

    /** Runs a task on a thread that may block; {@code false} if the executor is full or shut down. */
    boolean execute(Runnable task) {
        try {
            executor.execute(() -> flusher.collect(task));
            return true;
        } catch (RuntimeException | Error e) {
            // Not only RejectedExecutionException: a container that undeploys may have no threads any more, and no
            // machine has any number of them.
            refusals.log(ticker.nanos(), () -> "The executor of the handlers refuses tasks: " + e.getMessage());
            return false;
        }
    }

    /** Tries a rejected run again until there is a thread for it. */
    void executeLater(RejectedRuns.Run run) {
        rejected.add(run);
    }

    /** Runs a task on this thread; what it throws is logged. */
    void runHere(Runnable task) {
        run(() -> flusher.collect(task));
    }

    /** The same on the thread that has read an event, and may be about to read more of them. */
    void runOnReader(Runnable task) {
        run(() -> flusher.collectOnReader(task, executor));
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            Log.error("A task of a socket failed", e);
        }
    }
}
