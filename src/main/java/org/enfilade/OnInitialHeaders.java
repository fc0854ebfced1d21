package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes the first answer of each connection, anywhere in the application, and may add headers to it, such as a
 * cookie: {@code void headers(@Observes @OnInitialHeaders ResponseHeaders headers)}. {@link OnHeaders} says the rest.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#event-initial_headers">Socket.IO: initial_headers</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OnInitialHeaders {}
