package org.enfilade.sample;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arg;
import org.enfilade.Connect;
import org.enfilade.Disconnect;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.Socket;

/** The namespace /rooms: join, leave, speak, and know who listens. */
@NamespaceEndpoint("/rooms")
public class Rooms {
    @Inject
    @Of("/rooms")
    Namespace rooms;

    void connected(@Observes @Connect Socket socket) {
        socket.data().put("name", socket.handshake().auth().getString("name", "somebody"));
    }

    Set<String> join(@Observes @On("join") Room room, Socket socket) {
        socket.join(room.name());
        rooms.to(room.name()).emit("changed", room);
        return socket.rooms();
    }

    Set<String> leave(@Observes @On("leave") Room room, Socket socket) {
        socket.leave(room.name());
        rooms.to(room.name()).emit("changed", room);
        return socket.rooms();
    }

    CompletionStage<List<Object>> members(@Observes @On("members") Room room) {
        return rooms.in(room.name())
                .fetchSockets()
                .thenApply(
                        all -> all.stream().map(one -> one.data().get("name")).toList());
    }

    CompletionStage<Integer> say(@Observes @On("say") Room room, @Arg(1) String text, Socket socket) {
        return socket.to(room.name())
                .timeout(Duration.ofSeconds(2))
                .emitWithAck("said", room, socket.data().get("name"), text)
                .thenApply(List::size); // so many have heard it
    }

    void left(@Observes @Disconnect Socket socket) {
        for (Room room : Room.values()) {
            rooms.to(room.name()).emit("changed", room);
        }
    }
}
