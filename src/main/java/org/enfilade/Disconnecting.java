package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a socket that is about to leave:
 * {@code void leaving(@Observes @Disconnecting DisconnectReason reason, Socket socket)}. Its rooms are still there. The
 * observed parameter may also be the {@link Socket}.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnecting">Socket.IO: disconnecting</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Disconnecting {}
