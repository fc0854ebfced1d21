package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.enfilade.Ack;
import org.enfilade.Arg;
import org.enfilade.ArgumentMismatch;
import org.enfilade.EventRefused;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.On;
import org.enfilade.OnError;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything that goes wrong with an event reaches one place, whose result is the acknowledgement. */
class OnErrorTest {
    static final List<String> NOTES = new CopyOnWriteArrayList<>();
    private final LogCapture log = LogCapture.ofAll();

    OnErrorTest() {
        NOTES.clear();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @NamespaceEndpoint("/")
    static class Failing {
        int number(@Observes @On("number") int first, @Arg(1) int second) {
            return first + second;
        }

        String thrown(@Observes @On("thrown") String text) {
            throw new IllegalStateException(text);
        }

        CompletionStage<String> stage(@Observes @On("stage") String text) {
            return CompletableFuture.supplyAsync(() -> text, Runnable::run).thenApply(value -> {
                throw new IllegalStateException(value);
            });
        }

        CompletionStage<String> failed(@Observes @On("failed") String text) {
            return CompletableFuture.failedFuture(new IllegalStateException(text));
        }

        String violated(@Observes @On("violated") String text) {
            throw new ConstraintViolationException("too long", Set.of());
        }

        void refused(@Observes @On("refused") String text) throws EventRefused {
            throw new EventRefused("no " + text);
        }

        void answeredBefore(@Observes @On("answered") Socket socket, Ack<String> ack) {
            ack.send("answer");
            throw new IllegalStateException("too late");
        }
    }

    @NamespaceEndpoint("/")
    static class Observing extends Failing {
        String mismatch(@Observes @OnError ArgumentMismatch mismatch, SocketEvent event) {
            return "mismatch " + event.name() + " " + mismatch.index().getAsInt() + " " + mismatch.getMessage();
        }

        String violations(@Observes @OnError ConstraintViolationException violations) {
            return "violated " + violations.getMessage();
        }

        Map<String, String> failure(@Observes @OnError IllegalStateException failure) {
            return Map.of("failed", failure.getMessage());
        }

        void refusal(@Observes @OnError EventRefused refusal, Socket socket, Ack<String> ack) {
            ack.send(refusal.getMessage() + " " + socket.id());
        }
    }

    @Test
    void argumentThatDoesNotFit_isAnArgumentMismatch_thatKnowsItsPosition() {
        try (TestApplication application = TestApplication.of(Observing.class)) {
            assertThat(application
                            .emit(
                                    FakeSocket.create(),
                                    FakeEvent.of("number", "1", "\"x\"").ofClient())
                            .answers())
                    .singleElement()
                    .asString()
                    .startsWith("mismatch number 1 ")
                    .contains("A text where a number is expected");
            assertThat(log.errors()).isEmpty();
        }
    }

    @Test
    void whatAHandlerThrows_isObserved_andAnswered_andNoErrorInTheLog() {
        try (TestApplication application = TestApplication.of(Observing.class)) {
            assertThat(application.emit("thrown", "\"a\"").answers()).containsExactly(Map.of("failed", "a"));
            assertThat(application.emit("stage", "\"b\"").answers()).containsExactly(Map.of("failed", "b"));
            assertThat(application.emit("violated", "\"c\"").answers()).containsExactly("violated too long");
            Socket socket = FakeSocket.create();
            assertThat(application.emit(socket, "refused", "\"d\"").answers()).containsExactly("no d " + socket.id());
            assertThat(log.errors()).isEmpty();
        }
    }

    @Test
    void observer_isCalledWithinTheTurnOfTheEvent_whichCountsUntilThen() {
        List<Runnable> later = new ArrayList<>();
        try (TestApplication application = TestApplication.of(later::add, Observing.class)) {
            assertThat(application.emit("thrown", "\"a\"").answers()).containsExactly(Map.of("failed", "a"));
            assertThat(application.emit("failed", "\"b\"").answers()).containsExactly(Map.of("failed", "b"));
            assertThat(later).isEmpty();
        }
    }

    @NamespaceEndpoint("/")
    static class Prompt extends Observing {
        @NonBlocking
        String prompt(@Observes @On("prompt") String text) {
            throw new IllegalStateException(text);
        }
    }

    @Test
    void observer_ofAHandlerThatPromisesNotToBlock_isCalledElsewhere() {
        List<Runnable> later = new ArrayList<>();
        try (TestApplication application = TestApplication.of(later::add, Prompt.class)) {
            FakeAck ack = application.emit("prompt", "\"a\"");
            assertThat(ack.answers()).isEmpty();
            later.forEach(Runnable::run);
            assertThat(ack.answers()).containsExactly(Map.of("failed", "a"));
        }
    }

    @NamespaceEndpoint("/")
    static class Narrow extends Failing {
        String only(@Observes @OnError EventRefused refusal) {
            return "refused";
        }
    }

    @Test
    void whatNoMethodObserves_isLogged_andNotAnswered() {
        try (TestApplication application = TestApplication.of(Narrow.class)) {
            assertThat(application.emit("thrown", "\"a\"").answers()).isEmpty();
            assertThat(log.errors())
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMessage()).contains("Failing.thrown", "failed"));
        }
    }

    @NamespaceEndpoint("/")
    static class FailingTwice extends Failing {
        String observe(@Observes @OnError Throwable failure) throws Exception {
            NOTES.add("observed");
            throw new IllegalArgumentException("again");
        }
    }

    @Test
    void whatTheMethodItselfThrows_isLogged_andNotObservedAgain() {
        try (TestApplication application = TestApplication.of(FailingTwice.class)) {
            assertThat(application.emit("thrown", "\"a\"").answers()).isEmpty();
            assertThat(NOTES).containsExactly("observed");
            assertThat(log.errors())
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMessage()).contains("@OnError", "failed"));
        }
    }

    @NamespaceEndpoint("/")
    static class Explained extends Failing {
        void configure(@Observes ServerOptions.Builder options) {
            options.developmentMode(true);
        }
    }

    @Test
    void inDevelopment_theClientIsToldWhatIsOtherwiseSilent() {
        try (TestApplication application = TestApplication.configured(Explained.class)) {
            assertThat(application.emit("refused", "\"x\"").answers())
                    .containsExactly(Map.of("error", "the event was refused: no x"));
            assertThat(application.emit("thrown", "\"secret\"").answers())
                    .containsExactly(Map.of("error", "the event could not be handled; the server's log says why"));
            assertThat(application
                            .emit(
                                    FakeSocket.create(),
                                    FakeEvent.of("number", "\"x\"").ofClient())
                            .answers())
                    .singleElement()
                    .asString()
                    .contains("error", "what was sent does not fit: A text where a number is expected");
        }
    }
}
