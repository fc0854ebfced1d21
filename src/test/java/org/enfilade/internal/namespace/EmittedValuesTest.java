package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.enfilade.Ack;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.packet.Payload;
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
                of("[\"x\",null]", socket -> socket.bestEffort().emit("x", (Object[]) null)),
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

        SocketEvent event = JsonEvent.of(
                test.server.core().binding(), Payload.event(test.server.core().binding(), "x", 1), false);
        assertThat(event.withArguments((Object[]) TEXTS).arguments().toList()).isEqualTo(List.of(List.of("a", "b")));
        assertThat(event.withArguments((Object[]) null).arguments().size()).isEqualTo(1);
    }

    @Test
    void handshake_isSentAsInJavaScript_withoutCredentials() {
        test.headers = Map.of(
                "cookie",
                List.of("c"),
                "authorization",
                List.of("a"),
                "origin",
                List.of("http://o"),
                "x-a",
                List.of("1", "2"));
        test.query = new TreeMap<>(Map.of("EIO", List.of("4"), "token", List.of("t"), "n", List.of("1", "2")));
        test.uri = "/socket.io/?EIO=4&token=t";
        Client other = test.connect();
        other.send("0{\"name\":\"n\",\"password\":\"p\"}");
        test.executor.run();
        other.received();
        Socket third = handler.socket();
        third.emit("x", third.handshake(), Map.of("h", List.of(third.handshake())));
        JsonArray event = Json.createReader(
                        new StringReader(other.received().get(0).substring(1)))
                .readArray();
        JsonObject sent = event.getJsonObject(1);

        assertThat(sent.keySet())
                .containsExactlyInAnyOrder(
                        "headers", "time", "address", "xdomain", "secure", "issued", "url", "query", "auth");
        assertThat(sent.getJsonObject("headers").keySet()).containsExactlyInAnyOrder("origin", "x-a");
        assertThat(sent.getJsonObject("headers").getString("x-a")).isEqualTo("1, 2");
        assertThat(sent.getString("time")).endsWith(" GMT+0000 (Coordinated Universal Time)");
        assertThat(sent.getBoolean("xdomain")).isTrue();
        assertThat(sent.getString("url")).isEqualTo("/socket.io/?EIO=4");
        assertThat(sent.getJsonObject("query")).hasToString("{\"EIO\":\"4\",\"n\":[\"1\",\"2\"]}");
        assertThat(sent.getJsonObject("auth")).hasToString("{\"name\":\"n\"}");
        assertThat(event.getJsonObject(2).getJsonArray("h").getJsonObject(0)).isEqualTo(sent);
    }

    @Test
    void ourOwnObjects_areRefused_withWhatToSend() {
        for (Object value : List.of(socket, socket.namespace(), socket.broadcast(), socket.connection())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.emit("x", List.of(value)))
                    .withMessageContaining("cannot be sent; send its");
        }
    }
}
