package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes what goes wrong with an event of a client, and may answer it:
 *
 * <pre>{@code
 * Problem refused(@Observes @OnError EventRefused refusal, Socket socket) { return new Problem(refusal.getMessage()); }
 * }</pre>
 *
 * <p>The type of the parameter chooses: {@link EventRefused} is what middleware or a handler threw to refuse the event,
 * or that the client has not a required role; {@link ArgumentMismatch} is an argument that does not fit the handler's
 * parameter; {@code ConstraintViolationException} is what Jakarta Validation found; any other exception is what
 * middleware, an {@link On} or {@link OnAny} method, or a run-time listener threw, or what a returned stage failed
 * with. {@link Throwable} observes them all. An error that no such method observes is logged and the event stays
 * without acknowledgement; one that is observed is not logged, but for a line at DEBUG if it is the client's.
 *
 * <p>What the method returns acknowledges the event, if the client asked for that and nothing has acknowledged it
 * before; a {@code void} method may take an {@link Ack}. Other parameters are the {@link Socket}, the
 * {@link SocketEvent}, a {@link Param}, or injection points. The method runs in the order of the socket's events on a
 * managed thread that may block. What it throws is logged.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socketusefn">Socket.IO: socket.use</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OnError {}
