package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.enfilade.internal.engine.Wire;
import org.junit.jupiter.api.Test;

class AsyncPollTest {
    private final List<String> told = new ArrayList<>();
    private final Output output = new Output();
    private int completions;
    private String contentType;
    private final AsyncPoll poll = new AsyncPoll(context());
    private final Wire.Sent report = new Wire.Sent() {
        @Override
        public void sent() {
            told.add("sent");
        }

        @Override
        public void failed() {
            told.add("failed");
        }
    };

    AsyncPollTest() {
        poll.whenGone(() -> told.add("gone"));
    }

    @Test
    void answer_isWritten_andReportedOnce() throws IOException {
        poll.answer("4hello", true, report);
        output.listener.onWritePossible();
        poll.onComplete(null);
        assertThat(output.written()).isEqualTo("4hello");
        assertThat(told).containsExactly("sent");
        assertThat(completions).isEqualTo(1);
    }

    /** Open Liberty would write what it still has when it completes the answer, and block. */
    @Test
    void longAnswer_isNotCompleted_whileTheServerHasSomeOfIt() throws IOException {
        output.keeps = true;
        String answer = "4" + "x".repeat(20_000);
        poll.answer(answer, true, report);
        output.listener.onWritePossible();
        assertThat(output.written()).isEqualTo(answer);
        assertThat(completions).isZero();

        output.isFull = false;
        output.listener.onWritePossible();
        assertThat(told).containsExactly("sent");
        assertThat(completions).isEqualTo(1);
    }

    @Test
    void answer_isText_orBinary_inTheSpellingThatOldClientsKnow() throws IOException {
        poll.answer("4hello", true, report);
        assertThat(contentType).isEqualTo("text/plain;charset=UTF-8");

        new AsyncPoll(context()).answerBinary(new byte[] {'4', 'h', 'i'}, true, report);
        output.listener.onWritePossible();
        assertThat(contentType).isEqualTo("application/octet-stream");
        assertThat(output.written()).isEqualTo("4hi");
    }

    @Test
    void answer_thatTheServerCannotWrite_isReported() {
        poll.answer("4hello", true, report);
        output.listener.onError(new IOException("gone"));
        assertThat(told).containsExactly("failed");
        assertThat(completions).isEqualTo(1);
    }

    @Test
    void answer_whoseWriteThrows_isReported_whateverTheServerDoesWithTheException() throws IOException {
        output.broken = true;
        poll.answer("4hello", true, report);
        output.listener.onWritePossible();
        output.listener.onError(new IOException("gone"));
        assertThat(told).containsExactly("failed");
        assertThat(completions).isEqualTo(1);
    }

    @Test
    void client_thatIsGoneBeforeTheAnswer_isTold_andALaterAnswerFails() {
        poll.onError(null);
        assertThat(told).containsExactly("gone");

        poll.onComplete(null);
        poll.answer("4hello", true, report);
        assertThat(told).containsExactly("gone", "failed");
        assertThat(completions).isEqualTo(1);
    }

    @Test
    void client_thatIsGoneBeforeAnybodyAsks_isTold() {
        AsyncPoll gone = new AsyncPoll(context());
        gone.onTimeout(null);
        assertThat(told).isEmpty();

        gone.whenGone(() -> told.add("gone"));
        assertThat(told).containsExactly("gone");
    }

    private AsyncContext context() {
        return proxy(AsyncContext.class, "getResponse", proxy(HttpServletResponse.class, "getOutputStream", output));
    }

    /** Answers one method, counts completions, and does nothing else. */
    private <T> T proxy(Class<T> type, String method, Object result) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    if (called.getName().equals("complete")) {
                        completions++;
                    }
                    if (called.getName().equals("setContentType")) {
                        contentType = (String) arguments[0];
                    }
                    return called.getName().equals(method) ? result : null;
                }));
    }

    private static final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private WriteListener listener;
        private boolean broken;
        /** Whether a flush takes until the client reads. */
        private boolean keeps;

        private boolean isFull;

        String written() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isReady() {
            return !isFull;
        }

        @Override
        public void flush() {
            isFull = keeps;
        }

        @Override
        public void setWriteListener(WriteListener writeListener) {
            listener = writeListener;
        }

        @Override
        public void write(int b) throws IOException {
            if (broken) {
                throw new IOException("Broken pipe");
            }
            bytes.write(b);
        }
    }
}
