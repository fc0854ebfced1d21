package org.enfilade;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an interceptor binding a middleware. The binding stands on a {@link NamespaceEndpoint} (or on a stereotype of
 * it), and the interceptors with that binding are the functions of {@code nsp.use} or {@code socket.use}, in the order
 * of their {@link jakarta.annotation.Priority}. An interceptor's {@code @AroundInvoke} method
 *
 * <ul>
 *   <li>goes on by {@code return call.proceed()};
 *   <li>refuses by throwing, preferably {@link ConnectionRefused} or {@link EventRefused};
 *   <li>waits without a thread by returning a {@link java.util.concurrent.CompletionStage} that goes on when it is
 *   ready; {@code proceed} always returns a stage here, and may be called later and on any thread. A stage that
 *   completes without {@code proceed} having been called refuses, as does returning without it; the message is then
 *   "Forbidden".
 * </ul>
 *
 * <p>The parameters of the call are the {@link Socket} ({@link Kind#CONNECT}), or the {@link Socket} and the
 * {@link SocketEvent} ({@link Kind#EVENT}); {@code call.getTarget()} is the socket. Middleware runs on a managed thread
 * that may block. One instance of an interceptor serves all sockets of the namespace bean and is called concurrently.
 *
 * @see <a href="https://socket.io/docs/v4/middlewares/">Socket.IO: Middlewares</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface Middleware {
    /** When the middleware runs. */
    Kind value();

    /** The two places of middleware. */
    enum Kind {
        /** Once for each connection to the namespace, before the socket joins ({@code nsp.use}). */
        CONNECT,
        /** For each event of a joined socket, before its handlers ({@code socket.use}); may rewrite the event. */
        EVENT
    }
}
