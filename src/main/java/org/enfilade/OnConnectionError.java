package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a refused handshake anywhere in the application, not only in a namespace bean:
 * {@code void failed(@Observes @OnConnectionError ConnectionError error)}. For logs and counters; it cannot change the
 * answer.
 *
 * @see <a href="https://socket.io/docs/v4/troubleshooting-connection-issues/">Socket.IO: connection_error</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OnConnectionError {}
