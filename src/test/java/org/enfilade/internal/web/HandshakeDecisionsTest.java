package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.enfilade.AsyncHandshakeCheck;
import org.enfilade.HandshakeRefused;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.namespace.HandshakeRequest;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class HandshakeDecisionsTest {
    private final FakeTicker ticker = new FakeTicker();
    private final CompletableFuture<Object> stage = new CompletableFuture<>();
    private final HandshakeRequest handshake =
            HandshakeRequests.of(FakeRequest.plain("EIO=4").proxy());
    private final List<String> heard = new ArrayList<>();

    private HandshakeDecisions decisions(AsyncHandshakeCheck check) {
        return new HandshakeDecisions(
                ServerOptions.builder()
                        .allowRequestAsync(check)
                        .allowRequestTimeout(Duration.ofSeconds(3))
                        .maxWaitingHandshakes(2)
                        .build(),
                ticker);
    }

    private Decision ask(HandshakeDecisions decisions) {
        Decision decision = decisions.ask(handshake);
        decision.whenMade(refusal -> heard.add(
                refusal.map(why -> why.error().code() + " " + why.message()).orElse("admitted")));
        return decision;
    }

    @Test
    void withoutACheck_everyHandshakeIsAdmitted() {
        HandshakeDecisions decisions =
                new HandshakeDecisions(ServerOptions.builder().build(), ticker);
        assertThat(decisions.ask(handshake)).isSameAs(Decision.ADMITTED);
    }

    @Test
    void decision_thatIsThereAtOnce_isMade_andNothingWaits() {
        HandshakeDecisions decisions = decisions(asked -> CompletableFuture.completedFuture(asked.query("EIO")));
        assertThat(ask(decisions).isMade()).isTrue();
        assertThat(heard).containsExactly("admitted");
        assertThat(decisions.size()).isZero();
    }

    @Test
    void decision_thatComesLater_isToldThen_andOnce() {
        HandshakeDecisions decisions = decisions(asked -> stage);
        assertThat(ask(decisions).isMade()).isFalse();
        assertThat(heard).isEmpty();
        assertThat(decisions.size()).isOne();

        stage.complete(true);
        ticker.advance(Duration.ofSeconds(10));
        assertThat(heard).containsExactly("admitted");
        assertThat(decisions.size()).isZero();
    }

    @Test
    void refusal_hasTheMessageOfTheApplication_howeverItComes() {
        HandshakeDecisions later =
                decisions(asked -> stage.thenApply(value -> value).thenRun(() -> {}));
        ask(later);
        stage.completeExceptionally(new HandshakeRefused("no such tenant"));
        ask(decisions(asked -> {
            throw new HandshakeRefused("not today");
        }));
        ask(decisions(asked -> CompletableFuture.failedFuture(new HandshakeRefused(null))));
        assertThat(heard).containsExactly("4 no such tenant", "4 not today", "4 Forbidden");
    }

    @Test
    void failure_isForbidden_isLogged_andSaysNothingToTheClient() {
        try (LogCapture log = new LogCapture()) {
            ask(decisions(asked -> CompletableFuture.failedFuture(new IllegalStateException("secret"))));
            ask(decisions(asked -> null));
            ask(decisions(asked -> {
                throw new NoClassDefFoundError("x");
            }));
            assertThat(log.errors()).hasSize(3);
        }
        assertThat(heard).containsExactly("4 Forbidden", "4 Forbidden", "4 Forbidden");
    }

    @Test
    void decision_thatTakesTooLong_isARefusal_andComesTooLate() {
        try (LogCapture log = new LogCapture()) {
            HandshakeDecisions decisions = decisions(asked -> stage);
            ask(decisions);
            ticker.advance(Duration.ofMillis(2_999));
            assertThat(heard).isEmpty();
            ticker.advance(Duration.ofMillis(1));
            stage.complete(true);
            assertThat(heard).containsExactly("4 Forbidden");
            assertThat(decisions.size()).isZero();
            assertThat(log.lines()).singleElement().asString().contains("enfilade.allowRequestTimeout");
        }
    }

    @Test
    void handshakesBeyondTheBound_areRefused_withoutBeingAskedAbout() {
        List<Object> asked = new ArrayList<>();
        try (LogCapture log = new LogCapture()) {
            HandshakeDecisions decisions = decisions(handshake -> {
                asked.add(handshake);
                return stage;
            });
            for (int i = 0; i < 4; i++) {
                ask(decisions);
            }
            assertThat(asked).hasSize(2);
            assertThat(heard).containsExactly("4 Forbidden", "4 Forbidden");
            assertThat(log.lines()).singleElement().asString().contains("enfilade.maxWaitingHandshakes");

            stage.complete(true);
            ask(decisions);
            assertThat(asked).hasSize(3);
        }
    }

    @Test
    void theEnd_refusesWhatWaits_andWhatComes() {
        HandshakeDecisions decisions = decisions(asked -> stage);
        ask(decisions);
        decisions.stop();
        ask(decisions);
        assertThat(heard).containsExactly("4 Forbidden", "4 Forbidden");
        assertThat(decisions.size()).isZero();
    }
}
