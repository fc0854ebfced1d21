package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.engine.EngineError;
import org.enfilade.internal.engine.FakePoll;
import org.enfilade.internal.engine.PollPost;
import org.enfilade.internal.engine.Posting;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.namespace.Blueprint;
import org.enfilade.internal.namespace.Caller;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.namespace.Network;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.namespace.SocketTasks;
import org.enfilade.internal.relay.Relay;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.internal.web.wire.ClosingSessions;
import org.enfilade.internal.web.wire.Wires;
import org.junit.jupiter.api.Test;

/** The place of a POST is given back on every way out, and before its answer. */
class AsyncPostTest {
    private final FakeTicker ticker = new FakeTicker();
    private final Server server;
    private final EngineGateway gateway;
    private final String sid;
    private final Request request = new Request();

    AsyncPostTest() {
        server = new Server(
                new Blueprint(new JsonBinding()),
                ServerOptions.builder()
                        .maxHttpBufferSize(10_000)
                        .maxWaitingBytes(15_000)
                        .maxBufferedChunks(3)
                        .httpRequestBodyTimeout(Duration.ofSeconds(7))
                        .build(),
                new SocketTasks(Runnable::run, ticker),
                Network.NONE);
        gateway = new EngineGateway(
                server, Relay.ofNobody(server.engine()), Wires.STANDARD, Optional.empty(), new ClosingSessions(ticker));
        sid = open();
    }

    private String open() {
        return open("4");
    }

    private String open(String revision) {
        FakePoll first = new FakePoll();
        gateway.openPolling(
                new HandshakeRequest(
                        Map.of("EIO", List.of(revision)),
                        Map.of(),
                        Optional.empty(),
                        "127.0.0.1",
                        false,
                        "/socket.io/?EIO=4",
                        java.time.Instant.EPOCH,
                        Caller.NOBODY),
                first);
        return first.payload().split("\"")[3];
    }

    private AsyncPost post() throws IOException {
        return post(Runnable::run);
    }

    private AsyncPost post(Executor nobody) throws IOException {
        return post(sid, nobody);
    }

    private AsyncPost post(String session, Executor nobody) throws IOException {
        AsyncPost post = new AsyncPost(request.context(), server.options(), gateway.beginPost(session), nobody);
        post.read();
        return post;
    }

    private void assertFree() {
        PollPost next = gateway.beginPost(sid);
        assertThat(next).isNotNull();
        assertThat(next.take(2_000)).isTrue();
        next.end();
    }

    private void assertOver() {
        if (server.engine().session(sid) != null) {
            FakePoll last = new FakePoll();
            gateway.poll(sid, last);
            assertThat(last.payload()).isEqualTo("1");
        }
    }

    @Test
    void wholeBody_isAnswered_whenTheNextOneMayBegin() throws IOException {
        request.onAnswer = this::assertFree;
        AsyncPost post = post();
        request.arrive("40");
        post.onDataAvailable();
        request.arrive("");
        post.onAllDataRead();
        assertThat(request.written()).isEqualTo("200 ok");
        assertFree();
    }

    @Test
    void body_thatCannotBeHandledAsNobody_endsTheSession_andIsAnswered() throws IOException {
        try (LogCapture log = new LogCapture()) {
            AsyncPost post = post(task -> {
                throw new NoClassDefFoundError("server/Context");
            });
            request.arrive("40");
            post.onDataAvailable();
            request.arrive("");
            post.onAllDataRead();
            assertThat(request.written()).startsWith("400 ");
            assertThat(log.errors()).hasSize(1);
        }
        assertOver();
    }

    @Test
    void tooLargeBody_givesItsPlaceBack() throws IOException {
        request.onAnswer = this::assertFree;
        AsyncPost post = post();
        for (int i = 0; i < 3 && request.status == 0; i++) {
            request.arrive("x".repeat(4_000));
            post.onDataAvailable();
        }
        assertThat(request.status).isEqualTo(413);
        assertFree();
    }

    @Test
    void answerWithoutBody_isCommitted_beforeItIsComplete() throws IOException {
        AsyncPost large = post();
        for (int i = 0; i < 3; i++) {
            request.arrive("x".repeat(4_000));
            large.onDataAvailable();
        }
        assertThat(request.committedStatus).isEqualTo(413);
        post().onTimeout(null);
        assertThat(request.committedStatus).isEqualTo(408);
    }

    @Test
    void body_hasItsTime_andNoMore() throws IOException {
        post();
        assertThat(request.timeout).isEqualTo(7_000);
    }

    /** As in engine.io 6.6.13: "http request timeout" is a transport error. */
    @Test
    void bodyThatTrickles_isAnswered_andEndsItsSession() throws IOException {
        AsyncPost post = post();
        request.arrive("4");
        post.onDataAvailable();
        post.onTimeout(null);
        request.arrive("0");
        post.onDataAvailable();
        assertThat(request.status).isEqualTo(408);
        assertThat(request.headers).containsEntry("Connection", "close");
        assertThat(server.engine().session(sid)).isNull();
    }

    @Test
    void bodyInTooManyPieces_isTooLarge_andGivesItsPlaceBack() throws IOException {
        AsyncPost post = post();
        for (int i = 0; i < 4; i++) {
            assertThat(request.status).isZero();
            request.arrive("6");
            post.onDataAvailable();
        }
        assertThat(request.status).isEqualTo(413);
        assertThat(request.headers).containsEntry("Connection", "close");
        assertFree();
    }

    @Test
    void bodyBeyondWhatMayWaitOfAll_endsItsSession_andNoOther() throws IOException {
        PollPost other = gateway.beginPost(open());
        assertThat(other.take(4_000)).isTrue();
        AsyncPost post = post();
        for (int i = 0; i < 2 && request.status == 0; i++) {
            request.arrive("x".repeat(4_000));
            post.onDataAvailable();
        }
        assertThat(request.status).isEqualTo(400);
        assertOver();
        assertThat(other.take(1)).isTrue();
    }

    @Test
    void bodyOfAnOverlappedPost_isReadNoFurther() throws IOException {
        AsyncPost post = post();
        request.arrive("4");
        post.onDataAvailable();
        assertThat(gateway.beginPost(sid)).isNull();
        request.arrive("0");
        post.onDataAvailable();
        assertThat(request.status).isEqualTo(400);
        assertThat(request.headers).containsEntry("Connection", "close");
        assertOver();
    }

    @Test
    void bodyThatIsNotUtf8_endsTheSession() throws IOException {
        AsyncPost post = post();
        request.arrive(new byte[] {'4', (byte) 0xC3, '('});
        post.onDataAvailable();
        post.onAllDataRead();
        assertThat(request.status).isEqualTo(400);
        assertOver();
    }

    @Test
    void binaryBody_isAPayloadOfRevision3() throws IOException {
        request.contentType = "application/octet-stream";
        String older = open("3");
        AsyncPost post = post(older, Runnable::run);
        request.arrive(new byte[] {0, 1, (byte) 255, '2'});
        post.onDataAvailable();
        post.onAllDataRead();
        assertThat(request.written()).isEqualTo("200 ok");
        FakePoll answer = new FakePoll();
        gateway.poll(older, answer);
        assertThat(answer.payload()).isEqualTo("1:3");
    }

    @Test
    void binaryBody_thatIsNoPayload_endsTheSession() throws IOException {
        request.contentType = "application/octet-stream";
        AsyncPost post = post(open("3"), Runnable::run);
        request.arrive("1:2");
        post.onDataAvailable();
        post.onAllDataRead();
        assertThat(request.status).isEqualTo(400);
    }

    @Test
    void error_andTheEndByTheContainer_giveThePlaceBack() throws IOException {
        post().onError(new IOException("reset"));
        assertFree();
        post().onError((jakarta.servlet.AsyncEvent) null);
        assertFree();
        post().onComplete(null);
        assertFree();
    }

    @Test
    void timeout_whileTheBodyIsHandled_isTheOnlyAnswer() throws IOException {
        Runnable[] handling = new Runnable[1];
        AsyncPost post = post(task -> handling[0] = task);
        request.arrive("40");
        post.onDataAvailable();
        post.onAllDataRead();
        post.onTimeout(null);
        handling[0].run();
        assertThat(request.written()).startsWith("408");
        assertFree();
    }

    // --- a session of another node, which answers later

    private AsyncPost forwarded(Later later) throws IOException {
        AsyncPost post = new AsyncPost(request.context(), server.options(), later, Runnable::run);
        post.read();
        return post;
    }

    private AsyncPost delivered(Later later) throws IOException {
        AsyncPost post = forwarded(later);
        request.arrive("40");
        post.onDataAvailable();
        request.arrive("");
        post.onAllDataRead();
        return post;
    }

    @Test
    void bodyThatIsTakenElsewhere_isAnsweredThen() throws IOException {
        Later later = new Later();
        delivered(later);
        assertThat(later.said).containsExactly("take 2", "40");
        assertThat(request.status).isZero();
        later.outcome.accept(null);
        later.then.run();
        assertThat(request.written()).isEqualTo("200 ok");
    }

    @Test
    void bodyThatIsRefusedElsewhere_isAnsweredWithTheReason() throws IOException {
        Later later = new Later();
        delivered(later);
        later.outcome.accept(EngineError.UNKNOWN_SID);
        later.then.run();
        assertThat(request.written()).isEqualTo("400 {\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void tooLargeBody_isAnswered_onceTheOtherNodeKnows() throws IOException {
        Later later = new Later();
        AsyncPost post = forwarded(later);
        for (int i = 0; i < 3; i++) {
            request.arrive("x".repeat(4_000));
            post.onDataAvailable();
        }
        assertThat(later.said).endsWith("too large", "end");
        assertThat(request.status).isZero();
        later.then.run();
        assertThat(request.status).isEqualTo(413);
        assertThat(request.headers).containsEntry("Connection", "close");
    }

    @Test
    void bodyThatAnnouncesItselfAsTooLarge_isNotRead() throws IOException {
        Later later = new Later();
        new AsyncPost(request.context(), server.options(), later, Runnable::run).refuseTooLarge();
        assertThat(later.said).containsExactly("too large", "end");
        later.then.run();
        assertThat(request.status).isEqualTo(413);
    }

    @Test
    void timeout_beforeTheOtherNodeHasAnswered_isTheOnlyAnswer() throws IOException {
        Later later = new Later();
        AsyncPost post = delivered(later);
        post.onTimeout(null);
        assertThat(later.said).containsExactly("take 2", "40", "end");
        later.then.run();
        assertThat(request.status).isEqualTo(408);
        later.outcome.accept(null);
        assertThat(request.status).isEqualTo(408);
    }

    /** Records what it is told. */
    private static final class Later implements Posting {
        private final List<String> said = new ArrayList<>();
        private Consumer<EngineError> outcome;
        private Runnable then;

        @Override
        public boolean take(int bytes) {
            said.add("take " + bytes);
            return true;
        }

        @Override
        public void deliver(String body, Consumer<EngineError> to) {
            said.add(body);
            outcome = to;
        }

        @Override
        public void deliver(byte[] body, Consumer<EngineError> to) {
            throw new AssertionError("it is text");
        }

        @Override
        public void tooLarge() {
            said.add("too large");
        }

        @Override
        public void tooManyPieces() {
            said.add("too many pieces");
        }

        @Override
        public void tooLate() {
            said.add("too late");
        }

        @Override
        public void abort() {
            said.add("abort");
        }

        @Override
        public void end(Runnable afterwards) {
            said.add("end");
            then = afterwards;
        }
    }

    /** A request with its answer. */
    private static final class Request {
        private final Map<String, String> headers = new HashMap<>();
        private final StringWriter body = new StringWriter();
        private byte[] arrived = new byte[0];
        private int status;
        private int committedStatus;
        private long timeout;
        private String contentType = "text/plain;charset=UTF-8";
        private Runnable onAnswer = () -> {};

        void arrive(String text) {
            arrive(text.getBytes(StandardCharsets.UTF_8));
        }

        void arrive(byte[] bytes) {
            arrived = bytes;
        }

        String written() {
            return status + " " + body;
        }

        AsyncContext context() {
            return fake(
                    AsyncContext.class,
                    Map.of(
                            "setTimeout", args -> timeout = (long) args[0],
                            "getRequest", args -> fake(HttpServletRequest.class, requestMethods()),
                            "getResponse", args -> fake(HttpServletResponse.class, responseMethods())));
        }

        private Map<String, Method> requestMethods() {
            return Map.of(
                    "getInputStream", args -> new Input(),
                    "getContentLengthLong", args -> -1L,
                    "getContentType", args -> contentType);
        }

        private Map<String, Method> responseMethods() {
            return Map.of(
                    "setStatus",
                            args -> {
                                onAnswer.run();
                                status = (int) args[0];
                                return null;
                            },
                    "setHeader", args -> headers.put((String) args[0], (String) args[1]),
                    "flushBuffer", args -> committedStatus = status,
                    "getOutputStream", args -> new Output(),
                    "getWriter", args -> new PrintWriter(body, true));
        }

        private interface Method {
            Object call(Object[] args);
        }

        private static <T> T fake(Class<T> type, Map<String, Method> methods) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
                        Method method = methods.get(called.getName());
                        Object result = method == null ? null : method.call(args);
                        return called.getReturnType() == void.class ? null : result;
                    }));
        }

        private final class Output extends jakarta.servlet.ServletOutputStream {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(jakarta.servlet.WriteListener listener) {}

            @Override
            public void write(int b) {
                body.write(b);
            }
        }

        private final class Input extends ServletInputStream {
            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return arrived.length > 0;
            }

            @Override
            public void setReadListener(ReadListener listener) {}

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] to) {
                int count = Math.min(to.length, arrived.length);
                System.arraycopy(arrived, 0, to, 0, count);
                arrived = Arrays.copyOfRange(arrived, count, arrived.length);
                return count;
            }
        }
    }
}
