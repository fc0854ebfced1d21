package org.enfilade.internal.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.enfilade.Socket;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.namespace.SocketTasks;

/**
 * Runs calls into the application with its class loader, and with an active request context if anything in the
 * deployment uses one. A context that is active already, as in a call within a call, is left as it is.
 */
final class RequestContexts {
    /** A call that reports its own failures. */
    interface Call<T> {
        T run();
    }

    private final BeanManager beans;
    private final SocketTasks tasks;
    private final CurrentSocket currentSocket;
    private final boolean activates;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    // A controller serves one thread at a time, and finding one costs more than using it; as many as ran at once are
    // kept.
    private final Queue<RequestContextController> idle = new ConcurrentLinkedQueue<>();

    /**
     * @param tasks run as a socket's caller, on threads that may block and know the application's names
     * @param activates whether to activate request contexts: where nobody sees them, they are a tenth of what an event
     *     costs apart from the network
     */
    RequestContexts(BeanManager beans, SocketTasks tasks, CurrentSocket currentSocket, boolean activates) {
        this.beans = beans;
        this.tasks = tasks;
        this.currentSocket = currentSocket;
        this.activates = activates;
    }

    /** Runs a task on a thread for handlers, as the caller of the socket, or says that it cannot be run. */
    void execute(Socket socket, Runnable task, Consumer<Throwable> notRun) {
        tasks.execute(socket, task, notRun);
    }

    /** The same when the events of the socket that have come so far are done. */
    void inOrder(Socket socket, Runnable task) {
        tasks.inOrder(socket, task);
    }

    void run(Runnable call, String failure) {
        call(null, () -> {
            try {
                call.run();
            } catch (Throwable e) {
                Log.error(failure, e);
            }
            return null;
        });
    }

    /**
     * Calls the application for a socket, which can be injected meanwhile.
     *
     * @param socket {@code null} for none
     */
    <T> T call(Socket socket, Call<T> call) {
        Socket outer = currentSocket.begin(socket);
        try {
            return call(call);
        } finally {
            currentSocket.end(outer);
        }
    }

    private <T> T call(Call<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader outer = thread.getContextClassLoader();
        if (outer == loader) {
            return within(call);
        }
        thread.setContextClassLoader(loader);
        try {
            return within(call);
        } finally {
            thread.setContextClassLoader(outer);
        }
    }

    private <T> T within(Call<T> call) {
        return activates ? inContext(call) : call.run();
    }

    private <T> T inContext(Call<T> call) {
        RequestContextController controller = idle.poll();
        if (controller == null) {
            controller = beans.createInstance()
                    .select(RequestContextController.class)
                    .get();
        }
        boolean activated = controller.activate();
        try {
            return call.run();
        } finally {
            if (activated) {
                deactivate(controller);
            }
            idle.offer(controller);
        }
    }

    private static void deactivate(RequestContextController controller) {
        try {
            controller.deactivate();
        } catch (RuntimeException e) {
            Log.error("Destroying request-scoped beans failed", e);
        }
    }
}
