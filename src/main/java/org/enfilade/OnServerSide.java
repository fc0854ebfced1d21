package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes an event that another server of the cluster emits in this namespace by {@link Namespace#serverSideEmit}:
 * {@code Stats stats(@Observes @OnServerSide("stats") String filter)}. What this server emits, and what clients emit,
 * is not observed.
 *
 * <p>The observed parameter is the first argument, bound to its type by JSON-B; further ones are marked {@link Arg}. A
 * handler that wants no arguments, or wants them unbound, observes the {@link SocketEvent}. Any other parameter is an
 * {@link Ack}, the {@link Namespace} of the event, a {@link Param}, or an injection point as in every observer method.
 * There is no {@link Socket}, and no caller.
 *
 * <p>The result answers the event if {@link Namespace#serverSideEmitWithAck} asked for it: at once, or on completion of
 * a returned {@link java.util.concurrent.CompletionStage}. A {@code void} method answers through {@link Ack}, or not at
 * all; one that takes an {@code Ack} and forgets it makes this server a missing one. An exception, and an argument that
 * does not fit its type, is logged as an error and means that this server has no answer; nothing else is harmed.
 *
 * <p>Handlers run on the threads of all handlers and may block. Those of one namespace are called one after the other
 * on each server: what waits for another server holds back the events that come after it. No middleware stands before
 * them.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#namespaceserversideemiteventname-args">Socket.IO:
 *     serverSideEmit</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OnServerSide {
    /** The name of the event; any text but Socket.IO's reserved names. */
    String value();
}
