package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.enfilade.Socket;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.EngineSession;
import org.enfilade.internal.engine.FakePoll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code compress}: the answer to a poll is worth compressing if one of its packets is, as in the reference. */
class CompressTest extends ClusterOfThree {
    /** A client that polls the node b, and is in the namespace. */
    private final class Poller {
        private EngineSession session;
        private final Socket socket;

        Poller(int revision) {
            FakePoll first = new FakePoll();
            b.server.engine().openPolling(Dialects.of(revision, false), first, opened -> {
                session = opened;
                return b.server.connect(opened, b.request());
            });
            run();
            assertThat(first.compress()).isTrue();
            var post = session.beginPost();
            post.deliver(revision == 3 ? "8:40/chat," : "40/chat,");
            post.end();
            run();
            FakePoll joined = poll();
            assertThat(joined.payload()).contains("40/chat,");
            assertThat(joined.compress()).isTrue();
            socket = b.server.of("/chat").sockets().iterator().next();
        }

        FakePoll poll() {
            FakePoll poll = new FakePoll();
            session.poll(poll);
            run();
            return poll;
        }
    }

    private static Arguments way(String name, boolean compresses, Consumer<Poll> emit) {
        return Arguments.of(name, compresses, emit);
    }

    /** What an emission may use. */
    private record Poll(TestServer here, TestServer elsewhere, Socket socket) {}

    static Stream<Arguments> ways() {
        Duration soon = Duration.ofSeconds(1);
        return Stream.of(
                way("socket", true, p -> p.socket.emit("x")),
                way("socket, not", false, p -> p.socket.compress(false).emit("x")),
                way(
                        "socket, after all",
                        true,
                        p -> p.socket.compress(false).compress(true).emit("x")),
                way(
                        "socket, not, with more",
                        false,
                        p -> p.socket
                                .timeout(soon)
                                .compress(false)
                                .timeout(soon)
                                .emitWithAck("x")),
                way("binary, not", false, p -> p.socket.compress(false).emit("x", new byte[] {1})),
                way("broadcast", true, p -> p.here.server.of("/chat").emit("x")),
                way(
                        "broadcast, not",
                        false,
                        p -> p.here.server
                                .of("/chat")
                                .compress(false)
                                .to(p.socket.id())
                                .emit("x")),
                way(
                        "broadcast with ack, not",
                        false,
                        p -> p.here.server.of("/chat").compress(false).emitWithAck("x")),
                way("other node", true, p -> p.elsewhere.server.of("/chat").emit("x")),
                way(
                        "other node, not",
                        false,
                        p -> p.elsewhere.server.of("/chat").compress(false).emit("x")),
                way(
                        "other node with ack, not",
                        false,
                        p -> p.elsewhere.server.of("/chat").compress(false).emitWithAck("x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void answerToAPoll_isWorthCompressing_asTheEmissionSays(String name, boolean compresses, Consumer<Poll> emit) {
        for (int revision : List.of(4, 3)) {
            Poller poller = new Poller(revision);
            emit.accept(new Poll(b, a, poller.socket));
            run();
            FakePoll answer = poller.poll();
            assertThat(answer.payload()).isNotNull();
            assertThat(answer.compress()).isEqualTo(compresses);
            poller.socket.disconnect(true);
            run();
        }
    }

    @Test
    void answer_withOnePacketThatIsWorthIt_isCompressed() {
        Poller poller = new Poller(4);
        poller.socket.compress(false).emit("x");
        poller.socket.emit("y");
        poller.socket.compress(false).emit("z");
        run();
        FakePoll answer = poller.poll();
        assertThat(answer.payload()).isEqualTo("42/chat,[\"x\"]|42/chat,[\"y\"]|42/chat,[\"z\"]");
        assertThat(answer.compress()).isTrue();
    }
}
