package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes an event that clients emit: {@code List<Order> list(@Observes @On("order:list") OrderQuery query)}.
 *
 * <p>The observed parameter is the first argument, bound to its type by JSON-B; further ones are marked {@link Arg}. A
 * handler that wants no arguments observes the {@link Socket}, one that wants them unbound the {@link SocketEvent}. Any
 * other parameter is a {@link Socket}, an {@link Ack}, a {@link Param}, or an injection point as in every observer
 * method.
 *
 * <p>The result acknowledges the event if the client asked for it: at once, or on completion of a returned
 * {@link java.util.concurrent.CompletionStage}. A {@code void} method acknowledges through {@link Ack}, or not at all.
 * An exception is logged and leaves the event without acknowledgement; nothing else is harmed. An {@link EventRefused}
 * is not logged: it refuses the event, as middleware does.
 *
 * @see <a href="https://socket.io/docs/v4/listening-to-events/">Socket.IO: Listening to events</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface On {
    /** The name of the event; any text but Socket.IO's reserved names. */
    String value();
}
