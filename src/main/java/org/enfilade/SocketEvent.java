package org.enfilade;

import org.jspecify.annotations.Nullable;

/**
 * An event with its arguments not yet bound: what catch-all listeners, run-time listeners and event middleware see.
 * Immutable; the {@code with} methods make the changed copy that middleware passes on by
 * {@code call.setParameters(new Object[] {socket, event.withName("renamed")})}.
 */
public interface SocketEvent {
    /** The name; a number that the client sent as a name is its text. */
    String name();

    /** The arguments after the name, without the acknowledgement. */
    Arguments arguments();

    /** Whether the sender waits for an acknowledgement. */
    boolean wantsAck();

    /** This event under another name. */
    SocketEvent withName(String name);

    /**
     * This event with other arguments.
     *
     * @param values anything that can be emitted
     * @throws IllegalArgumentException if a value cannot be written as JSON
     */
    SocketEvent withArguments(@Nullable Object... values);
}
