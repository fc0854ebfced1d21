package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import org.enfilade.CreateRoom;
import org.enfilade.DeleteRoom;
import org.enfilade.JoinRoom;
import org.enfilade.LeaveRoom;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Param;
import org.enfilade.Socket;
import org.enfilade.SocketIO;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.enfilade.internal.namespace.RoomChange;
import org.junit.jupiter.api.Test;

/** Methods that observe rooms. */
class RoomObserversTest {
    static final List<String> NOTES = new CopyOnWriteArrayList<>();

    @NamespaceEndpoint("/halls/{hall}")
    static class Halls {
        @Inject
        Socket current;

        void created(@Observes @CreateRoom String room, Namespace namespace, SocketIO io) {
            NOTES.add("created " + room + " in " + namespace.name() + " of " + (io != null));
        }

        void joined(@Observes @JoinRoom String room, Socket socket) {
            NOTES.add("joined " + room + " " + socket.id() + " " + current.equals(socket));
        }

        void left(@Observes @LeaveRoom String room, Socket socket, @Param("hall") String hall) {
            NOTES.add("left " + room + " " + socket.id() + " " + hall);
        }

        void deleted(@Observes @DeleteRoom String room) {
            NOTES.add("deleted " + room);
            throw new IllegalStateException("an observer");
        }

        void deletedToo(@Observes @DeleteRoom String room) {
            NOTES.add("deleted too " + room);
        }
    }

    @NamespaceEndpoint("/")
    static class Main {
        void event(@Observes @On("x") Socket socket) {}
    }

    @Test
    void observers_areCalledWithRoomSocketAndNamespace_andAFailureIsLogged() {
        NOTES.clear();
        try (TestApplication application = TestApplication.of(Halls.class);
                LogCapture log = new LogCapture()) {
            NamespaceHandler halls = application.namespace("/halls/{hall}");
            Socket socket = FakeSocket.create(Map.of("hall", "a"));
            assertThat(halls.seesRooms()).isTrue();
            halls.roomChanged(RoomChange.CREATE, socket.namespace(), "r", null);
            halls.roomChanged(RoomChange.JOIN, socket.namespace(), "r", socket);
            halls.roomChanged(RoomChange.LEAVE, socket.namespace(), "r", socket);
            halls.roomChanged(RoomChange.DELETE, socket.namespace(), "r", null);
            assertThat(NOTES)
                    .containsExactly(
                            "created r in /child of true",
                            "joined r " + socket.id() + " true",
                            "left r " + socket.id() + " a",
                            "deleted r",
                            "deleted too r");
            assertThat(log.errors())
                    .singleElement()
                    .extracting(LogRecord::getMessage)
                    .asString()
                    .contains("@DeleteRoom", "Halls.deleted");
        }
    }

    @Test
    void beanThatObservesNoRooms_isNotTold() {
        try (TestApplication application = TestApplication.of(Main.class)) {
            assertThat(application.namespace("/").seesRooms()).isFalse();
        }
    }
}
