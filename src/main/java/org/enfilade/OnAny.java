package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes every event from the client, after the middleware and before the handlers of that event:
 * {@code void any(@Observes @OnAny SocketEvent event, Socket socket, Ack<Object> ack)}. It acknowledges through the
 * {@link Ack} only.
 *
 * @see <a href="https://socket.io/docs/v4/listening-to-events/#catch-all-listeners">Socket.IO: Catch-all listeners</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OnAny {}
