package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a socket that asks to join the namespace, and may refuse it: the short form of a {@link Middleware} for this
 * namespace alone, {@code nsp.use} in JavaScript.
 *
 * <pre>{@code
 * void check(@Observes @Connecting Socket socket) throws ConnectionRefused {
 *     if (socket.handshake().query("room").isEmpty()) {
 *         throw new ConnectionRefused("room missing");
 *     }
 * }
 * }</pre>
 *
 * <p>The socket is refused if the method throws: with the message and the data of a {@link ConnectionRefused}; with
 * "Internal error" otherwise, and then the failure is logged. A method that has to wait without a thread returns a
 * {@link java.util.concurrent.CompletionStage}: the socket goes on when it completes, with whatever value, and is
 * refused if it fails. Methods that return anything else fail the deployment.
 *
 * <p>Runs after {@code @RolesAllowed} and the {@link Middleware} of the class have let the socket through; several
 * methods run in the order of the {@link jakarta.annotation.Priority} of the observed parameter, then of their names.
 * What the socket joins or is sent here counts from the moment at which it has joined, as in middleware. Other
 * parameters are a {@link Param} or injection points. The method runs on a managed thread that may block.
 *
 * @see <a href="https://socket.io/docs/v4/middlewares/">Socket.IO: Middlewares</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Connecting {}
