package org.enfilade.load;

import jakarta.enterprise.event.Observes;
import org.enfilade.Arg;
import org.enfilade.On;
import org.enfilade.Socket;

/**
 * What a load generator asks for, in every namespace: {@code echo} (acknowledged with the same text), {@code cast} (to
 * everyone in the namespace, the sender too), {@code join} (a room) and {@code castroom} (to everyone in a room).
 *
 * <p>In {@link Main} ({@code /}) and {@link Dynamic} ({@code /dyn-1}, {@code /dyn-2} …) {@code echo} and {@code join}
 * are {@link org.enfilade.NonBlocking}; {@code cast} and {@code castroom} write to many, which is no task for a thread
 * that reads. {@link Blocking} ({@code /bench}) has the same handlers as they are by default, all on threads that may
 * block; the difference between the two is the price of that hand-over.
 */
abstract class Load {
    String echo(@Observes @On("echo") String payload) {
        return payload;
    }

    void cast(@Observes @On("cast") String payload, Socket socket) {
        socket.namespace().emit("cast", payload);
    }

    String join(@Observes @On("join") String room, Socket socket) {
        socket.join(room);
        return "ok";
    }

    void castroom(@Observes @On("castroom") String room, @Arg(1) String payload, Socket socket) {
        socket.namespace().to(room).emit("cast", payload);
    }
}
