package org.enfilade;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many events each socket may send: on a {@link NamespaceEndpoint} class all events of a socket of that namespace
 * together, in place of {@link ServerOptions#maxEventsPerSecond()}; on an {@link On} method those that it handles, and
 * they count among all events of the namespace too.
 *
 * <pre>{@code
 * @NamespaceEndpoint("/chat")
 * @Limit(20)
 * public class Chat {
 *     @Limit(value = 5, seconds = 60)
 *     boolean login(@Observes @On("login") Login login) { … }
 * }
 * }</pre>
 *
 * <p>A socket may send {@link #burst()} events at once, and gets {@link #value()} more in {@link #seconds()}, evenly,
 * until it has its burst again. Events count when they come, by the name that the client gave them, before middleware.
 *
 * <p>An event over the limit reaches neither middleware nor handlers. {@link OnError} methods get an
 * {@link EventRefused} with the message "too many events", whose result is the acknowledgement; but only for as many
 * events as the limit itself allows, so that refusals are no attack either. What is beyond that is dropped without a
 * word. With {@link #disconnect()} the connection is closed instead, and the client connects again by itself.
 *
 * <p>A client that leaves a namespace and joins it again over the same connection has no more events for that.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Token_bucket">Token bucket</a>
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Limit {
    /** How many events, at least one. */
    int value();

    /** In how many seconds, at least one. */
    int seconds() default 1;

    /** How many events at once; 0 for as many as {@link #value()}. */
    int burst() default 0;

    /** Whether the connection of a client over the limit is closed, instead of its events being refused. */
    boolean disconnect() default false;
}
