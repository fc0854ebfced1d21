package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a socket that has joined the namespace: {@code void connected(@Observes @Connect Socket socket)}. Runs after
 * the middleware has admitted the socket and CONNECT has been sent, and before the first event of that socket.
 *
 * @see <a href="https://socket.io/docs/v4/server-instance/#connection">Socket.IO: connection</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Connect {}
