package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.enfilade.Namespace;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;

/** What Socket.IO's adapters tell by {@code create-room}, {@code join-room}, {@code leave-room}, {@code delete-room}. */
class RoomEventsTest {
    private final TestServer test = new TestServer();
    private final FakeHandler chat = test.declare("/chat");
    private final Client client;
    private final Socket socket;
    private final String id;

    RoomEventsTest() {
        chat.rooms = true;
        test.start(options -> options.maxRoomsPerSocket(5));
        client = test.connect();
        id = client.join("/chat");
        socket = chat.socket();
    }

    private List<String> run() {
        test.executor.run();
        return chat.take();
    }

    @Test
    void newSocket_joinsTheRoomOfItsId_andTheRoomsThatMiddlewareHasGivenIt() {
        chat.take();
        chat.admission = other -> {
            other.join("early");
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        };
        Client second = test.connect();
        String secondId = second.join("/chat");
        assertThat(chat.take())
                .contains("connected")
                .containsSubsequence(
                        "admit",
                        "create " + secondId,
                        "join " + secondId + " by " + secondId,
                        "create early",
                        "join early by " + secondId);
    }

    @Test
    void roomIsCreatedBeforeItsFirstSocketJoins_andDeletedAfterItsLastHasLeft() {
        Client second = test.connect();
        String secondId = second.join("/chat");
        Socket other = chat.socket();
        chat.take();
        socket.join("r", "s");
        assertThat(run()).containsExactly("create r", "join r by " + id, "create s", "join s by " + id);
        socket.join("r");
        other.join("r");
        assertThat(run()).containsExactly("join r by " + secondId);
        socket.leave("r");
        socket.leave("r");
        assertThat(run()).containsExactly("leave r by " + id);
        second.send("1/chat,");
        assertThat(chat.take())
                .contains("disconnected client namespace disconnect []")
                .containsSubsequence(
                        "leave " + secondId + " by " + secondId,
                        "delete " + secondId,
                        "leave r by " + secondId,
                        "delete r");
    }

    @Test
    void socketsJoinAndLeave_areTold() {
        run();
        test.server.of("/chat").socketsJoin("r");
        assertThat(run()).containsExactly("create r", "join r by " + id);
        test.server.of("/chat").socketsLeave("r");
        assertThat(run()).containsExactly("leave r by " + id, "delete r");
    }

    @Test
    void roomNamedAsAnotherSocketsId_isNotCreatedASecondTime() {
        Client second = test.connect();
        String secondId = second.join("/chat");
        Socket other = chat.socket();
        chat.take();
        other.join(id);
        assertThat(run()).containsExactly("join " + id + " by " + secondId);
        client.lose();
        assertThat(chat.take()).contains("leave " + id + " by " + id).doesNotContain("delete " + id);
        other.leave(id);
        assertThat(run()).containsExactly("leave " + id + " by " + secondId, "delete " + id);
    }

    @Test
    void joinThatIsRefused_isNotTold() {
        chat.take();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> socket.join("a", "b", "c", "d", "e")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(run()).isEmpty();
    }

    @Test
    void whatIsUndoneBeforeItsTurn_isNotTold_andWhatIsToldIsInOrder() {
        chat.take();
        socket.join("brief", "stays");
        socket.leave("brief");
        assertThat(run()).containsExactly("create stays", "join stays by " + id);
        socket.leave("stays");
        socket.join("stays");
        assertThat(run()).isEmpty();

        Client second = test.connect();
        String secondId = second.join("/chat");
        Socket other = chat.socket();
        chat.take();
        socket.leave("stays");
        other.join("stays");
        assertThat(run())
                .as("the room has always been there for whoever is told")
                .containsExactly("leave stays by " + id, "join stays by " + secondId);
    }

    @Test
    void changesThatComeAndGoWhileTheApplicationIsBusy_doNotAddUp() {
        chat.take();
        IntStream.range(0, 10_000).forEach(i -> {
            socket.join("r" + i);
            socket.leave("r" + i);
        });
        socket.join("last");
        assertThat(test.executor.size()).isEqualTo(1);
        assertThat(run()).containsExactly("create last", "join last by " + id);
    }

    @Test
    void observerThatFails_keepsNoneOfTheOthers() {
        chat.take();
        chat.onRoom = () -> {
            throw new IllegalStateException("an observer");
        };
        socket.join("r");
        assertThat(run()).containsExactly("create r", "join r by " + id);
    }

    @Test
    void changesForWhichNoThreadIsFound_areToldWhenThereIsOne() {
        chat.take();
        test.executor.refuse(true);
        socket.join("r");
        test.executor.refuse(false);
        test.ticker.advance(Duration.ofSeconds(1));
        assertThat(run()).containsExactly("create r", "join r by " + id);
    }

    @Test
    void namespaceWhoseRoomsNobodyObserves_runsNothing() {
        TestServer other = new TestServer();
        FakeHandler quiet = other.declare("/chat");
        other.start();
        other.join("/chat");
        quiet.socket().join("r");
        assertThat(other.executor.size()).isZero();
        assertThat(quiet.take()).containsExactly("admit", "connected");
    }

    // --- sizes

    @Test
    void roomSizes_areThoseOfThisNode_withoutTheRoomsOfOwnIds() {
        Namespace namespace = test.server.of("/chat");
        assertThat(namespace.roomSizes()).isEmpty();
        test.join("/chat");
        chat.socket().join("r", "s", id);
        socket.join("r");
        assertThat(namespace.roomSizes()).isEqualTo(Map.of("r", 2, "s", 1, id, 2));
        assertThat(namespace.roomSize("r")).isEqualTo(2);
        assertThat(namespace.roomSize(id)).isEqualTo(2);
        assertThat(namespace.roomSize(chat.socket().id())).isEqualTo(1);
        assertThat(namespace.roomSize("none")).isZero();
        namespace.roomSizes().clear();
        client.lose();
        assertThat(namespace.roomSizes()).isEqualTo(Map.of("r", 1, "s", 1, id, 1));
    }
}
