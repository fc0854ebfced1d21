package org.enfilade;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes a room of the namespace that has got its first socket on this node:
 * {@code void created(@Observes @CreateRoom String room, Namespace namespace)}. Comes before the {@link JoinRoom} of
 * that socket. Socket.IO calls it {@code create-room}.
 *
 * <p>Each socket is in the room of its own id from its admission to its end. The changes of a namespace are told one
 * after the other in the order in which they have happened, soon after them, on a managed thread that may block; and in
 * no order to the events of the socket. There is no caller. A change that is undone before its turn comes is not told,
 * and neither is what undoes it: so never more waits than there are sockets in rooms. What the method throws is
 * logged. Rooms of other nodes are not observed. Nothing of this costs anything if no method observes rooms.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO: Room events</a>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CreateRoom {}
