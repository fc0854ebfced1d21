package org.enfilade;

import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement function of an event, for handlers that answer later than by returning:
 * {@code void late(@Observes @On("late") String s, Ack<String> ack)}.
 *
 * <p>The first call counts, further ones do nothing, as does a call after the socket has left or when the client asked
 * for no acknowledgement. May be called from any thread; never blocks.
 *
 * @param <T> the type of the answer
 * @see <a href="https://socket.io/docs/v4/emitting-events/#acknowledgements">Socket.IO: Acknowledgements</a>
 */
public interface Ack<T> {
    /**
     * Answers with one value.
     *
     * @param value anything that can be emitted; may be {@code null}
     * @throws IllegalArgumentException if the value cannot be written as JSON or holds more than ten binary values
     */
    void send(@Nullable T value);

    /**
     * Answers with any number of values, also none: the acknowledgement's positional arguments.
     *
     * @param values each may be {@code null}; taken as by {@link Broadcast#emit}
     * @throws IllegalArgumentException if a value cannot be written as JSON or there are more than ten binary values
     */
    void sendAll(@Nullable Object... values);

    /** Whether the client, or the server that emitted, waits for an acknowledgement. */
    boolean isRequested();
}
