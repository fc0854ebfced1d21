package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a socket of this node that has left a room, also because it has left the namespace:
 * {@code void left(@Observes @LeaveRoom String room, Socket socket)}. Socket.IO calls it {@code leave-room}.
 *
 * <p>When and how it is called {@link CreateRoom} says.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO: Room events</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface LeaveRoom {}
