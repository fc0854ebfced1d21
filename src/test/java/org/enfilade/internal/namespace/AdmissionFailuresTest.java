package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.enfilade.ConnectionRefused;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.time.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong while a socket is admitted ends in an answer or a close, and in a line of the log: no client is
 * left waiting.
 */
class AdmissionFailuresTest {
    private static final String INTERNAL_ERROR = "4/chat,{\"message\":\"Internal error\"}";

    private final TestServer test = new TestServer();
    private final FakeHandler chat = test.declare("/chat");
    private final CompletableFuture<Void> middleware = new CompletableFuture<>();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void close() {
        log.close();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new NoClassDefFoundError("shop/Prices"),
                new StackOverflowError(),
                new ExceptionInInitializerError("for a test"));
    }

    static <T> T raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private void assertAnsweredWithAnInternalError(Client client) {
        assertThat(client.received()).containsExactly(INTERNAL_ERROR);
        assertThat(client.isClosed()).isFalse();
        assertThat(log.errors()).hasSize(1);
        client.join("/");
    }

    private void assertClosed(Client client) {
        assertThat(client.isClosed()).isTrue();
        assertThat(log.messages()).isNotEmpty();
    }

    // --- the namespace

    @ParameterizedTest
    @MethodSource("failures")
    void newNamespace_ofWhichNobodyCanBeTold_isJoined(Throwable failure) {
        test.declarePattern("^/child");
        test.blueprint.onNewNamespace(namespace -> raise(failure));
        test.start().join("/child");
        assertThat(log.errors()).hasSize(1);
    }

    /** Java's regular expressions call themselves for each character of such a name. */
    @Test
    void name_thatAPatternCannotCopeWith_isAnswered() {
        test.declarePattern("^/(a|b)*$");
        String name = "/" + "ab".repeat(200_000);
        Client client = test.start(
                        options -> options.maxNamespaceLength(1_000_000).maxHttpBufferSize(1_000_000))
                .connect()
                .send("0" + name + ",");
        assertThat(client.received()).containsExactly("4" + name + ",{\"message\":\"Invalid namespace\"}");
        assertThat(log.messages())
                .filteredOn(line -> line.getMessage().contains("takes too long for the name"))
                .hasSize(1);
        assertThat(log.errors()).isEmpty();
        client.join("/");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void matcher_thatCannotBeAsked_isLogged_andMeansNo(Throwable failure) {
        test.declareParent("gate", new ChildMatcher.ByFunction((name, auth) -> raise(failure)));
        Client client = test.start().connect().send("0/gate/a,");
        assertThat(client.received()).containsExactly("4/gate/a,{\"message\":\"Invalid namespace\"}");
        assertThat(log.errors())
                .singleElement()
                .satisfies(line -> assertThat(line.getThrown()).isSameAs(failure));
    }

    @Test
    void matcher_forAClientWhoseAuthDoesNotFit_isNotLogged() {
        test.declareParent("gate", new ChildMatcher.ByFunction((name, auth) -> {
            throw ClientMistake.of(new IllegalArgumentException("no object"));
        }));
        Client client = test.start().connect().send("0/gate/a,");
        assertThat(client.received()).containsExactly("4/gate/a,{\"message\":\"Invalid namespace\"}");
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void matcher_forWhichNoThreadCanBeHad_isLogged_andMeansNo() {
        test.declareParent(
                "gate", new ChildMatcher.ByFunction((name, auth) -> CompletableFuture.completedFuture(true)));
        Client client = test.start().connect();
        test.executor.failWith(new InternalError("unable to create native thread"));
        client.post("0/gate/a,");
        assertThat(client.received()).containsExactly("4/gate/a,{\"message\":\"Invalid namespace\"}");
        assertThat(log.messages()).isNotEmpty();
    }

    // --- the socket

    @ParameterizedTest
    @MethodSource("failures")
    void socket_thatCannotBeMade_isAnswered_andLeavesNothingBehind(Throwable failure) {
        AtomicBoolean fails = new AtomicBoolean(true);
        test.caller = new Caller() {
            @Override
            public Executor identity() {
                return fails.get() ? raise(failure) : null;
            }
        };
        FakeHandler child = test.declarePattern("^/child");
        test.start(options -> options.cleanupEmptyChildNamespaces(true));
        Client client = test.connect().send("0/child,");
        assertThat(client.received()).containsExactly("4/child,{\"message\":\"Internal error\"}");
        assertThat(log.errors()).hasSize(1);
        assertThat(test.server.parent("^/child").children()).isEmpty();
        assertThat(child.log).isEmpty();
        fails.set(false);
        client.join("/child");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void handler_thatCannotSayWhetherItAdmits_endsTheConnection(Throwable failure) {
        test.blueprint.declare("/broken", new NamespaceHandler() {
            @Override
            public boolean admitsAtOnce() {
                return raise(failure);
            }
        });
        assertClosed(test.start().connect().send("0/broken,"));
    }

    // --- the middleware

    @ParameterizedTest
    @MethodSource("failures")
    void middleware_thatThrows_isAnswered(Throwable failure) {
        chat.admission = socket -> raise(failure);
        assertAnsweredWithAnInternalError(test.start().connect().send("0/chat,"));
    }

    @Test
    void middleware_thatReturnsNoStage_isAnswered() {
        chat.admission = socket -> null;
        assertAnsweredWithAnInternalError(test.start().connect().send("0/chat,"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void middleware_forWhichNoThreadCanBeHad_endsTheConnection(Throwable failure) {
        Client client = test.start().connect();
        test.executor.failWith(failure instanceof Error error ? error : new Error(failure));
        assertClosed(client.post("0/chat,"));
    }

    @Test
    void asynchronousMiddleware_afterWhichNoThreadCanBeHad_endsTheConnection() {
        chat.admission = socket -> middleware;
        Client client = test.start().connect().send("0/chat,");
        test.executor.refuse(true);
        middleware.complete(null);
        assertClosed(client);
    }

    @Test
    void asynchronousRefusal_afterWhichNoThreadCanBeHad_endsTheConnection() {
        chat.admission = socket -> middleware;
        Client client = test.start().connect().send("0/chat,");
        test.executor.failWith(new InternalError("unable to create native thread"));
        middleware.completeExceptionally(new ConnectionRefused("no"));
        assertClosed(client);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void refusal_whoseDataCannotBeWritten_isAnsweredWithout(Throwable failure) {
        chat.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("no", new Unwritable(failure)));
        Client client = test.start().connect().send("0/chat,");
        assertThat(client.received()).containsExactly("4/chat,{\"message\":\"no\"}");
        assertThat(client.isClosed()).isFalse();
        assertThat(log.errors()).hasSize(1);
    }

    /** A value whose getter fails. */
    public static final class Unwritable {
        private final Throwable failure;

        Unwritable(Throwable failure) {
            this.failure = failure;
        }

        public String getText() {
            return raise(failure);
        }
    }

    @Test
    void refusal_thatCannotSayWhy_endsTheConnection() {
        chat.admission = socket -> CompletableFuture.failedFuture(new ConnectionRefused("no") {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new NoClassDefFoundError("shop/Texts");
            }
        });
        assertClosed(test.start().connect().send("0/chat,"));
    }

    // --- joining

    /** Other nodes that answer as a test wants. */
    private static final class Others implements Peers {
        private CompletionStage<Void> told = new CompletableFuture<>();
        private Throwable failure;

        @Override
        public void changed(String key, String room, boolean occupied) {
            Throwable once = failure;
            failure = null;
            if (once != null) {
                raise(once);
            }
        }

        @Override
        public CompletionStage<Void> tellRooms() {
            return told;
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void rooms_thatCannotBeJoined_endTheConnection(Throwable failure) {
        Others others = new Others();
        others.told = CompletableFuture.completedFuture(null);
        others.failure = failure;
        test.network = (own, watcher) -> others;
        Client client = test.start().connect().post("0/chat,");
        test.executor.run();
        assertClosed(client);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void rooms_thatCannotBeLeft_keepNeitherTheConnectionNorOtherSockets(Throwable failure) {
        Others others = new Others();
        others.told = CompletableFuture.completedFuture(null);
        test.network = (own, watcher) -> others;
        FakeHandler second = test.declare("/second");
        Client client = test.start().connect();
        client.join("/chat");
        client.join("/second");
        others.failure = failure;
        chat.sockets.get(0).connection().close();
        test.executor.run();
        assertClosed(client);
        assertThat(Stream.concat(chat.log.stream(), second.log.stream()))
                .anyMatch(line -> line.startsWith("disconnected"));
    }

    @Test
    void otherNodes_afterWhoseAnswerNoThreadCanBeHad_endTheConnection() {
        Others others = new Others();
        test.network = (own, watcher) -> others;
        Client client = test.start().connect().send("0/chat,");
        assertThat(client.received()).isEmpty();
        test.executor.refuse(true);
        others.told.toCompletableFuture().complete(null);
        assertClosed(client);
    }

    @Test
    void otherNodes_thatCannotBeTold_keepNobodyWaiting() {
        Others others = new Others();
        test.network = (own, watcher) -> others;
        Client client = test.start().connect().send("0/chat,");
        others.told.toCompletableFuture().completeExceptionally(new IllegalStateException("a bug"));
        test.executor.run();
        assertThat(client.received()).singleElement().asString().startsWith("0/chat,{\"sid\":\"");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void handlerOfTheConnect_thatFails_endsTheConnection(Throwable failure) {
        chat.onConnect = socket -> raise(failure);
        assertClosed(test.start().connect().send("0/chat,"));
    }

    // --- who it is

    @ParameterizedTest
    @MethodSource("failures")
    void caller_whoCannotBePutOnAThread_endsTheConnection(Throwable failure) {
        test.caller = new Caller() {
            @Override
            public Executor identity() {
                return task -> raise(failure);
            }
        };
        assertClosed(test.start().connect().send("0/chat,"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void httpSession_thatCannotBeWatched_endsTheConnection(Throwable failure) {
        test.caller = new Caller() {
            @Override
            public Optional<Runnable> whenSessionEnds(Runnable action, Ticker ticker) {
                return raise(failure);
            }
        };
        assertClosed(test.start().connect());
    }

    /** What is not foreseen: the last net, under all that a message leads to. */
    @ParameterizedTest
    @MethodSource("failures")
    void message_thatCannotBeHandled_endsTheConnection(Throwable failure) {
        test.blueprint.declare("/broken", new NamespaceHandler() {
            @Override
            public boolean isNonBlocking(String event) {
                return raise(failure);
            }
        });
        Client client = test.start().join("/broken");
        assertClosed(client.post("2/broken,[\"any\"]"));
    }
}
