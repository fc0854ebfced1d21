package org.enfilade.internal.namespace;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.enfilade.internal.time.Ticker;

/**
 * Who opened a connection, as the web container knew it then: the core's way to roles, HTTP session and identity. All
 * methods may be called from any thread, as long as the connection lives.
 */
public interface Caller {
    /** Nobody in particular. */
    Caller NOBODY = new Caller() {};

    /**
     * Whether the caller was in a role.
     *
     * @throws IllegalArgumentException if the application names no such role
     */
    default boolean isInRole(String role) {
        return false;
    }

    /** An attribute of the HTTP session, now; empty if there is none, no session, or it has ended. */
    default Optional<Object> sessionAttribute(String name) {
        return Optional.empty();
    }

    /**
     * Runs an action when the HTTP session ends, on the thread that ends it, or later by the ticker; without a session
     * never. It may run before this returns.
     *
     * @return forgets the action; empty if the session has ended already, and the action is not run
     */
    default Optional<Runnable> whenSessionEnds(Runnable action, Ticker ticker) {
        return Optional.of(() -> {});
    }

    /**
     * Runs tasks as this caller: exactly once, and before it returns. {@code null} if tasks may run as they are, since
     * the caller is nobody and so is whoever is on the threads.
     */
    default Executor identity() {
        return null;
    }

    /**
     * Runs a task as this caller.
     *
     * @param notRun told instead if he cannot be put on this thread
     */
    default void run(Runnable task, Consumer<Throwable> notRun) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            Executor identity = identity();
            if (identity == null) {
                task.run();
                return;
            }
            identity.execute(() -> {
                begun.setPlain(true);
                task.run();
            });
        } catch (RuntimeException | Error e) {
            if (begun.getPlain()) {
                throw e;
            }
            notRun.accept(e);
        }
    }
}
