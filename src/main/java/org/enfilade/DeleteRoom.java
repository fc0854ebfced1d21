package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a room of the namespace that has lost its last socket on this node:
 * {@code void deleted(@Observes @DeleteRoom String room, Namespace namespace)}. Comes after the {@link LeaveRoom} of
 * that socket. Socket.IO calls it {@code delete-room}.
 *
 * <p>When and how it is called {@link CreateRoom} says.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO: Room events</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface DeleteRoom {}
