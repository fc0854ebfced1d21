package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes what the event middleware threw, in place of the event it refused, and each {@link EventRefused} that a handler of an
 * event has thrown: {@code void refused(@Observes @OnError Throwable error, Socket socket)}. The parameter type may be narrower, for
 * example {@link EventRefused}: other errors then pass it by.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socketusefn">Socket.IO: socket.use</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OnError {}
