package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes every event that is emitted to a socket of this namespace, before it is sent, on the thread that emits:
 * {@code void out(@Observes @OnAnyOutgoing SocketEvent event, Socket socket)}. Keep it short; what it throws is logged.
 * A method of this kind makes every broadcast of its namespace touch each socket.
 *
 * @see <a href="https://socket.io/docs/v4/listening-to-events/#catch-all-listeners">Socket.IO: Catch-all listeners</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OnAnyOutgoing {}
