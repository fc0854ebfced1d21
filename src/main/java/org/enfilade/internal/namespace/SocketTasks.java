package org.enfilade.internal.namespace;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.enfilade.Socket;
import org.enfilade.internal.engine.Flusher;
import org.enfilade.internal.time.Ticker;

/** The threads for everything of the application, which may block; what tasks send is collected. */
public final class SocketTasks {
    /** A socket of this node. */
    interface Own extends Socket {
        /** Who opened its connection. */
        Caller caller();

        /** Runs a task after the events that have come so far, unless it has left by then. */
        void inOrder(Runnable task);
    }

    private final Executor executor;
    private final Ticker ticker;
    private final Flusher flusher;
    private final MailboxExecutor mailboxes;

    /** @param handlers may refuse tasks */
    public SocketTasks(Executor handlers, Ticker ticker) {
        this.ticker = ticker;
        executor = new HandlerExecutor(handlers);
        flusher = new Flusher(ticker);
        mailboxes = new MailboxExecutor(executor, flusher, ticker);
    }

    /**
     * Runs a task as the caller who opened the socket's connection.
     *
     * @param notRun told instead if the task cannot be run
     */
    public void execute(Socket socket, Runnable task, Consumer<Throwable> notRun) {
        Runnable asCaller = socket instanceof Own own ? () -> own.caller().run(task, notRun) : task;
        if (!mailboxes.execute(asCaller)) {
            notRun.accept(new RejectedExecutionException("no thread could be had"));
        }
    }

    /** Runs a task in the order of the socket's events; not at all if it has left by then. */
    public void inOrder(Socket socket, Runnable task) {
        if (socket instanceof Own own) {
            own.inOrder(task);
        } else {
            mailboxes.execute(task);
        }
    }

    Executor executor() {
        return executor;
    }

    Ticker ticker() {
        return ticker;
    }

    Flusher flusher() {
        return flusher;
    }

    MailboxExecutor mailboxes() {
        return mailboxes;
    }
}
