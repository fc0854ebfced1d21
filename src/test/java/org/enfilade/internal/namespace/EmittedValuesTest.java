package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.enfilade.Ack;
import org.enfilade.Event;
import org.enfilade.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java makes of the arguments of a call is not what was meant by all of them. */
class EmittedValuesTest {
    private static final String[] TEXTS = {"a", "b"};

    private final TestServer test = new TestServer();
    private final FakeHandler handler = test.declare("/");
    private final Client client;
    private final Socket socket;

    EmittedValuesTest() {
        test.start();
        client = test.join("/");
        socket = handler.socket();
    }

    static Stream<Arguments> emissions() {
        return Stream.of(
                of("[\"x\",null]", socket -> socket.emit("x", (Object[]) null)),
                of("[\"x\",null]", socket -> socket.emit("x", (Object) null)),
                of("[\"x\",null]", socket -> socket.emitBestEffort("x", (Object[]) null)),
                of("[\"x\",null]", socket -> socket.namespace().emit("x", (Object[]) null)),
                of("[\"message\",null]", socket -> socket.send((Object[]) null)),
                of("[\"x\"]", socket -> socket.emit("x")),
                of("[\"x\",[\"a\",\"b\"]]", socket -> socket.emit("x", (Object[]) TEXTS)),
                of("[\"x\",[\"a\",\"b\"]]", socket -> socket.emit("x", (Object) TEXTS)),
                of("[\"x\",[\"a\",\"b\"]]", socket -> socket.namespace().emit("x", (Object[]) TEXTS)),
                of("[\"message\",[\"a\",\"b\"]]", socket -> socket.send((Object[]) TEXTS)),
                of("[\"x\",[1,null]]", socket -> socket.emit("x", (Object[]) new Integer[] {1, null})),
                of("[\"x\",[]]", socket -> socket.emit("x", (Object[]) new String[0])),
                of("[\"x\",[[1],[2]]]", socket -> socket.emit("x", (Object[]) new int[][] {{1}, {2}})),
                of("[\"x\",1,\"b\"]", socket -> socket.emit("x", new Object[] {1, "b"})));
    }

    private static Arguments of(String expected, Consumer<Socket> emission) {
        return Arguments.of(expected, emission);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("emissions")
    void emission(String expected, Consumer<Socket> emission) {
        emission.accept(socket);
        assertThat(client.received()).containsExactly("2" + expected);
    }

    @Test
    void byteArrays_areOneArgument() {
        socket.emit("x", (Object[]) new byte[][] {{1}, {2}});
        assertThat(client.received())
                .containsExactly(
                        "52-[\"x\",[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]]",
                        "#01",
                        "#02");
    }

    @Test
    void answers_andChangedEvents_takeThemAlike() {
        Ack<Object> ack = new EventAck((ServerSocket) socket, 7);
        ack.sendAll((Object[]) TEXTS);
        new EventAck((ServerSocket) socket, 8).sendAll((Object[]) null);
        new EventAck((ServerSocket) socket, 9).sendAll();
        assertThat(client.received()).containsExactly("37[[\"a\",\"b\"]]", "38[null]", "39[]");

        Event event = SocketEvent.of(test.server.binding(), Emission.of(test.server.binding(), "x", 1), false);
        assertThat(event.withArguments((Object[]) TEXTS).arguments().toList()).isEqualTo(List.of(List.of("a", "b")));
        assertThat(event.withArguments((Object[]) null).arguments().size()).isEqualTo(1);
    }
}
