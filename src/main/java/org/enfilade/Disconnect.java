package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a socket that has left: {@code void left(@Observes @Disconnect DisconnectReason reason, Socket socket)}. Its
 * rooms are gone; what it emits is dropped. Runs once for every socket that {@link Connect} was run for, after the
 * event that is being handled has ended. The observed parameter may also be the {@link Socket}.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnect">Socket.IO: disconnect</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Disconnect {}
