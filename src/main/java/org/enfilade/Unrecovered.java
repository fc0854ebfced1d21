package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a socket that was kept for its client and that the client has not come back to:
 * {@code void gone(@Observes @Unrecovered Socket socket)}. Runs once, after {@link Disconnect}: when the client has
 * been away too long, when a bound has dropped what was kept, when its HTTP session has ended, or when the client was
 * refused or could not get all that it had missed. Does not run when the application is undeployed. The socket has its
 * data, and shows the rooms that it would have had again. The observed parameter may also be the
 * {@link DisconnectReason}.
 *
 * @see ServerOptions#connectionStateRecovery()
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Unrecovered {}
