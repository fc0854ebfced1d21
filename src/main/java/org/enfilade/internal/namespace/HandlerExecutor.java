package org.enfilade.internal.namespace;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The executor of the handlers, which refuses in one way. A container that undeploys fails with other exceptions, and
 * one that can have no more threads with an error; whoever hands over a task has to know that it will not run.
 */
record HandlerExecutor(Executor executor) implements Executor {
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new RejectedExecutionException(e);
        }
    }
}
