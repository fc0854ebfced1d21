package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a namespace that has just been created, in any bean:
 * {@code void created(@Observes @NewNamespace Namespace namespace)}. Children of dynamic namespaces and namespaces made
 * by {@link SocketIO#of} count; those of the deployment do not.
 *
 * @see <a href="https://socket.io/docs/v4/server-instance/#new_namespace">Socket.IO: new_namespace</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface NewNamespace {}
