package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a socket of this node that has joined a room, or was moved there by {@code socketsJoin}:
 * {@code void joined(@Observes @JoinRoom String room, Socket socket)}. Socket.IO calls it {@code join-room}.
 *
 * <p>When and how it is called {@link CreateRoom} says.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO: Room events</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface JoinRoom {}
