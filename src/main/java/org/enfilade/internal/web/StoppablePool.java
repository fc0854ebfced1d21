package org.enfilade.internal.web;

import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.management.HandlerThreads;
import org.enfilade.internal.namespace.Completion;

/** Threads for handlers that are ours to stop. */
interface StoppablePool extends Executor, HandlerThreads {
    /** So long what runs and what waits may go on at the end. */
    long GRACE_SECONDS = 3;
    /** So long what has been interrupted may take to end. */
    long LAST_SECONDS = 1;

    /** Accepts nothing more, gives what runs and waits some time, then interrupts it and gives it a moment to end. */
    void stop();

    /** Of what will not run, what somebody may wait for. */
    static void completeAll(Collection<Runnable> left) {
        for (Runnable task : left) {
            if (task instanceof Completion) {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    Log.error("A result could not be completed", e);
                }
            }
        }
    }

    /** Whether all threads have ended within that time; none may be started any more. */
    static boolean hasEndedWithin(long seconds, ExecutorService threads) {
        try {
            return threads.awaitTermination(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
