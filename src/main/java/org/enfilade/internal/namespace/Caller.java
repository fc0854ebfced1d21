package org.enfilade.internal.namespace;

import java.util.Optional;
import java.util.concurrent.Executor;
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
}
